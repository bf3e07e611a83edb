"""Reading the leaves of a value that came over the wire, each with its own checks."""

import math
import struct
from fractions import Fraction
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np

from grader.sandbox.wire.bounds import MAX_BITS, MAX_BLOB, MAX_DIMENSIONS, MAX_TEXT, Malformed
from grader.sandbox.wire.expressions import HEADS, MAX_NODES
from grader.sandbox.wire.tags import DTYPES, Code
from grader.sandbox.wire.values import Expression, Node

__all__ = [
    "array_shape",
    "big_integer",
    "canonical",
    "complex_number",
    "expression",
    "fraction",
    "scalar",
    "seed",
    "text",
]


def text(value: str) -> str:
    """A string of bounded length."""
    if len(value) > MAX_TEXT:
        raise Malformed("a string that is too long")
    return value


def big_integer(data: bytes) -> int:
    """An integer of bounded size, from little-endian two's complement."""
    if len(data) > MAX_BITS // 8 + 1:
        raise Malformed("an integer that is too long")
    return int.from_bytes(data, "little", signed=True)


def seed(data: bytes) -> int:
    """An integer that a generator can be seeded with."""
    value = big_integer(data)
    if value < 0:
        raise Malformed("a seed below zero")
    return value


def complex_number(data: bytes) -> complex:
    """A complex number, from two doubles."""
    if len(data) != 16:
        raise Malformed("a complex number of the wrong length")
    return complex(*struct.unpack("<dd", data))


def fraction(data: bytes) -> Fraction:
    """A fraction, from two integers, the second positive."""
    length = struct.unpack("<I", data[:4])[0] if len(data) >= 4 else len(data)
    top, bottom = big_integer(data[4 : 4 + length]), big_integer(data[4 + length :])
    if bottom < 1:
        raise Malformed("a fraction over zero")
    return Fraction(top, bottom)


def _dtype(data: bytes) -> np.dtype[Any]:
    char = chr(data[0]) if data else ""
    if char not in DTYPES or not char:
        raise Malformed("an array of an unknown dtype")
    return np.dtype(char).newbyteorder("<")


def scalar(data: bytes) -> Any:
    """A NumPy scalar of one of the numeric dtypes."""
    dtype = _dtype(data)
    if len(data) != 1 + dtype.itemsize:
        raise Malformed("a scalar of the wrong length")
    return canonical(np.frombuffer(data, dtype, offset=1))[0]


def canonical(sent: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """
    A copy of an array that was sent, as this machine writes it.

    Every byte but 0 is true; what could be written in many ways would be many values to some.
    """
    if sent.dtype.kind == "b":
        truths: np.ndarray[Any, Any] = sent.view(np.uint8) != 0
        return truths
    return sent.astype(sent.dtype.char, order="C", copy=True)


@lru_cache(maxsize=1024)
def array_shape(data: bytes) -> tuple[np.dtype[Any], tuple[int, ...], int]:
    """Dtype, shape and number of bytes of an array; all bounded, nothing allocated."""
    dtype = _dtype(data)
    if (len(data) - 1) % 8 or not 8 < len(data) <= 1 + 8 * MAX_DIMENSIONS:
        raise Malformed("an array without a shape")
    shape = struct.unpack(f"<{(len(data) - 1) // 8}Q", data[1:])
    size = math.prod(shape) * dtype.itemsize
    # A side of 0 makes the product 0, however large the others are.
    if size > MAX_BLOB or max(shape) > MAX_BLOB:
        raise Malformed("an array that is too large")
    return dtype, shape, size


def expression(entries: list[Any]) -> Expression:
    """An expression whose every node is allow-listed and refers only to earlier ones."""
    try:
        shape, roots, rows = msgspec.convert(entries, _Expression)
    except msgspec.ValidationError as error:
        raise Malformed("an expression of the wrong form") from error
    if len(rows) > MAX_NODES or (shape is None and len(roots) != 1):
        raise Malformed("an expression that is too large")
    if shape is not None and (min(shape) < 0 or shape[0] * shape[1] != len(roots)):
        raise Malformed("a matrix without its entries")
    nodes = tuple(_node(place, row) for place, row in enumerate(rows))
    if not all(0 <= root < len(nodes) for root in roots):
        raise Malformed("an expression without its root")
    return Expression(nodes, tuple(roots), shape)


_Expression = tuple[tuple[int, int] | None, list[int], list[tuple[str, list[int], Any]]]


def _node(place: int, row: tuple[str, list[int], Any]) -> Node:
    head, arguments, payload = row
    if not all(0 <= argument < place for argument in arguments):
        raise Malformed("an expression that refers to itself")
    if head in HEADS and payload is None:
        return Node(head, tuple(arguments))
    read = _LEAVES.get(head)
    if read is None or arguments:
        raise Malformed("an unknown operation")
    return Node(head, payload=read(payload))


def _integer(payload: Any) -> int:
    if type(payload) is int:
        return payload
    if type(payload) is msgspec.msgpack.Ext and payload.code == Code.BIG_INTEGER:
        return big_integer(bytes(payload.data))
    raise Malformed("an integer of another kind")


def _rational(payload: Any) -> tuple[int, int]:
    if type(payload) is not list or len(payload) != 2:
        raise Malformed("a fraction of another kind")
    top, bottom = map(_integer, payload)
    if bottom < 1:
        raise Malformed("a fraction over zero")
    return top, bottom


def _float(payload: Any) -> float:
    if type(payload) is not float:
        raise Malformed("a decimal of another kind")
    return payload


def _name(payload: Any) -> str:
    if type(payload) is not str:
        raise Malformed("a symbol without a name")
    return text(payload)


_LEAVES = {"Integer": _integer, "Rational": _rational, "Float": _float, "Symbol": _name}
