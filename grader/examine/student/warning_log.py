"""
Counts the warnings of a submission.

It comes along with answers, the first time that each process warns at a place.  Places are kept and
not numbers, so that a process which is replaced, and warns again, changes nothing.
"""

from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import MOST_WARNED, Warned, record
from grader.text import clean

__all__ = ["Warnings"]

MOST_PLACES = 500
MOST_MESSAGES = 20
LARGEST = 1 << 17  # bytes that come with one answer


class Warnings:
    """Messages and the places that they came from."""

    def __init__(self) -> None:
        self._seen: set[Warned] = set()

    def note(self, words: bytes) -> None:
        """Take in what came with an answer; what is of another form is left out."""
        if len(words) > LARGEST:
            return
        try:
            found: list[Warned] = record(words, list[Warned])
        except Malformed:
            return
        room = MOST_PLACES - len(self._seen)
        self._seen.update(found[: min(room, MOST_WARNED)])

    def counted(self) -> tuple[tuple[str, int], ...]:
        """Each message, cleaned, with the number of its places."""
        counts: dict[str, int] = {}
        for each in self._seen:
            # NumPy's words, a little shorter.
            shown = clean(each.message.replace(" encountered in ", " in "))
            counts[shown] = counts.get(shown, 0) + 1
        return tuple(sorted(counts.items())[:MOST_MESSAGES])
