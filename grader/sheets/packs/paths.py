"""
The files of a pack, read like files that lie on the disk.

A sheet is a folder to all who read one.  A pack is never unpacked, so its folder is a path below
the pack's own file, and what is read there comes out of memory.
"""

import fnmatch
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from grader.sheets.packs.archive import Pack

if sys.platform == "win32":
    from pathlib import WindowsPath as _Native
else:
    from pathlib import PosixPath as _Native

__all__ = ["PackPath", "keep_open", "located", "path_in"]

_OPEN: dict[str, Pack] = {}


def keep_open(pack: Pack) -> None:
    """Let the files of a pack be read by their paths; a later one of that place replaces it."""
    _OPEN[str(Path(pack.place))] = pack


def path_in(pack: Pack, name: str) -> "PackPath":
    """The path of a file in a pack that is kept open."""
    return PackPath(pack.place, *name.split("/"))


def located(file: str) -> Path:
    """The path of a file, whether it lies in a pack that is kept open or on the disk."""
    place = PackPath(file)
    return place if place.exists() else Path(file)


class PackPath(_Native):
    """A path below a pack's file."""

    __slots__ = ()

    def _found(self) -> tuple[Pack | None, str]:
        """The pack, and the name in it."""
        for above in self.parents:
            pack = _OPEN.get(str(above))
            if pack is not None:
                return pack, "/".join(self.parts[len(above.parts) :])
        return None, ""

    def is_file(self, **_: Any) -> bool:
        """Whether the pack has such a file."""
        pack, name = self._found()
        return pack is not None and name in pack.files

    def is_dir(self, **_: Any) -> bool:
        """Whether the pack has files below."""
        pack, name = self._found()
        return pack is not None and any(each.startswith(f"{name}/") for each in pack.files)

    def exists(self, **_: Any) -> bool:
        """Whether the pack has such a file, or files below."""
        return self.is_file() or self.is_dir()

    def resolve(self, strict: bool = False) -> "PackPath":  # noqa: ARG002 - as Path has it
        """The path itself: the pack's file was resolved when it was opened."""
        return self

    def stat(self, **_: Any) -> os.stat_result:
        """The size of a file, and which of both it is; raises FileNotFoundError."""
        if self.is_dir():
            return os.stat_result((stat.S_IFDIR | 0o555, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        size = len(self.read_bytes())
        return os.stat_result((stat.S_IFREG | 0o444, 0, 0, 1, 0, 0, size, 0, 0, 0))

    def read_bytes(self) -> bytes:
        """The content; raises FileNotFoundError."""
        pack, name = self._found()
        if pack is None or name not in pack.files:
            raise FileNotFoundError(2, "No such file in the pack", str(self))
        return pack.files[name]

    def read_text(
        self, encoding: str | None = None, errors: str | None = None, newline: str | None = None
    ) -> str:
        """The content as text, UTF-8 where nothing else is said; raises FileNotFoundError."""
        with io.TextIOWrapper(
            io.BytesIO(self.read_bytes()), encoding or "utf-8", errors, newline
        ) as opened:
            return opened.read()

    def open(self, mode: str = "r", *_: Any, **__: Any) -> IO[Any]:  # type: ignore[override]
        """The content, to be read; raises PermissionError for any other mode."""
        if set(mode) - set("rbt"):
            raise PermissionError(13, "A pack is not written into", str(self))
        return io.BytesIO(self.read_bytes()) if "b" in mode else io.StringIO(self.read_text())

    def rglob(self, pattern: str, **_: Any) -> Iterator["PackPath"]:  # type: ignore[override]
        """The files below, at any depth, whose names match."""
        pack, folder = self._found()
        for name in sorted(pack.files if pack is not None else ()):
            below = name.startswith(f"{folder}/")
            if below and fnmatch.fnmatchcase(name.rpartition("/")[2], pattern):
                yield self.joinpath(*name[len(folder) + 1 :].split("/"))

    def glob(self, pattern: str, **_: Any) -> Iterator["PackPath"]:  # type: ignore[override]
        """The files right below whose names match."""
        yield from (each for each in self.rglob(pattern) if each.parent == self)
