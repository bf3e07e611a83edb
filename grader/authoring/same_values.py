"""
Whether two answers are the same in each of their parts, for whoever says how numbers compare.

A known mistake is recognised by its answers, and a function that answers twice is held to what it
said first: both take answers apart alike, and differ in how near numbers have to be.
"""

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.authoring.arithmetic import Undefined, evaluate
from grader.sandbox.wire.parts import equal, parts
from grader.sandbox.wire.values import Expression, ObjectArray

__all__ = ["POINTS", "is_sequence", "numbers", "same_values", "values_at"]

POINTS = (0.37, 1.19, 2.53)  # symbols are given values up to 1 above these

AsNumbers = Callable[[Any, Any], bool | None]


def same_values(one: Any, other: Any, as_numbers: AsNumbers) -> bool:
    """
    Whether two values are the same, part by part.

    ``as_numbers`` compares numbers and formulas; it gives None for what is compared as anything is.
    """
    one, other = (x.items if isinstance(x, ObjectArray) else x for x in (one, other))
    found = as_numbers(one, other)
    if found is not None:
        return found
    if isinstance(one, np.random.Generator) and isinstance(other, np.random.Generator):
        return bool(one.bit_generator.state == other.bit_generator.state)
    a, b = parts(one), parts(other)
    if a is not None or b is not None:
        return a is not None and b is not None and _same_parts(a, b, as_numbers)
    if is_sequence(one) and is_sequence(other):
        return len(one) == len(other) and all(
            same_values(a, b, as_numbers) for a, b in zip(one, other, strict=True)
        )
    return type(one) is type(other) and not is_sequence(one) and equal(one, other)


def _same_parts(one: Any, other: Any, as_numbers: AsNumbers) -> bool:
    """Whether two values that are made of others are: of one kind, and the same in each part."""
    pairs = zip(one[1], other[1], strict=False)
    alike_in_kind = one[0] == other[0] and len(one[1]) == len(other[1])
    return alike_in_kind and all(same_values(a, b, as_numbers) for (_, a), (_, b) in pairs)


def is_sequence(value: Any) -> bool:
    """Whether a value has entries that are compared one by one."""
    return isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0)


def numbers(value: Any) -> np.ndarray[Any, Any] | None:
    """An answer as an array of numbers, if it is one, or nested lists of equal lengths."""
    if not isinstance(value, (bool, int, float, complex, np.generic, np.ndarray, list, tuple)):
        return None
    try:
        found = np.asarray(value)
    except (ValueError, OverflowError):
        return None
    return found if found.dtype.kind in "biufc" else None


def values_at(answer: Any, point: float) -> list[float] | None:
    """Entries of a formula, matrix or number at a point; None where it has no value."""
    if isinstance(answer, (list, tuple)):
        parts = [values_at(entry, point) for entry in answer]
        return None if None in parts else [v for part in parts for v in part or ()]
    if not isinstance(answer, Expression):
        found = numbers(answer)
        return None if found is None else [float(np.real(v)) for v in found.flat]
    names = sorted({n.payload for n in answer.nodes if n.head == "Symbol"})
    try:
        return evaluate(answer, {name: _place(name, point) for name in names})
    except Undefined:
        return None


def _place(name: str, point: float) -> float:
    """A value for a symbol: the same for the same name, unrelated for another one."""
    return point + zlib.crc32(name.encode()) % 997 / 997
