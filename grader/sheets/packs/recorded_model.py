"""
What the model said to the calls that the laws make of it, by digests of these calls.

The frozen inputs are known, and so is everything that a law asks about them.  What is not in the
record is not guessed: such a call raises NotRecorded, and the points that depend on it stay open.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from grader.errors import BadSheet, NotRecorded
from grader.language import Message
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.further.files import TextFile
from grader.sandbox.wire.parts import first_opaque

__all__ = [
    "Parameter",
    "Recorded",
    "RecordedModel",
    "Unrecordable",
    "call_key",
    "model_content",
    "read_model",
    "state_of",
    "written",
]

LARGEST = 256 << 20  # bytes, unpacked
KEY_BYTES = 16
GENERATOR, FILE = "a generator in the state", "a file"
LAID = re.compile(r"/files-[^/]+/([0-9a-f]{12}/[^/]+)$")  # by grader.sandbox.wire.further.files


class Unrecordable(Exception):
    """A value, of a call or of its answer, that cannot be written down."""


class Parameter(msgspec.Struct, frozen=True, array_like=True):
    """A parameter of a function: its name, its kind as ``inspect`` numbers them, its default."""

    name: str
    kind: int
    default: tuple[bytes, bytes] | None = None


class Recorded(msgspec.Struct, frozen=True, array_like=True):
    """
    What came of one call.

    ``raised`` is the text of a ValueError, ``answer`` else the value; ``states`` are those that
    generators among the arguments were left in, by the arguments' places, and ``asked`` what given
    functions among them were asked.
    """

    answer: tuple[bytes, bytes] = (b"", b"")
    raised: str | None = None
    states: dict[int, str] = {}
    asked: dict[int, tuple[bytes, bytes]] = {}


class _File(msgspec.Struct, frozen=True):
    functions: dict[str, dict[str, list[Parameter]]]
    values: dict[str, dict[str, tuple[bytes, bytes]]]
    calls: dict[bytes, Recorded]


def written(value: Any) -> tuple[bytes, bytes]:
    """A value as it is kept; raises Unrecordable for what cannot be."""
    structure, blob = encode(value)
    found = first_opaque(decode(structure, blob))
    if found is not None:
        raise Unrecordable(found.description)
    return structure, blob


def state_of(generator: np.random.Generator) -> str:
    """The state of a generator as text; raises Unrecordable for one that has none in words."""
    try:
        return json.dumps(generator.bit_generator.state, sort_keys=True)
    except TypeError:
        name = type(generator.bit_generator).__name__
        raise Unrecordable(f"a generator that goes by {name}") from None


def call_key(
    module: str, name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]
) -> bytes:
    """A digest by which a call is found again; raises Unrecordable where there is none."""
    said = (module, name, tuple(map(_plain, arguments)), dict(map(_pair, sorted(keywords.items()))))
    structure, blob = written(said)
    length = len(structure).to_bytes(8, "little")
    return hashlib.blake2b(length + structure + blob, digest_size=KEY_BYTES).digest()


def _plain(value: Any) -> Any:
    """
    What an argument is, whatever process it is in.

    A generator goes by its state, which its seed does not tell once it was drawn from; a file by
    its name and content, wherever it was laid.
    """
    if isinstance(value, np.random.Generator):
        return GENERATOR, state_of(value)
    if isinstance(value, TextFile):
        return FILE, value.place
    laid = LAID.search(value.replace("\\", "/")) if isinstance(value, str) else None
    return (FILE, laid[1]) if laid is not None else value


def _pair(pair: tuple[str, Any]) -> tuple[str, Any]:
    return pair[0], _plain(pair[1])


def model_content(
    functions: Mapping[str, Mapping[str, Sequence[Parameter]]],
    values: Mapping[str, Mapping[str, Any]],
    calls: Mapping[bytes, Recorded],
) -> bytes:
    """The bytes of a record; raises Unrecordable."""
    kept = {m: {n: written(v) for n, v in named.items()} for m, named in values.items()}
    listed = {m: {n: list(p) for n, p in named.items()} for m, named in functions.items()}
    body = msgspec.msgpack.encode(_File(listed, kept, dict(sorted(calls.items()))))
    return zlib.compress(body, 9)


def read_model(content: bytes, place: str) -> "RecordedModel":
    """The record in these bytes; raises BadSheet, with ``place``, where they are none."""
    try:
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(content, LARGEST)
        return RecordedModel(msgspec.msgpack.decode(body, type=_File))
    except (zlib.error, msgspec.MsgspecError):
        raise BadSheet(
            Message(
                "{place} holds no readable record of the model's answers. "
                "Get the pack again from who made it.",
                place=place,
            )
        ) from None


class RecordedModel:
    """The model of a pack: its functions' names, and what they answered."""

    def __init__(self, record: _File) -> None:
        self._record = record

    def functions(self) -> Mapping[str, Mapping[str, Sequence[Parameter]]]:
        """The parameters of each function, by module and name."""
        return self._record.functions

    def values(self, module: str) -> dict[str, Any]:
        """What else of a module the laws use."""
        kept = self._record.values.get(module, {})
        return {name: decode(*each, symbolic=True) for name, each in kept.items()}

    def call(
        self, module: str, name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]
    ) -> Any:
        """What the model answered; raises what it raised, and NotRecorded for any other call."""
        try:
            found = self._record.calls.get(call_key(module, name, arguments, keywords))
        except (Unrecordable, Malformed):
            found = None
        if found is None:
            raise NotRecorded(name)
        for place, state in found.states.items():
            arguments[place].bit_generator.state = json.loads(state)
        for place, said in found.asked.items():
            told = decode(*said)
            arguments[place].calls, arguments[place].points = told.calls, told.points
        if found.raised is not None:
            raise ValueError(found.raised)
        return decode(*found.answer, symbolic=True)
