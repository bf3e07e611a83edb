"""
Keeps the beginning of what the student's code prints, and shows none of it.

Standard output and standard error become one stream of our own.  It is buffered as Python's is, in
C, so that a function which prints in a loop is no slower than at home; what does not fit is
counted.  What is written to the descriptors themselves, by a library in C say, goes nowhere.
"""

import io
import sys
from typing import Any

from grader.sandbox.wire.asides import LONGEST_PRINTED

__all__ = ["PrintListener"]

LONGEST_CHARACTER = 4  # bytes of UTF-8
STANDARD_OUTPUT = 1


class _Beginning(io.RawIOBase):
    """A file that keeps its first bytes and counts its lines."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self.lines = 0
        self.ends_within = False  # a line that has begun and not ended

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return STANDARD_OUTPUT  # some ask for it; nothing that is written there is kept

    def write(self, data: Any, /) -> int:
        said = bytes(data)
        self.lines += said.count(b"\n")
        self.ends_within = not said.endswith(b"\n") if said else self.ends_within
        self.kept += said[: LONGEST_PRINTED * LONGEST_CHARACTER - len(self.kept)]
        return len(said)


class PrintListener:
    """Stands in for standard output and standard error."""

    def __init__(self) -> None:
        self._beginning = _Beginning()
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
