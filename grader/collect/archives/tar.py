"""
A tar archive, compressed by gzip or not, as a listing.

Its table of contents is spread over the archive, and a header may claim to be long, to list the
holes of a sparse file without end, or, before Python 3.11.10, to hold a number which takes hours to
look for (CVE-2024-6232).  No file needs any of that, so headers are read within bounds that the
library does not have.
"""

import gzip
import re
import struct
import tarfile
import zlib
from collections.abc import Callable
from tarfile import ReadError
from typing import IO, cast

from grader.collect.archives.archive import (
    PIECE,
    Exhausted,
    Guarded,
    Readable,
    gathered,
    listed_members,
)
from grader.collect.errors import BadArchive, TooMuch, Unreadable, too_many
from grader.collect.limits import Limits
from grader.collect.listing import ListedFile, Listing
from grader.collect.names import label
from grader.collect.open_file import odd_file, symbolic_link, too_large
from grader.language import Message
from grader.text import clean

__all__ = ["Headers", "listed_tar"]

# Everything that the library is known to raise for an archive that was tampered with.
DAMAGED = (
    tarfile.TarError, EOFError, OSError, ValueError, OverflowError, IndexError, KeyError,
    struct.error, zlib.error, Exhausted,
)  # fmt: skip


HEADERS = 4096  # bytes for each member, on average; with a long name in Unicode it takes 2,000


def listed_tar(archive: str, opened: IO[bytes], limits: Limits) -> Listing:
    """All members of the tar in ``opened``, which has to stay open while they are read."""
    size = opened.seek(0, 2)
    opened.seek(0)
    is_packed = opened.read(2) == b"\x1f\x8b"
    opened.seek(0)
    grown = max(limits.free_bytes, limits.ratio * size) if is_packed else size
    stream = gzip.GzipFile(fileobj=opened) if is_packed else opened
    end = min(grown, limits.total_bytes)
    guarded = Headers(stream, limits.header_bytes, end, limits.entries * HEADERS)
    members: list[tuple[str, bool, ListedFile]] = []
    try:
        table = tarfile.open(fileobj=cast(IO[bytes], guarded), mode="r:")  # noqa: SIM115 - read from later
        for member in table:
            if len(members) == limits.entries:
                raise TooMuch(archive, too_many(limits.entries))
            members.append((member.name, member.isdir(), _leaf(table, member, limits)))
        guarded.is_listing = False
        _check_the_end(table, guarded)
    except Exhausted:
        raise TooMuch(
            archive, Message("expands to more than it may, {after}", after=_after(members))
        ) from None
    except DAMAGED as error:
        raise BadArchive(
            archive,
            Message(
                "is no complete tar, {after} ({error})",
                after=_after(members),
                error=clean(str(error)),
            ),
        ) from None
    return listed_members(archive, members)


def _check_the_end(table: tarfile.TarFile, guarded: Guarded) -> None:
    """Only zeros may follow: the library takes a broken header for the end, and says nothing."""
    if guarded.seek(table.offset) != table.offset or len(guarded.read(PIECE)) < tarfile.BLOCKSIZE:
        raise tarfile.ReadError("its end is missing")
    guarded.seek(table.offset)
    while rest := guarded.read(PIECE):
        if rest.strip(b"\0"):
            raise tarfile.ReadError("what follows is damaged")


def _after(members: list[tuple[str, bool, ListedFile]]) -> Message:
    if not members:
        return Message("from its first file on")
    return Message("at or after {file}", file=label(members[-1][0]))


def _leaf(table: tarfile.TarFile, member: tarfile.TarInfo, limits: Limits) -> ListedFile:
    return ListedFile(
        parts=(),
        size=member.size,
        position=member.offset,
        read=_reader(table, member, limits.most(member.name)),
        problem=_problem(member),
        notes=() if _is_text(member.name) else ("its name is not UTF-8, and may look odd here",),
    )


def _is_text(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _problem(member: tarfile.TarInfo) -> str:
    if member.issym():
        return str(symbolic_link())
    if member.islnk():
        return "is a link to another file of the archive. Name the file itself."
    if member.issparse():
        return "is a sparse file. Copy it, then hand in the copy."
    return "" if member.isreg() or member.isdir() else str(odd_file())


def _reader(table: tarfile.TarFile, member: tarfile.TarInfo, most: int) -> Callable[[], bytes]:
    def read() -> bytes:
        if member.size > most:
            raise too_large(member.size, most)
        try:
            opened = table.extractfile(member)
            content = gathered(opened, member.size) if opened else b""
        except DAMAGED as error:
            found = Message("is damaged in the archive ({error})", error=clean(str(error)))
            raise Unreadable(found, Message("Download it again.")) from None
        if len(content) < member.size:
            raise Unreadable(Message("is cut off in the archive"), Message("Download it again."))
        return content

    return read


NUMBER = re.compile(rb"[0-9]{256}")  # longer than any name that a file system allows


class Headers(Guarded):
    """A tar's bytes; while ``is_listing``, at most ``together`` of them, and no endless number."""

    def __init__(self, opened: Readable, at_once: int, end: int, together: int) -> None:
        super().__init__(opened, at_once, end)
        self.together = together
        self.is_listing = True

    def read(self, size: int | None = -1) -> bytes:
        """At most ``size`` bytes; all that are left where it is negative."""
        content = super().read(size)
        if self.is_listing:
            self.together -= len(content)
            if self.together < 0:
                raise Exhausted
            if NUMBER.search(content):
                raise ReadError("a number has hundreds of digits")
        return content
