"""
What the student's code warned of: counted, and not shown.

Python's usual filter shows a warning once for each place that it comes from, and after that
costs nothing but a look into a dict.  So one hook is enough, put in place once; to catch the
warnings of each call would cost more than most calls.
"""

import warnings
from typing import Any

__all__ = ["Warned"]

MOST_PLACES = 500
LONGEST = 300
OURS_TO_IGNORE = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


class Warned:
    """Notes each message and the places that it came from."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, int]] = set()

    def listen(self) -> None:
        """Begin anew, and be told of everything that Python would show."""
        self._seen.clear()
        warnings.resetwarnings()
        for category in OURS_TO_IGNORE:
            warnings.simplefilter("ignore", category)
        warnings.simplefilter("default", append=True)
        warnings.showwarning = self._note

    def counted(self) -> list[tuple[str, int]]:
        """Each message, with the number of its places."""
        counts: dict[str, int] = {}
        for message, _, _ in self._seen:
            counts[message] = counts.get(message, 0) + 1
        return sorted(counts.items())

    def _note(
        self,
        message: Warning | str,
        category: type[Warning],  # noqa: ARG002
        filename: str,
        lineno: int,
        file: Any = None,  # noqa: ARG002
        line: str | None = None,  # noqa: ARG002
    ) -> None:
        if len(self._seen) < MOST_PLACES:
            try:
                text = str(message)[:LONGEST].encode("utf-8", "backslashreplace").decode()
                self._seen.add((text, filename, lineno))
            except BaseException:  # noqa: S110 - a message of the student's own making
                pass
