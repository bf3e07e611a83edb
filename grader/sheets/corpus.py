"""
The frozen inputs of a sheet: what every submission is marked on.

They are drawn once and stored with a digest, because drawing them takes longer than
running a class, and because what Hypothesis draws depends on its version and on the
submission itself.  Marks must depend on neither.

The file is one line of text, the digest, and compressed MessagePack in the wire's
format: data, never pickle.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import CorpusOutdated, CorpusUnreadable
from grader.files import replace
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import decode
from grader.sheets.derived.materials import data_files
from grader.sheets.settings import without_settings
from grader.sheets.sheet import Property, Sheet

__all__ = [
    "FILE_NAME",
    "Corpus",
    "Header",
    "corpus_bytes",
    "corpus_content",
    "corpus_from",
    "read_corpus",
    "recorded_corpus",
    "sheet_digest",
    "store_corpus",
    "write_corpus",
]

FILE_NAME = "corpus.bin"
MAGIC = b"grader corpus 1 "
LARGEST = 256 << 20  # bytes, unpacked
# What no example depends on: students' mistakes, right solutions, and what students begin with.
ASIDE = {"checks", "misconceptions", "wheats", "likeness.py", "starter.py"}

SECRET = b"calls and lots"  # what the digest of a corpus is for that is not its name
Packed = tuple[bytes, bytes]  # one example's drawn values, as the wire encodes them


class Header(msgspec.Struct, frozen=True):
    """How a corpus was made; the seed only as a digest, so that a corpus may be shown."""

    sheet: str
    sheet_digest: str
    seed_digest: str
    hypothesis: str
    examples: int


class _File(msgspec.Struct, frozen=True):
    header: Header
    properties: dict[str, list[Packed]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """
    Recorded examples, by property.

    Attributes
    ----------
    digest : str
        SHA-256 of everything in the file, in hexadecimal; it names the corpus on a mark.
    secret : str
        Another digest of the same, which stands nowhere: what is drawn for a submission follows
        from it, and who has seen the name of a private corpus could foretell that otherwise.
    header : Header
        How it was made.
    packed : mapping from a property's key to its examples, smallest first
    """

    digest: str
    secret: str
    header: Header
    packed: Mapping[str, list[Packed]]

    def examples(self, prop: Property) -> list[Mapping[str, Any]]:
        """The recorded arguments of a property, smallest first, by name; freshly made."""
        return [_Example(packed) for packed in self.packed.get(prop.key, [])]


class _Example(Mapping[str, Any]):
    """Recorded arguments by name, unpacked when somebody asks for them."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed

    @cached_property
    def _arguments(self) -> dict[str, Any]:
        arguments: dict[str, Any] = decode(*self._packed, ours=True)
        return arguments

    def __getitem__(self, name: str) -> Any:
        return self._arguments[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arguments)

    def __len__(self) -> int:
        return len(self._arguments)


def sheet_digest(sheet: Sheet) -> str:
    """
    Digest of the modules that examples depend on, whatever the platform's line ends.

    Settings that no example depends on do not count, with the empty lines above each.
    """
    if sheet.pack is not None:  # it holds some of them, and was made for just these
        return sheet.pack.manifest.sheet_digest
    digest = hashlib.sha256()
    for file in sorted(sheet.folder.rglob("*.py")):
        place = file.relative_to(sheet.folder)
        if place.parts[0] in ASIDE:
            continue
        digest.update(place.as_posix().encode() + b"\0")
        source = file.read_bytes().replace(b"\r\n", b"\n")
        if place.as_posix() == "__init__.py":
            source = without_settings(source)
        digest.update(source + b"\0")
    for file in data_files(sheet.settings.materials):
        digest.update(file.relative_to(sheet.folder.resolve()).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def write_corpus(file: Path, header: Header, properties: Mapping[str, list[Packed]]) -> str:
    """Store a corpus, whole or not at all; its digest."""
    return store_corpus(file, corpus_content(header, properties))


def store_corpus(file: Path, content: bytes) -> str:
    """Put the bytes of a corpus's file in place, whole or not at all; its digest."""
    replace(file, content)
    return content.partition(b"\n")[0].removeprefix(MAGIC).decode()


def corpus_content(header: Header, properties: Mapping[str, list[Packed]]) -> bytes:
    """The bytes of a corpus's file."""
    body = msgspec.msgpack.encode(_File(header, dict(properties)))
    digest = hashlib.sha256(body).hexdigest()
    return MAGIC + digest.encode() + b"\n" + zlib.compress(body, 9)


def read_corpus(file: Path, sheet: Sheet) -> Corpus:
    """
    The corpus in ``file``, checked against its digest and against the sheet.

    Raises CorpusUnreadable or CorpusOutdated.
    """
    return corpus_from(corpus_bytes(file, sheet), str(file), sheet)


def corpus_bytes(file: Path, sheet: Sheet) -> bytes:
    """The bytes of a corpus's file; raises CorpusUnreadable where they cannot be had."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise CorpusUnreadable(
            str(file), f"cannot be read ({error.strerror})", sheet.option
        ) from error


def corpus_from(data: bytes, name: str, sheet: Sheet) -> Corpus:
    """
    The corpus in a file's bytes, where these have come without the file; ``name`` is for messages.

    Raises as ``read_corpus`` does.
    """
    corpus = recorded_corpus(data, name, sheet)
    if corpus.header.sheet_digest != sheet_digest(sheet):
        raise CorpusOutdated(name, sheet.option)
    return corpus


def recorded_corpus(data: bytes, name: str, sheet: Sheet) -> Corpus:
    """
    The corpus in a file's bytes, though it be of another version of the sheet.

    Raises CorpusUnreadable.
    """
    line, _, packed = data.partition(b"\n")
    if not line.startswith(MAGIC):
        raise CorpusUnreadable(name, "is not a corpus", sheet.option)
    body = _unpacked(packed)
    digest = line[len(MAGIC) :].decode("ascii", "replace")
    if body is None or hashlib.sha256(body).hexdigest() != digest:
        raise CorpusUnreadable(name, "is damaged: its digest does not match", sheet.option)
    try:
        content = msgspec.msgpack.decode(body, type=_File)
    except (msgspec.MsgspecError, Malformed) as error:
        raise CorpusUnreadable(name, "has another format", sheet.option) from error
    secret = hashlib.blake2b(body, person=SECRET).hexdigest()
    return Corpus(digest, secret, content.header, content.properties)


def _unpacked(packed: bytes) -> bytes | None:
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(packed, LARGEST)
    except zlib.error:
        return None
    return body if unpacker.eof else None
