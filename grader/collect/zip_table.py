"""
A zip's table of contents, in which no name pretends to be UTF-8.

A flag says that a name is.  Where it lies, the library gives up the whole archive, so the flag is
taken away before the library sees it: one name then costs its own entry only.
"""

import struct

from grader.collect.guarded import Guarded

__all__ = ["IS_UTF8", "Table", "is_utf8"]

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
