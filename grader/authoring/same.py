"""
Whether an answer of any kind is the expected one: sets, dicts, records, frames, sparse matrices.

Both sides are first made what an answer becomes when it crosses the wire.  So a property may expect
a DataFrame, and it makes no difference whether a submission or the model answered.
"""

import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile
from typing import Any

import numpy as np

from grader.authoring.disagreement import Disagreement, describe, number
from grader.authoring.trace import assertion
from grader.language import Message, Value
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.parts import equal, parts

__all__ = ["assert_same"]

LONGEST = 60
BEFORE, EXCERPT = 10, 40  # characters of a long text
_REAL = (int, float, np.integer, np.floating, Fraction, Decimal)


@assertion
def assert_same(answer: Any, expected: Any, *, rtol: float = 1e-6, atol: float = 1e-9) -> None:
    """
    An answer of any kind that can be sent is the expected one, part by part.

    Numbers agree within ``atol + rtol * |expected|``; where an int or a bool is expected, nothing
    else will do.  Lists and tuples are one kind, sets and frozensets, and sparse matrices of all
    formats.  The name of a dataclass does not count, nor the order of a dict's keys.
    """
    found, right = decode(*encode(answer)), decode(*encode(expected))
    for place, one, other in _different(found, right, "", rtol, atol):
        said = _said(one, other)
        if place:
            told = Message("{place} is {value}", place=place[:LONGEST], value=said)
        else:
            told = Message("returned {value}", value=said)
        raise Disagreement(told, "None" if other is None else str(_said(other, one)))


def _different(
    one: Any, other: Any, place: str, rtol: float, atol: float
) -> Iterator[tuple[str, Any, Any]]:
    """The places at which two values differ, with what is there on each side."""
    inner = _inner(one), _inner(other)
    if inner[0] is None or inner[1] is None:
        if inner[0] is not inner[1] or not _agree(one, other, rtol, atol):
            yield place, one, other
    elif inner[0][0] != inner[1][0] or len(inner[0][1]) != len(inner[1][1]):
        yield place, one, other
    else:
        for (name, mine), (_, others) in zip(inner[0][1], inner[1][1], strict=True):
            within = name.startswith(("[", "."))
            below = f"{place.removeprefix('the ')}{name}" if within else name
            yield from _different(mine, others, below, rtol, atol)


def _inner(value: Any) -> tuple[Any, list[tuple[str, Any]]] | None:
    """A kind and its parts, of lists and arrays too; None for what is compared as a whole."""
    if isinstance(value, (list, tuple)):
        return ("entries", len(value)), [(f"[{n}]", each) for n, each in enumerate(value)]
    if isinstance(value, np.ndarray) and value.dtype.kind not in "V":
        kind = "numbers" if value.dtype.kind in "biufc" else value.dtype.kind
        entries = [(f"[{', '.join(map(str, at))}]", value[at]) for at in np.ndindex(value.shape)]
        return (kind, value.shape), entries
    return None if isinstance(value, (np.datetime64, np.timedelta64)) else parts(value)


def _agree(one: Any, other: Any, rtol: float, atol: float) -> bool:
    """Whether two values without parts are the same."""
    times = (np.datetime64, np.timedelta64)  # NumPy counts the latter among the integers
    if isinstance(one, times) or isinstance(other, times):
        return type(one) is type(other) and _same_time(one, other)
    if isinstance(one, (bool, np.bool_)) or isinstance(other, (bool, np.bool_)):
        return (
            isinstance(one, (bool, np.bool_))
            and isinstance(other, (bool, np.bool_))
            and (bool(one) == bool(other))
        )
    if isinstance(other, (int, np.integer)):
        return isinstance(one, (int, np.integer)) and int(one) == int(other)
    if isinstance(one, _REAL) and isinstance(other, _REAL):
        return _near(_float(one), _float(other), rtol, atol)
    complexes = (*_REAL, complex, np.complexfloating)
    if isinstance(one, complexes) and isinstance(other, complexes):
        halves = ((z.real, z.imag) for z in map(_complex, (one, other)))
        return all(_near(a, b, rtol, atol) for a, b in zip(*halves, strict=True))
    return type(one) is type(other) and equal(one, other)


def _same_time(one: Any, other: Any) -> bool:
    try:
        return bool(one == other) or bool(np.isnat(one) and np.isnat(other))
    except OverflowError:  # since NumPy 2.5: one has no number in the other's unit
        return False


def _float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _complex(value: Any) -> complex:
    return complex(_float(value) if isinstance(value, _REAL) else value)


def _near(one: float, other: float, rtol: float, atol: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or abs(one - other) <= atol + rtol * abs(other) < math.inf


def _said(value: Any, other: Any) -> Value:
    """A value for a message: a number with digits enough, a short text, anything else's kind."""
    if isinstance(value, (float, np.floating)):
        if not isinstance(other, (float, np.floating)):
            return repr(float(value))  # 2.0 where 2 is expected
        return number(float(value), float(other))
    if isinstance(value, str) and len(value) > LONGEST:
        return _excerpt(value, other)
    if value is None or isinstance(value, np.ndarray) or "grader" in type(value).__module__:
        return describe(value)
    try:
        text = repr(value.item() if isinstance(value, np.generic) else value)
    except OverflowError:  # since NumPy 2.5: a moment that is too far away to be written
        return describe(value)
    return text if len(text) <= LONGEST else describe(value)


def _excerpt(text: str, other: Any) -> str:
    """A part of a long text, from a little before it differs from the other."""
    both = zip(text, other, strict=False) if isinstance(other, str) else ()
    alike = takewhile(lambda pair: pair[0] == pair[1], both)
    first = max(0, sum(1 for _ in alike) - BEFORE)
    shown = text[first : first + EXCERPT]
    return f"{'…' if first else ''}{shown!r}{'…' if first + EXCERPT < len(text) else ''}"
