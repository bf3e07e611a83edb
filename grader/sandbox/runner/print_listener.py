"""
Keeps the beginning of what the student's code prints, and shows none of it.

Standard output and standard error become one stream of our own.  It is buffered as Python's is, in
C, so that a function which prints in a loop is no slower than at home; what does not fit is
counted.  What is written to the descriptors themselves, by a library in C say, goes nowhere.
"""

import io
import sys

from grader.sandbox.runner.printed_call import LONGEST_CHARACTER, Beginning
from grader.sandbox.wire.asides import LONGEST_PRINTED

__all__ = ["PrintListener"]


class PrintListener:
    """Stands in for standard output and standard error."""

    def __init__(self) -> None:
        self._beginning = Beginning(LONGEST_PRINTED * LONGEST_CHARACTER)
        self._stream = io.TextIOWrapper(
            io.BufferedWriter(self._beginning), encoding="utf-8", errors="backslashreplace"
        )

    def listen(self) -> None:
        """Take the place of both streams, which stay open: Python would complain of losing them."""
        self._replaced = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self._stream

    def told(self) -> tuple[str, int]:
        """The beginning of what was printed since this was last asked, and the number of lines."""
        beginning = self._beginning
        try:
            self._stream.flush()
            if not beginning.kept:
                return "", 0
            text = beginning.kept.decode("utf-8", "ignore")[:LONGEST_PRINTED]
            lines = beginning.lines + beginning.ends_within
            beginning.kept.clear()
            beginning.lines, beginning.ends_within = 0, False
        except BaseException:  # somebody has closed or changed it
            return "", 0
        return text, lines
