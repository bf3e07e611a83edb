"""
Notes the warnings of the student's code, and shows none.

Python's usual filter shows a warning once for each place that it comes from, and after that
costs nothing but a look into a dict.  So one hook is enough, put in place once; to catch the
warnings of each call would cost more than most calls.  After a call that warned, the filter is made
to forget the places, so that the next call which warns there tells so, too.
"""

import sys
import warnings
from types import FrameType
from typing import Any

from grader.sandbox.runner.statements import cell_of
from grader.sandbox.wire.asides import MOST_WARNED, Warned

__all__ = ["WarningListener"]

MOST_PLACES = 500
LONGEST = 300
IGNORED = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


class WarningListener:
    """
    Is told of everything that Python would show.

    Attributes
    ----------
    news : list of Warned
        What has not been told yet.
    """

    def __init__(self) -> None:
        self.news: list[Warned] = []
        self._places: set[Warned] = set()

    def listen(self) -> None:
        """Begin anew."""
        self.news.clear()
        self._places.clear()
        warnings.resetwarnings()
        for category in IGNORED:
            warnings.simplefilter("ignore", category)
        warnings.simplefilter("default", append=True)
        warnings.showwarning = self._note

    def told(self) -> list[Warned]:
        """The news, which are none then."""
        news = self.news[:MOST_WARNED]
        self.news.clear()
        # Python forgets where it has warned when a filter is put in place, be it the same one.
        warnings.simplefilter("ignore", IGNORED[0])
        return news

    def _note(
        self,
        message: Warning | str,
        category: type[Warning],  # noqa: ARG002
        filename: str,
        lineno: int,
        file: Any = None,  # noqa: ARG002
        line: str | None = None,  # noqa: ARG002
    ) -> None:
        try:
            found = Warned(_sent(str(message)), *_place(filename, lineno))
            if len(self._places) < MOST_PLACES:
                self._places.add(found)
            if found in self._places and found not in self.news:
                self.news.append(found)
        except BaseException:  # noqa: S110 - a message of the student's own making
            pass


def _place(filename: str, line: int) -> tuple[int, int]:
    """
    The line of the submission that led to a warning, and its cell; 0 where there is none.

    A library may have warned at a line of its own: then it is the line that called the library.
    """
    cell = cell_of(filename)
    if cell is not None:
        return line, cell
    caller: FrameType | None = sys._getframe(2)
    while caller is not None:
        cell = cell_of(caller.f_code.co_filename)
        if cell is not None:
            return caller.f_lineno, cell
        caller = caller.f_back
    return 0, 0


def _sent(text: str) -> str:
    """Text that UTF-8 can carry, bounded."""
    return text[:LONGEST].encode("utf-8", "backslashreplace").decode()
