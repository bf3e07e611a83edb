"""
A pack's file, read into memory and checked.

It comes from a platform or by mail, so nothing in it is believed before its digest was compared, no
size is taken at its word, and no name in it becomes a file on the disk.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader import __version__
from grader.errors import BadSheet
from grader.language import Message
from grader.sandbox.wire.tags import WIRE
from grader.sheets.packs.elsewhere import Elsewhere
from grader.sheets.packs.names import MANIFEST, MODEL, WITHIN_A_WHEEL
from grader.text import clean

if TYPE_CHECKING:  # they are as heavy as NumPy, and a pack's settings are wanted before that
    from grader.sheets.packs.stand_ins import Answering

__all__ = [
    "LONG_AGO",
    "MADE_BY",
    "VERSION",
    "Manifest",
    "Pack",
    "is_pack",
    "pack_bytes",
    "pack_from",
    "read_pack",
]

VERSION = 2
MADE_BY = f"grader {__version__}"
LONGEST_NAME = 60
LARGEST = 256 << 20  # bytes, unpacked
MOST_FILES = 2_000
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # equal contents make equal files
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # of compression: a wheel may have either


class Manifest(msgspec.Struct, frozen=True):
    """
    What a pack says of itself.

    Attributes
    ----------
    version : int
        Of the format.
    wire : int
        Of the form in which values are written in it.
    made_by : str
        The grader that made it.
    package : str
        Import name of the sheet that it was made of.
    sheet_digest : str
        Of the modules that the sheet's examples depend on.
    private : bool
        Whether its examples are other ones than those that students have.
    packages : list of str
        What its laws may import beside the standard library and ``grader.authoring``.
    left_out : list of str
        What the sheet has and the pack does not.
    elsewhere : dict from a question's id to a list of Elsewhere
        What it cannot mark.
    digest : str
        SHA-256 of everything else in the pack, in hexadecimal.
    """

    version: int
    package: str
    sheet_digest: str
    private: bool
    packages: list[str]
    left_out: list[str]
    elsewhere: dict[str, list[Elsewhere]] = {}
    digest: str = ""
    wire: int = 0
    made_by: str = ""


class _Stamp(msgspec.Struct, frozen=True):
    """What of a manifest can be read whatever else is in it."""

    version: int = 0
    wire: int = 0
    made_by: str = ""


@dataclass(frozen=True)
class Pack:
    """
    A pack in memory.

    Attributes
    ----------
    place : str
        Where it was read from, for messages; its files are told as lying below.
    manifest : Manifest
    files : mapping from a name to bytes
        Everything in it, by names with slashes.
    answering : Answering or None
        What answers in place of the model; what is recorded in the pack where none is given.
    """

    place: str
    manifest: Manifest
    files: Mapping[str, bytes] = field(repr=False)
    answering: "Answering | None" = None

    @property
    def digest(self) -> str:
        """SHA-256 of everything in it, in hexadecimal."""
        return self.manifest.digest

    @property
    def top(self) -> str:
        """The name of the package, in this process, below which its modules are imported."""
        own = "" if self.answering is None else f"_{id(self.answering):x}"
        return f"grader_pack_{self.digest[:16]}{own}"

    @cached_property
    def model(self) -> "Answering":
        """What stands in for the model; raises BadSheet where the record cannot be read."""
        from grader.sheets.packs.recorded_model import read_model

        if self.answering is not None:
            return self.answering
        return read_model(self.files.get(MODEL, b""), self.place)


def is_pack(file: Path) -> bool:
    """Whether a file is a pack, or a wheel with one in it, as far as its list of contents tells."""
    try:
        with zipfile.ZipFile(file) as opened:
            names = opened.namelist()
    except (OSError, ValueError, zipfile.BadZipFile):
        return False
    return MANIFEST in names or _within(names) is not None


def _within(names: list[str]) -> str | None:
    """The pack in a wheel."""
    return next((name for name in names if name.endswith(f"/{WITHIN_A_WHEEL}")), None)


def read_pack(file: Path) -> Pack:
    """The pack in a file, or in a wheel; raises BadSheet."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadSheet(f"{file} cannot be read ({error.strerror}). Check it.") from None
    return pack_from(content, str(file.resolve()))


def pack_from(content: bytes, place: str) -> Pack:
    """The pack in a file's bytes; ``place`` is for messages.  Raises BadSheet."""
    files = _members(content, place)
    within = _within(list(files))
    if MANIFEST not in files and within is not None:
        files = _members(files[within], place)
    said = files.pop(MANIFEST, None)
    if said is None:
        raise _unusable(place, Message("is no pack: it has no {name}", name=MANIFEST))
    try:
        _assert_readable(msgspec.json.decode(said, type=_Stamp), place)
        manifest = msgspec.json.decode(said, type=Manifest)
    except (msgspec.MsgspecError, RecursionError):
        raise _unusable(place, Message("is a pack of another version of grader")) from None
    if _digest(manifest, files) != manifest.digest:
        raise _unusable(place, Message("is damaged: its digest does not match"))
    return Pack(place, manifest, files)


def pack_bytes(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """The file of a pack; equal contents make equal bytes."""
    stamped = msgspec.structs.replace(manifest, wire=WIRE, made_by=MADE_BY)
    whole = msgspec.structs.replace(stamped, digest=_digest(stamped, files))
    said = msgspec.json.format(msgspec.json.encode(whole), indent=2)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        for name, content in [(MANIFEST, said), *sorted(files.items())]:
            opened.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _assert_readable(stamp: _Stamp, place: str) -> None:
    """Raise BadSheet for a pack in which values are written in another form than here."""
    if stamp.version and (stamp.version, stamp.wire) != (VERSION, WIRE):
        maker = clean(stamp.made_by, LONGEST_NAME) or Message("an earlier grader")
        raise _unusable(
            place,
            Message(
                "was made by {maker}, in form {theirs}, and {here} reads form {ours}: it has to be "
                "made again with 'grader pack'",
                maker=maker,
                theirs=f"{stamp.version}.{stamp.wire}",
                here=MADE_BY,
                ours=f"{VERSION}.{WIRE}",
            ),
        )


def _members(content: bytes, place: str) -> dict[str, bytes]:
    """All that is in an archive; raises BadSheet where it is none, or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = [each for each in opened.infolist() if not each.is_dir()]
            large = sum(each.file_size for each in entries) > LARGEST
            if large or len(entries) > MOST_FILES:
                raise _unusable(place, Message("holds more than a pack may"))
            if not all(_is_plain(each) for each in entries):
                raise _unusable(place, Message("holds what no pack has"))
            return {each.filename: opened.read(each) for each in entries}
    except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _unusable(place, Message("cannot be read as an archive")) from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise _unusable(place, Message("is damaged")) from error


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether a file is compressed as ours are, and lies below the archive by its name."""
    parts = entry.filename.replace("\\", "/").split("/")
    return entry.compress_type in METHODS and not {"", ".", ".."} & set(parts)


def _digest(manifest: Manifest, files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(manifest, digest="")))
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _unusable(place: str, found: Message) -> BadSheet:
    return BadSheet(
        Message("{place} {found}. Get the pack again from who made it.", place=place, found=found)
    )
