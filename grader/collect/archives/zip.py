"""
A zip as a listing.

Members are described by the table of contents, which is read within bounds; a member is only
expanded when it is read, and no further than the table says.  A flag says that a name is UTF-8.
Where it lies, the library gives up the whole archive, so the flag is taken away before the library
sees it: one name then costs its own entry only.
"""

import lzma
import stat
import struct
import zlib
from collections.abc import Callable
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from grader.collect.archives.archive import Exhausted, Guarded, bomb, gathered, listed_members
from grader.collect.errors import BadArchive, TooMuch, Unreadable, too_many
from grader.collect.limits import Limits
from grader.collect.listing import ListedFile, Listing
from grader.collect.open_file import odd_file, symbolic_link, too_large
from grader.language import Message
from grader.text import clean

__all__ = ["IS_UTF8", "Table", "is_utf8", "listed_zip"]

# Everything that the library is known to raise for an archive that was tampered with.
DAMAGED = (
    BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, OverflowError,
    struct.error, zlib.error, lzma.LZMAError, Exhausted,
)  # fmt: skip
IS_ENCRYPTED = 0x1


def listed_zip(archive: str, opened: IO[bytes], limits: Limits) -> Listing:
    """All members of the zip in ``opened``, which has to stay open while they are read."""
    size = opened.seek(0, 2)
    guarded = Table(opened, limits.header_bytes, size)
    try:
        table = ZipFile(cast(IO[bytes], guarded))
    except Exhausted:
        raise TooMuch(archive, Message("has an enormous table of contents")) from None
    except DAMAGED as error:
        raise BadArchive(
            archive, Message("cannot be read as a zip ({error})", error=clean(str(error)))
        ) from None
    guarded.is_listing = False
    members = table.infolist()
    if len(members) > limits.entries:
        raise TooMuch(archive, too_many(limits.entries))
    return listed_members(
        archive, [(*_named(member), _leaf(table, member, limits)) for member in members]
    )


def _named(member: ZipInfo) -> tuple[str, bool]:
    """A member's name, and whether it is a folder; many programs write UTF-8 without saying so."""
    name = member.orig_filename
    if not member.flag_bits & IS_UTF8 and is_utf8(written := name.encode("cp437")):
        name = written.decode()
    return name, name.endswith(("/", "\\")) or stat.S_ISDIR(member.external_attr >> 16)


def _leaf(table: ZipFile, member: ZipInfo, limits: Limits) -> ListedFile:
    name, _ = _named(member)
    return ListedFile(
        parts=(),
        size=member.file_size,
        position=member.header_offset,
        read=_reader(table, member, limits.most(name)),
        problem=_problem(member) or bomb(member.file_size, member.compress_size, limits),
        notes=() if _is_text(member) else ("its name is not UTF-8, and may look odd here",),
    )


def _is_text(member: ZipInfo) -> bool:
    """Whether it is certain which letters the name is made of."""
    return bool(member.flag_bits & IS_UTF8) or is_utf8(member.orig_filename.encode("cp437"))


def _problem(member: ZipInfo) -> str:
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        return str(symbolic_link())
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return str(odd_file())
    if member.flag_bits & IS_ENCRYPTED:
        return "is encrypted. Ask for it without a password."
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"is compressed by method {member.compress_type}, not by deflation. Zip it anew."
    return ""


def _reader(table: ZipFile, member: ZipInfo, most: int) -> Callable[[], bytes]:
    def read() -> bytes:
        if member.file_size > most:
            raise too_large(member.file_size, most)
        try:
            with table.open(member) as opened:
                return gathered(opened, most)
        except DAMAGED as error:
            found = Message("is damaged in the archive ({error})", error=clean(str(error)))
            raise Unreadable(found, Message("Download it again.")) from None

    return read


ENTRY = b"PK\x01\x02"
IS_UTF8 = 0x800  # among an entry's flags


class Table(Guarded):
    """A zip's file; while ``is_listing``, what looks like a table of contents is corrected."""

    is_listing = True

    def read(self, size: int | None = -1) -> bytes:
        """At most ``size`` bytes; all that are left where it is negative."""
        content = super().read(size)
        return _honest(content) if self.is_listing and content.startswith(ENTRY) else content


def _honest(table: bytes) -> bytes:
    """``table`` with the flag for UTF-8 taken away from names that are not."""
    honest, start = bytearray(table), 0
    while table.startswith(ENTRY, start) and start + 46 <= len(table):
        (flags,) = struct.unpack_from("<H", table, start + 8)
        name, extra, comment = struct.unpack_from("<3H", table, start + 28)
        if flags & IS_UTF8 and not is_utf8(table[start + 46 : start + 46 + name]):
            struct.pack_into("<H", honest, start + 8, flags & ~IS_UTF8)
        start += 46 + name + extra + comment
    return bytes(honest)


def is_utf8(name: bytes) -> bool:
    """Whether the bytes of a name are UTF-8."""
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
