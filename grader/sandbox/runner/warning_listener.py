"""
Notes the warnings of the student's code, and shows none.

Python's usual filter shows a warning once for each place that it comes from, and after that
costs nothing but a look into a dict.  So one hook is enough, put in place once; to catch the
warnings of each call would cost more than most calls.  What is new goes along with the next
answer: a process that ends later, for whatever reason, has told it by then.
"""

import warnings
from typing import Any

import msgspec

from grader.sandbox.wire.frames import MOST_WARNED, Warned

__all__ = ["Listener"]

MOST_PLACES = 500
LONGEST = 300
ROOM = 16  # bytes beside the words
IGNORED = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


class Listener:
    """
    Is told of everything that Python would show.

    Attributes
    ----------
    news : list of Warned
        What has not been told yet.
    """

    def __init__(self) -> None:
        self.news: list[Warned] = []
        self._seen: set[Warned] = set()

    def listen(self) -> None:
        """Begin anew."""
        self.news.clear()
        self._seen.clear()
        warnings.resetwarnings()
        for category in IGNORED:
            warnings.simplefilter("ignore", category)
        warnings.simplefilter("default", append=True)
        warnings.showwarning = self._note

    def told(self, room: int) -> bytes:
        """The news, which are none then; nothing, and they stay, where they take too much room."""
        try:
            words = msgspec.msgpack.encode(self.news[:MOST_WARNED])
        except BaseException:  # somebody has changed them
            return b""
        if len(words) + ROOM > room:
            return b""
        del self.news[:MOST_WARNED]
        return words

    def _note(
        self,
        message: Warning | str,
        category: type[Warning],  # noqa: ARG002
        filename: str,
        lineno: int,
        file: Any = None,  # noqa: ARG002
        line: str | None = None,  # noqa: ARG002
    ) -> None:
        if len(self._seen) >= MOST_PLACES:
            return
        try:
            found = Warned(_sent(str(message)), _sent(filename), int(lineno))
            if found not in self._seen:
                self._seen.add(found)
                self.news.append(found)
        except BaseException:  # noqa: S110 - a message of the student's own making
            pass


def _sent(text: str) -> str:
    """Text that UTF-8 can carry, bounded."""
    return text[:LONGEST].encode("utf-8", "backslashreplace").decode()
