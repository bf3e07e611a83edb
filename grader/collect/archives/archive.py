"""
An archive's bytes, read within bounds, and its members as a listing, whatever its kind.

Headers say how much is to be read, and whoever wrote them may lie: the libraries that read
archives ask for as much as they are told to.  What they read from therefore refuses what is
too much at once, or too far, before anything is allocated or expanded.  Nothing is ever written,
so a name that leads out of the archive could do no harm; it is refused all the same, for whose
file it is cannot be said.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import IO, Protocol

from grader.collect.limits import Limits
from grader.collect.listing import ListedFile, Listing
from grader.collect.names import is_junk, label

__all__ = ["PIECE", "Exhausted", "Guarded", "Readable", "bomb", "gathered", "listed_members"]

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


DRIVE = re.compile(r"[A-Za-z]:/")


def listed_members(archive: str, members: Sequence[tuple[str, bool, ListedFile]]) -> Listing:
    """A listing of (name, whether it is a folder, listed file without parts of its own)."""
    files: dict[tuple[str, ...], ListedFile] = {}
    folders: set[tuple[str, ...]] = set()
    strays = []
    times: Counter[tuple[str, ...]] = Counter()
    for name, is_folder, file in members:
        parts, problem = _placed(name)
        if is_junk(parts):
            continue
        if problem:
            strays.append(replace(file, parts=(name,), problem=problem))
        elif is_folder:
            folders.add(parts)
        elif parts:
            times[parts] += 1
            files[parts] = replace(file, parts=parts)
        folders |= {parts[:depth] for depth in range(1, len(parts))} if not problem else set()
    kept = (_noted(file, times[parts]) for parts, file in files.items())
    ordered = sorted(kept, key=lambda file: file.parts)
    strays.sort(key=lambda file: file.parts)
    return Listing(archive, tuple(ordered), frozenset(folders), tuple(strays))


def bomb(size: int, packed: int, limits: Limits) -> str:
    """What is wrong with a member that expands enormously; empty where it does not."""
    if size <= limits.free_bytes or size <= limits.ratio * max(packed, 1):
        return ""
    return f"would expand {size // max(packed, 1)} times. Look at it before anything opens it."


def _placed(name: str) -> tuple[tuple[str, ...], str]:
    """A member's path, and what is wrong with it."""
    path = name.replace("\\", "/")
    parts = tuple(part for part in path.split("/") if part not in ("", "."))
    if path.startswith("/") or DRIVE.match(path):
        return parts, "has an absolute name. Put it into its student's folder."
    if ".." in parts:
        return parts, "has a name that leads out of its folder. Put it where it belongs."
    return parts, ""


def _noted(file: ListedFile, times: int) -> ListedFile:
    if times == 1:
        return file
    note = f"the archive holds {label(file.parts[-1])} {times} times; the last counts"
    return replace(file, notes=(*file.notes, note))
