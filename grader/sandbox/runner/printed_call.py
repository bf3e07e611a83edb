"""
What a call writes to standard output, as an answer.

A course's first exercises print.  What they print is kept apart from what is overheard beside other
calls, since marks depend on it: all of it is there, up to a bound, or it is said that there is
more.  The same is done with the model in the examiner's own process, so that both are heard alike.
"""

import builtins
import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from grader.sandbox.wire.bounds import MAX_TEXT
from grader.sandbox.wire.values import Opaque

__all__ = ["LONGEST_PRINT", "NO_MORE_LINES", "Beginning", "joined", "print_of"]

LONGEST_PRINT = 20_000  # characters of one call
LONGEST_CHARACTER = 4  # bytes of UTF-8
STANDARD_OUTPUT = 1
NO_MORE_LINES = "input() asks for a line, and there is none left on standard input"


class Beginning(io.RawIOBase):
    """A file that keeps its first ``most`` bytes, and counts its lines and all of its bytes."""

    def __init__(self, most: int) -> None:
        self.kept = bytearray()
        self.lines = 0
        self.size = 0
        self.ends_within = False  # a line that has begun and not ended
        self._most = most

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def fileno(self) -> int:
        """Some ask for it; nothing that is written there is kept."""
        return STANDARD_OUTPUT

    def write(self, data: Any, /) -> int:
        """Take bytes, and keep what there is room for."""
        said = bytes(data)
        self.lines += said.count(b"\n")
        self.size += len(said)
        self.ends_within = not said.endswith(b"\n") if said else self.ends_within
        self.kept += said[: self._most - len(self.kept)]
        return len(said)


def print_of(
    function: Callable[..., Any], arguments: tuple[Any, ...], stdin: str, *, aloud: bool = False
) -> list[str] | Opaque:
    """
    What a call prints, in pieces that can be sent; what stands for it where it is too long.

    ``stdin`` is what ``input`` and ``sys.stdin`` read.  ``aloud`` lets it print where others do,
    and keeps nothing.  Raises what the call raises.
    """
    kept = Beginning(LONGEST_PRINT * LONGEST_CHARACTER + 1)
    stream = sys.stdout if aloud else _text(io.BufferedWriter(kept))
    with _standing_in(stream, _text(io.BytesIO(stdin.encode()))):
        function(*arguments)
    stream.flush()
    text = kept.kept.decode("utf-8", "ignore")
    if len(text) > LONGEST_PRINT or kept.size > len(kept.kept):
        return Opaque(f"more than {LONGEST_PRINT} characters")
    return [text[start : start + MAX_TEXT] for start in range(0, len(text), MAX_TEXT)]


def joined(pieces: Any) -> Any:
    """The text of such pieces, or what stands for it; a ValueError for anything else."""
    if isinstance(pieces, Opaque):
        return pieces
    if type(pieces) is not list or not all(type(each) is str for each in pieces):
        raise ValueError("a print that is no text")
    return "".join(pieces)[:LONGEST_PRINT]


def _text(buffer: Any) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        buffer, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=False
    )


@contextlib.contextmanager
def _standing_in(stdout: TextIO, stdin: io.TextIOWrapper) -> Iterator[None]:
    """Both streams in the place of standard output and input, and an ``input`` that uses them."""

    def line(prompt: object = "") -> str:
        stdout.write(str(prompt))
        found = stdin.readline()
        if not found:
            raise EOFError(NO_MORE_LINES)
        return found.removesuffix("\n")

    before = sys.stdin, builtins.input
    try:
        with contextlib.redirect_stdout(stdout):
            sys.stdin, builtins.input = stdin, line
            yield
    finally:
        sys.stdin, builtins.input = before
