"""
Text files that a property passes, as a path on the student's side.

Its content travels with the call.  A student's process cannot write a file, so the examiner lays it
into the folder that the process works in, before the call; where the property or the model opens
it, in a process of ours, it is written there when it is wanted.
"""

import functools
import hashlib
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.msgpack import Ext

from grader.sandbox.wire.tags import Code, Mode, Tag, Write

__all__ = ["EXACT", "MARK", "READERS", "TextFile", "begin_elsewhere"]

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,60}")
MARK = b"a text file\0"  # in a call that passes one
MOST_BYTES = 500_000

_state: dict[str, bool] = {}


class TextFile:
    """
    A text file: its name, and its content as bytes.

    Opening it is opening a file with that content; a student's function is given its path.
    """

    __slots__ = ("content", "name")

    def __init__(self, content: bytes, name: str) -> None:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a file: use letters, digits, _, - and .")
        if len(content) > MOST_BYTES:
            raise ValueError(f"a text file of more than {MOST_BYTES} bytes")
        self.content, self.name = content, name

    @property
    def place(self) -> str:
        """Where it lies in a working directory: by its content, so that none replaces another."""
        digest = hashlib.sha256(self.name.encode() + b"\0" + self.content).hexdigest()[:12]
        return f"{digest}/{self.name}"

    def __fspath__(self) -> str:
        if _state.get("elsewhere"):
            return self.place
        return _written(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TextFile):
            return NotImplemented
        return (self.content, self.name) == (other.content, other.name)

    def __hash__(self) -> int:
        return hash((self.content, self.name))

    def __repr__(self) -> str:
        return f"text_file({self.content.decode('utf-8', 'replace')!r}, {self.name!r})"


def begin_elsewhere() -> None:
    """From here on this is a student's process, in whose folder the files are."""
    _state["elsewhere"] = True


@functools.cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="files-")


@functools.lru_cache(maxsize=4096)
def _written(file: TextFile) -> str:
    target = Path(_folder().name) / file.place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.content)
    return str(target)


def _write(value: TextFile, _: Write) -> Any:
    return [Tag.TEXT_FILE, Ext(Code.BYTES, MARK + value.name.encode() + b"\0" + value.content)]


def _read(entries: list[Any], mode: Mode) -> Any:
    (data,) = entries
    name, zero, content = data.removeprefix(MARK).partition(b"\0")
    if type(data) is not bytes or not data.startswith(MARK) or not zero:
        raise ValueError("a text file without a name")
    file = TextFile(content, name.decode())
    return file.__fspath__() if mode is Mode.GIVEN else file


EXACT: dict[type, Callable[[Any, Write], Any]] = {TextFile: _write}
READERS: dict[int, Callable[[list[Any], Mode], Any]] = {Tag.TEXT_FILE: _read}
