"""
An archive's bytes, read within bounds.

Headers say how much is to be read, and whoever wrote them may lie: the libraries that read
archives ask for as much as they are told to.  What they read from therefore refuses what is
too much at once, or too far, before anything is allocated or expanded.
"""

from typing import IO, Protocol

__all__ = ["PIECE", "Exhausted", "Guarded", "Readable", "gathered"]

PIECE = 1 << 20


class Exhausted(Exception):
    """An archive asked for more than it may have."""


class Readable(Protocol):
    """What is guarded: a file, or a stream that expands one."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to ``offset``."""

    def tell(self) -> int:
        """Where the next reading begins."""


def gathered(opened: IO[bytes], most: int) -> bytes:
    """At most ``most`` bytes, never many of them at once: whoever reads for us is guarded, too."""
    content = bytearray()
    while len(content) < most and (piece := opened.read(min(PIECE, most - len(content)))):
        content += piece
    return bytes(content)


class Guarded:
    """
    A file that gives at most ``at_once`` bytes in one reading, and none beyond ``end``.

    Raises Exhausted otherwise.
    """

    def __init__(self, opened: Readable, at_once: int, end: int) -> None:
        self.opened = opened
        self.at_once = at_once
        self.end = end

    def read(self, size: int | None = -1) -> bytes:
        """At most ``size`` bytes; all that are left where it is negative."""
        unknown = size is None or size < 0
        asked = self.at_once + 1 if unknown or size is None else size
        if not unknown and asked > self.at_once:
            raise Exhausted
        content = self.opened.read(asked)
        if len(content) > self.at_once or self.opened.tell() > self.end:
            raise Exhausted
        return content

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to ``offset``, where that lies within the bounds."""
        if whence == 0 and offset > self.end:
            raise Exhausted
        return self.opened.seek(offset, whence)

    def tell(self) -> int:
        """Where the next reading begins."""
        return self.opened.tell()

    def seekable(self) -> bool:
        """Whether ``seek`` works: always."""
        return True
