"""
A value as a tree that MessagePack can write.

Runs on both sides: here for arguments, in the student's process for answers.  There it meets
whatever a student returned, so each kind is recognised by its own type first and then by its base
types, loops over it are bounded, and what is left over is only described.  A member of a subclass
crosses as what its base holds, read with the base's own methods: ``class Kind(str, Enum)`` writes
its members "Kind.RIGHT", and they are still "right".
"""

import struct
import sys
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec.msgpack import Ext

from grader.sandbox.wire import (
    array_kinds,
    given_functions,
    package_kinds,
    python_kinds,
    record_kinds,
)
from grader.sandbox.wire.bounds import (
    MAX_BITS,
    MAX_BLOB,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_ITEMS,
    MAX_TEXT,
    MOST_PAIRS,
)
from grader.sandbox.wire.expressions import dismantle
from grader.sandbox.wire.further import figures, files
from grader.sandbox.wire.further.matplotlib_figures import of_matplotlib
from grader.sandbox.wire.tags import DTYPES, Code, Tag, is_opaque, opaque, whole
from grader.sandbox.wire.values import Expression, ObjectArray, Opaque

__all__ = ["PLAIN", "Code", "Tag", "opaque", "pack"]

PLAIN = frozenset({type(None), bool, int, float})
SENT_AS_IS = frozenset({type(None), bool, float})
DOUBLE = np.dtype("<f8") if sys.byteorder == "little" else None
Packer = Callable[[Any, list[bytes], int], Any]
Writer = Callable[[Any, Callable[[Any], Any]], Any]
_INT64 = range(-(2**63), 2**64)


def pack(value: Any, blobs: list[bytes], depth: int = 0) -> Any:
    """The tree for ``value``; the raw numbers of its arrays are appended to ``blobs``."""
    packer = _EXACT.get(type(value))
    if packer is None:
        packer = next((p for kind, p in _DERIVED if issubclass(type(value), kind)), _other)
    return packer(value, blobs, depth)


def _plain(value: Any, _: list[bytes], __: int) -> Any:
    return value


def _integer(value: Any, _: list[bytes], __: int) -> Any:
    value = int.__int__(value)
    if value in _INT64:
        return value
    if value.bit_length() > MAX_BITS:
        return opaque(f"an int of {value.bit_length()} bits")
    return Ext(Code.BIG_INTEGER, _bytes(value))


def _bytes(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)


def _float(value: Any, _: list[bytes], __: int) -> Any:
    return float.__float__(value)


def _complex(value: Any, _: list[bytes], __: int) -> Any:
    parts = complex.real.__get__(value), complex.imag.__get__(value)
    return Ext(Code.COMPLEX, struct.pack("<dd", *parts))


def _text(value: Any, _: list[bytes], __: int) -> Any:
    if type(value) is str and value.isascii() and len(value) <= MAX_TEXT:
        return value
    if str.__len__(value) > MAX_TEXT:
        return opaque(f"a string of {str.__len__(value)} characters")
    return str.encode(value, "utf-8", "backslashreplace").decode("utf-8")


def _fraction(value: Any, _: list[bytes], __: int) -> Any:
    return _ratio("Fraction", *map(int.__int__, Fraction.as_integer_ratio(value)))


def _ratio(kind: str, top: int, bottom: int) -> Any:
    if max(top.bit_length(), bottom.bit_length()) > MAX_BITS:
        return opaque(f"a {kind} of too many digits")
    first = _bytes(top)
    return Ext(Code.FRACTION, struct.pack("<I", len(first)) + first + _bytes(bottom))


def _sequence(base: Any, tag: int) -> Packer:
    def packer(value: Any, blobs: list[bytes], depth: int) -> Any:
        if base is tuple and type(value) is not tuple:
            named = _deeper(record_kinds.named_tuple)(value, blobs, depth)
            if named is not None:
                return named
        if depth >= MAX_DEPTH:
            return opaque(f"a {base.__name__} nested more than {MAX_DEPTH} deep")
        if base.__len__(value) > MAX_ITEMS:
            return opaque(f"a {base.__name__} of {base.__len__(value)} entries")
        below, entries = depth + 1, base.__iter__(value)
        return [tag, *[e if type(e) in SENT_AS_IS else pack(e, blobs, below) for e in entries]]

    return packer


def _dict(value: Any, blobs: list[bytes], depth: int) -> Any:
    if type(value) is not dict:  # SciPy has a sparse matrix that is a dict
        tree = _deeper(package_kinds.of_a_package)(value, blobs, depth)
        if tree is not NotImplemented:
            return tree
    if depth >= MAX_DEPTH or dict.__len__(value) > MAX_ITEMS:
        return opaque("a dict that is too deep or too large")
    if not all(issubclass(type(key), str) for key in dict.keys(value)):
        return _deeper(python_kinds.keyed_dict)(value, blobs, depth)
    packed = {_text(k, blobs, 0): pack(entry, blobs, depth + 1) for k, entry in dict.items(value)}
    if len(packed) <= MOST_PAIRS:
        return packed
    return [Tag.DICT, *(part for pair in packed.items() for part in pair)]


def _scalar(value: Any, blobs: list[bytes], depth: int) -> Any:
    return _array(np.generic.__array__(value), blobs, depth)


def _array(value: Any, blobs: list[bytes], depth: int) -> Any:
    if type(value) is np.ndarray and value.dtype is DOUBLE and 0 < value.ndim <= MAX_DIMENSIONS:
        return _doubles(value, blobs)
    if type(value) is not np.ndarray and (known := _masked_array(value)) is not None:
        return _deeper(array_kinds.masked)(known, blobs, depth)
    array = np.asarray(value)
    if array.dtype.kind == "O" and array.ndim == 0 and depth < MAX_DEPTH:
        return pack(array.item(), blobs, depth + 1)
    if array.dtype.kind == "O" and array.ndim and array.size <= MAX_ITEMS:
        return [Tag.OBJECT_ARRAY, pack(array.tolist(), blobs, depth + 1), _shape(array.shape)]
    if array.dtype.kind == "U" and array.size <= MAX_ITEMS and array.ndim == 0:
        return pack(str(array), blobs, depth)
    array = _narrowed(array)
    if array.dtype.char not in DTYPES or array.ndim > MAX_DIMENSIONS:
        odd = _deeper(array_kinds.odd_array)(array, blobs, depth)
        if odd is not None:
            return odd
        return opaque(f"an array of dtype {str(array.dtype)[:40]}")
    if array.nbytes > MAX_BLOB:
        return _too_large(array)
    head = array.dtype.char.encode()
    little = array.astype(array.dtype.newbyteorder("<"), order="C", copy=False)
    if array.ndim == 0:
        return Ext(Code.SCALAR, head + little.tobytes())
    blobs.append(little.tobytes())
    return _head(head, array.shape)


def _masked_array(value: Any) -> Any:
    """A masked array as it is, None for any other; whoever made one has imported their module."""
    module = sys.modules.get("numpy.ma")
    return value if module is not None and issubclass(type(value), module.MaskedArray) else None


def _shape(sides: tuple[int, ...]) -> list[int]:
    return [Tag.LIST, *sides]


def _doubles(array: np.ndarray[Any, Any], blobs: list[bytes]) -> Ext:
    """The usual array, of the machine's own float64, without the questions others need."""
    if array.nbytes > MAX_BLOB:
        return _too_large(array)
    blobs.append(array.tobytes())
    return _head(b"d", array.shape)


def _too_large(array: np.ndarray[Any, Any]) -> Ext:
    return opaque(f"an array of shape {array.shape}")


@lru_cache(maxsize=1024)
def _head(dtype: bytes, shape: tuple[int, ...]) -> Ext:
    """What is said of an array besides its numbers."""
    return Ext(Code.ARRAY, dtype + struct.pack(f"<{len(shape)}Q", *shape))


def _narrowed(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Extended precision, whose bytes differ from machine to machine, as double."""
    narrower = {"g": np.float64, "G": np.complex128}.get(array.dtype.char)
    return array if narrower is None else array.astype(narrower)


def _expression(value: Expression, blobs: list[bytes], _: int) -> Any:
    nodes = [[n.head, list(n.arguments), _payload(n.payload, blobs)] for n in value.nodes]
    return [Tag.EXPRESSION, value.shape and list(value.shape), list(value.roots), nodes]


def _payload(value: Any, blobs: list[bytes]) -> Any:
    return [_integer(v, blobs, 0) for v in value] if type(value) is tuple else pack(value, blobs)


def _deeper(writer: Writer) -> Packer:
    """
    A packer from a writer, which is told how to pack an entry one level deeper.

    What the student's own classes raise while they are read is no answer of the call.
    """

    def packer(value: Any, blobs: list[bytes], depth: int) -> Any:
        if depth >= MAX_DEPTH:
            return opaque(f"a {type(value).__name__} nested more than {MAX_DEPTH} deep")
        written = len(blobs)
        try:
            tree = writer(value, lambda entry: pack(entry, blobs, depth + 1))
        except Exception:
            tree = opaque(f"a {str(type(value).__name__)[:60]} that cannot be read")
        if is_opaque(tree):
            del blobs[written:]  # numbers of parts that are not told
        return tree

    return packer


def _other(value: Any, blobs: list[bytes], depth: int) -> Any:
    """SymPy's own things as expressions, further kinds as such, all else by its type's name."""
    if any(str(base.__module__).partition(".")[0] == "sympy" for base in type(value).__mro__):
        return pack(dismantle(value), blobs, depth)
    for kind, writer in python_kinds.DERIVED.items():
        if issubclass(type(value), kind):
            return _deeper(writer)(value, blobs, depth)
    for further in (record_kinds.other_record, package_kinds.of_a_package, of_matplotlib):
        if (tree := _deeper(further)(value, blobs, depth)) is not NotImplemented:
            return tree
    name = str(type(value).__name__)[:60]
    return opaque(f"{'an' if name[:1].lower() in tuple('aeiou') else 'a'} {name}")


_EXACT: dict[type, Packer] = {
    type(None): _plain,
    bool: _plain,
    float: _plain,
    int: _integer,
    str: _text,
    np.ndarray: _array,
    list: _sequence(list, Tag.LIST),
    tuple: _sequence(tuple, Tag.TUPLE),
    dict: _dict,
    Opaque: lambda value, _, __: opaque(value.description),
    Expression: _expression,
    ObjectArray: lambda value, blobs, depth: whole(
        [Tag.OBJECT_ARRAY, pack(value.items, blobs, depth + 1), _shape(value.shape)]
    ),
}
_FURTHER = (figures, files, given_functions)
for _kinds in (python_kinds, record_kinds, array_kinds, package_kinds, *_FURTHER):
    _EXACT |= {kind: _deeper(writer) for kind, writer in _kinds.EXACT.items()}
_DERIVED: tuple[tuple[type, Packer], ...] = (
    (str, _text),
    (np.ndarray, _array),
    (bytes, _deeper(python_kinds.EXACT[bytes])),
    (np.generic, _scalar),
    (int, _integer),
    (float, _float),
    (complex, _complex),
    (Fraction, _fraction),
    (list, _sequence(list, Tag.LIST)),
    (tuple, _sequence(tuple, Tag.TUPLE)),
    (dict, _dict),
    (np.random.Generator, _deeper(array_kinds.seeded)),
)
