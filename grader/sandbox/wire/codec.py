"""
Values as bytes, between the grader and a student's process, and nothing else.

Whatever arrives from a student's process was written by code we do not trust,
perhaps by code that wants full marks.  So a value travels as MessagePack and can only
ever become plain data: exact ``int``, ``float``, ``str``, ``list``, fresh arrays.  Pickle would
be shorter to write here and would hand the marking to the student: unpickling runs
code, and an object may decide for itself what ``==`` answers.

A value is two byte strings: its *structure*, which is small, and the *blob*, the raw
numbers of its arrays one behind the other.  Every bound is checked before anything
of that size is made; structure is bounded more tightly, because a byte of it can
become a whole object.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
from msgspec.msgpack import Ext

from grader.sandbox.wire import (
    array_kinds,
    given_functions,
    package_kinds,
    packing,
    python_kinds,
    record_kinds,
)
from grader.sandbox.wire.bounds import (
    MAX_BLOB,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_STRUCTURE,
    Malformed,
    has_large_map,
)
from grader.sandbox.wire.expressions import assemble
from grader.sandbox.wire.further import figures, files
from grader.sandbox.wire.packing import PLAIN
from grader.sandbox.wire.tags import Code, Mode, Tag
from grader.sandbox.wire.unpacking import (
    array_shape,
    big_integer,
    canonical,
    complex_number,
    expression,
    fraction,
    scalar,
    seed,
    text,
)
from grader.sandbox.wire.values import Expression, ObjectArray, Opaque

__all__ = ["decode", "encode"]

MOST_MADE = 64 << 20  # bytes of arrays that are larger than what was sent of them
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder()


def encode(value: Any) -> tuple[bytes, bytes]:
    """
    A value as (structure, blob).

    What cannot cross becomes an ``Opaque``; what is too large as a whole, one that says so.
    Raises what iterating over an iterator in it raises.
    """
    blobs: list[bytes] = []
    try:
        structure = _encoder.encode(packing.pack(value, blobs))
    except record_kinds.IteratorRaised as raised:
        raise raised.error from None
    blob = b"".join(blobs)
    if len(structure) > MAX_STRUCTURE or len(blob) > MAX_BLOB:
        return _encoder.encode(packing.opaque("an answer of more than 16 MB")), b""
    return structure, blob


def decode(structure: bytes, blob: bytes, *, symbolic: bool = False, ours: bool = False) -> Any:
    """
    The value that ``encode`` was given, rebuilt from base types.

    ``ours`` makes masked arrays, sparse matrices, pandas' objects and records what they were, and
    ``symbolic`` besides SymPy objects of expressions: only for what the grader itself sent.
    Raises Malformed for anything that ``encode`` could not have written.
    """
    if len(structure) > MAX_STRUCTURE or len(blob) > MAX_BLOB:
        raise Malformed("larger than an answer may be")
    if has_large_map(structure):
        raise Malformed("a map of too many pairs")
    try:
        tree = _decoder.decode(structure)  # before 0.19 a key that is none is a TypeError
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, TypeError) as error:
        raise Malformed("not MessagePack") from error
    if not blob and type(tree) in PLAIN:
        return tree
    mode = Mode.GIVEN if symbolic else Mode.OURS if ours else Mode.ANSWER
    reader = _Reader(blob, mode)
    value = reader.read(tree, 0)
    if reader.position != len(blob):
        raise Malformed("numbers that belong to no array")
    return value


class _Reader:
    """One decoding: how far it has read in the blob, and how many items it has seen."""

    __slots__ = ("blob", "items", "made", "mode", "position")

    def __init__(self, blob: bytes, mode: Mode) -> None:
        self.blob = blob
        self.mode = mode
        self.made = 0
        self.position = 0
        self.items = 0

    def read(self, tree: Any, depth: int) -> Any:
        kind = type(tree)
        if kind in PLAIN:
            return tree
        if kind is str:
            return text(tree)
        self.items += 1
        if depth > MAX_DEPTH or self.items > MAX_ITEMS:
            raise Malformed("nested too deeply, or too many items")
        if kind is list and tree and type(tree[0]) is int:
            return self.tagged(tree, depth + 1)
        if kind is Ext:
            return self.extension(tree.code, bytes(tree.data))
        if kind is dict and all(type(key) is str for key in tree):
            return {text(key): self.read(item, depth + 1) for key, item in tree.items()}
        raise Malformed("a {kind} where none may be", kind=kind.__name__)

    def tagged(self, tree: list[Any], below: int) -> Any:
        tag, entries = tree[0], tree[1:]
        if tag == Tag.EXPRESSION:
            found = expression(entries)
            return assemble(found) if self.mode is Mode.GIVEN else found
        values = [e if type(e) in PLAIN else self.read(e, below) for e in entries]
        if tag == Tag.TUPLE:
            return tuple(values)
        if tag == Tag.LIST:
            return values
        if tag == Tag.OBJECT_ARRAY and len(values) == 2:
            return self.object_array(*values)
        if tag in _READERS:
            return self.further(_READERS[tag], values)
        keys, under = values[::2], values[1::2]
        if tag == Tag.DICT and len(keys) == len(under) and all(type(key) is str for key in keys):
            return dict(zip(keys, under, strict=True))
        raise Malformed("an unknown tag {tag}", tag=str(tag))

    def further(self, read: Callable[[list[Any], Mode], Any], values: list[Any]) -> Any:
        """A value of a further kind; whatever its constructor refuses is malformed."""
        try:
            value = read(values, self.mode)
        except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
            raise Malformed("a value of the wrong form") from error
        self.made += getattr(value, "nbytes", 0) if isinstance(value, np.ndarray) else 0
        if self.made > MOST_MADE:
            raise Malformed("arrays that are too large")
        return value

    def object_array(self, items: Any, shape: Any) -> Any:
        """An array of objects, which only what the grader sent becomes again."""
        if type(shape) is not list or not all(type(s) is int and s >= 0 for s in shape):
            raise Malformed("an array without a shape")
        if self.mode is Mode.ANSWER:
            return ObjectArray(items, tuple(shape))
        array = np.empty(shape, object)
        for place in np.ndindex(*shape):
            entry = items
            for index in place:
                entry = entry[index]
            array[place] = entry
        return array

    def extension(self, code: int, data: bytes) -> Any:
        if code == Code.ARRAY:
            return self.array(data)
        if code == Code.SEED:
            return np.random.default_rng(seed(data))
        read = _EXTENSIONS.get(code)
        if read is None:
            raise Malformed("an unknown extension {code}", code=str(code))
        return read(data)

    def array(self, data: bytes) -> np.ndarray[Any, Any]:
        dtype, shape, size = array_shape(data)
        start, self.position = self.position, self.position + size
        if self.position > len(self.blob):
            raise Malformed("an array that is larger than what was sent")
        try:
            sent: np.ndarray[Any, Any] = np.ndarray(shape, dtype, self.blob, start)
        except ValueError as error:  # it is empty, and its other sides are too long all the same
            raise Malformed("an array that is too large") from error
        return canonical(sent)


_FURTHER = (figures, files, given_functions)
_READERS = {
    tag: read
    for kinds in (python_kinds, record_kinds, array_kinds, package_kinds, *_FURTHER)
    for tag, read in kinds.READERS.items()
}
_EXTENSIONS: dict[int, Any] = {
    Code.SCALAR: scalar,
    Code.BIG_INTEGER: big_integer,
    Code.COMPLEX: complex_number,
    Code.FRACTION: fraction,
    Code.BYTES: lambda data: data,
    Code.OPAQUE: lambda data: Opaque(text(data.decode("utf-8", "replace"))),
}

# Re-exported types that a decoded value may have, for readers of this module.
DECODED = (None, bool, int, float, complex, str, Fraction, Opaque, ObjectArray, Expression)
