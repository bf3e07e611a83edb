"""
Keeps the beginning of what the student's code prints, and shows none of it.

Standard output and standard error become one stream of our own.  It is buffered as Python's is, in
C, so that a function which prints in a loop is no slower than at home; what does not fit is
counted.  What is written to the descriptors themselves, by a library in C say, goes nowhere.
"""

import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from typing import Any

from grader.sandbox.runner.printed_call import LONGEST_CHARACTER, Beginning
from grader.sandbox.wire.asides import LONGEST_PRINTED

__all__ = ["PrintListener"]


class _Heard(Beginning):
    """A beginning that says so when something is written, for as long as somebody wants to hear."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.hears: Callable[[], Any] | None = None

    def write(self, data: Any, /) -> int:
        """Take bytes, and say so."""
        size = super().write(data)
        if self.hears is not None:
            self.hears()
        return size


class PrintListener:
    """Stands in for standard output and standard error."""

    def __init__(self) -> None:
        self._beginning = _Heard(LONGEST_PRINTED * LONGEST_CHARACTER)
        self._stream = io.TextIOWrapper(
            io.BufferedWriter(self._beginning), encoding="utf-8", errors="backslashreplace"
        )

    def listen(self) -> None:
        """Take the place of both streams, which stay open: Python would complain of losing them."""
        self._replaced = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self._stream

    def flush(self) -> bool:
        """Empty the stream's own buffer; whether anything was printed since it was ``written``."""
        try:
            self._stream.flush()
            return bool(self._beginning.kept)
        except BaseException:  # somebody has closed or changed it
            return False

    @contextlib.contextmanager
    def heard(self, hears: Callable[[], Any]) -> Iterator[None]:
        """Call ``hears`` at each line that is written meanwhile, which asks what is ``written``."""
        self._buffer_lines(True)
        self._beginning.hears = hears
        try:
            yield
        finally:
            self._beginning.hears = None
            self._buffer_lines(False)

    def _buffer_lines(self, lines: bool) -> None:
        with contextlib.suppress(BaseException):  # somebody has closed or changed it
            self._stream.reconfigure(line_buffering=lines)

    def written(self) -> tuple[str, int]:
        """
        The beginning of what was printed since this was last asked, and the number of lines.

        Of what has left the stream's own buffer.
        """
        beginning = self._beginning
        try:
            text = beginning.kept.decode("utf-8", "ignore")[:LONGEST_PRINTED]
            lines = beginning.lines + beginning.ends_within
            beginning.kept.clear()
            beginning.lines, beginning.ends_within = 0, False
        except BaseException:  # somebody has closed or changed it
            return "", 0
        return text, lines
