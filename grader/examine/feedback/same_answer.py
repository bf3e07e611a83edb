"""
Whether two answers to one call are the same answer.

Used to recognise a known mistake in what a student's function returned, and to compare
independent solutions.  Marks never depend on it: those are a matter of the sheet's properties.
"""

import importlib
import importlib.util
import math
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.authoring.arithmetic import Undefined, evaluate
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import RaisedValueError, StudentFault, StudentRaised
from grader.sandbox.wire.containers import Record
from grader.sandbox.wire.parts import equal, parts
from grader.sandbox.wire.values import Expression, ObjectArray, Opaque
from grader.sheets.sheet import Sheet

__all__ = [
    "ATOL",
    "POINTS",
    "RTOL",
    "Likeness",
    "alike",
    "fault_name",
    "is_exact",
    "is_sequence",
    "likeness",
    "numbers",
    "same_answers",
    "values_at",
]

RTOL, ATOL = 1e-6, 1e-9
POINTS = (0.37, 1.19, 2.53)  # symbols are given values up to 1 above these

Likeness = Mapping[str, Callable[[Any, Any], bool]]


def likeness(sheet: Sheet) -> Likeness:
    """The sheet's own comparisons, by function; a sheet without ``likeness`` has none."""
    name = f"{sheet.package}.likeness"
    if importlib.util.find_spec(name) is None:
        return {}
    own: Likeness = importlib.import_module(name).LIKENESS
    return own


def alike(one: Any, other: Any, right: Any, own: Callable[[Any, Any], bool] | None = None) -> bool:
    """
    Whether ``one`` and ``other`` are the same answer where ``right`` is the right one.

    All three are values or StudentFaults.  Where the right answer is an int or a bool, kinds
    must agree, since 2.0 is wrong there; elsewhere numbers are compared by value.  ``own`` is the
    sheet's comparison for this function.  It was written for answers of the right kind, and a
    student's may be of any: those over which it raises are compared as without it.
    """
    if isinstance(one, StudentFault) or isinstance(other, StudentFault):
        return _same_fault(one, other)
    if isinstance(right, Opaque) and all(isinstance(v, (Opaque, Record)) for v in (one, other)):
        return True  # objects are judged by what they do, and not by the name of their class
    if own is not None:
        try:
            return bool(own(one, other))
        except Exception:
            return _same(one, other, False)
    return _same(one, other, is_exact(right))


def same_answers(
    call: Call,
    one: Answer,
    other: Answer,
    right: Answer,
    own: Callable[[Any, Any], bool] | None = None,
) -> bool:
    """Whether two answers to a call are the same, what became of their arguments included."""
    a, b, c = one.value, other.value, right.value
    if call.echo and all(isinstance(value, tuple) for value in (a, b, c)):
        after = zip(a[1], b[1], strict=True)
        return alike(a[0], b[0], c[0], own) and all(alike(x, y, y) for x, y in after)
    return alike(a, b, c, own)


def _same_fault(one: Any, other: Any) -> bool:
    """Both refused, or both failed in the same way."""
    faults = isinstance(one, StudentFault) and isinstance(other, StudentFault)
    return faults and fault_name(one) == fault_name(other)


def fault_name(fault: StudentFault) -> str:
    """The way in which a call failed; equal for those that failed in the same one."""
    if isinstance(fault, StudentRaised) and not isinstance(fault, RaisedValueError):
        return f"raised {fault.kind}"
    return type(fault).__name__


def is_exact(right: Any) -> bool:
    """Whether the right answer is made of ints or bools, so that a float is wrong."""
    if isinstance(right, (list, tuple)):
        return bool(right) and all(map(is_exact, right))
    return isinstance(right, (int, np.integer, np.bool_))


def _same(one: Any, other: Any, exact: bool) -> bool:
    one, other = (x.items if isinstance(x, ObjectArray) else x for x in (one, other))
    if isinstance(one, Expression) or isinstance(other, Expression):
        return _same_expressions(one, other)
    if isinstance(one, np.random.Generator) and isinstance(other, np.random.Generator):
        return bool(one.bit_generator.state == other.bit_generator.state)
    a, b = parts(one), parts(other)
    if a is not None or b is not None:
        return a is not None and b is not None and _same_parts(a, b, exact)
    arrays = numbers(one), numbers(other)
    if arrays[0] is not None and arrays[1] is not None:
        return _same_numbers(*arrays, exact)
    if is_sequence(one) and is_sequence(other):
        return len(one) == len(other) and all(
            _same(a, b, exact) for a, b in zip(one, other, strict=True)
        )
    return type(one) is type(other) and not is_sequence(one) and equal(one, other)


def _same_parts(one: Any, other: Any, exact: bool) -> bool:
    """Whether two values that are made of others are: of one kind, and the same in each part."""
    pairs = zip(one[1], other[1], strict=False)
    alike_in_kind = one[0] == other[0] and len(one[1]) == len(other[1])
    return alike_in_kind and all(_same(a, b, exact) for (_, a), (_, b) in pairs)


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


def _same_numbers(one: Any, other: Any, exact: bool) -> bool:
    kinds = ["i" if a.dtype.kind == "u" else a.dtype.kind for a in (one, other)]
    if one.shape != other.shape or ((exact or "b" in kinds) and kinds[0] != kinds[1]):
        return False
    if exact and kinds[0] in "ib":
        return bool((one == other).all())
    with np.errstate(all="ignore"):
        atol = ATOL * max(1.0, float(np.abs(other).max(initial=0.0, where=np.isfinite(other))))
        return bool(np.isclose(one, other, rtol=RTOL, atol=atol, equal_nan=True).all())


def _same_expressions(one: Any, other: Any) -> bool:
    return all(_equal_at(point, one, other) for point in POINTS)


def _equal_at(point: float, one: Any, other: Any) -> bool:
    values = [values_at(answer, point) for answer in (one, other)]
    if values[0] is None or values[1] is None:
        return values[0] is values[1]
    return len(values[0]) == len(values[1]) and all(
        math.isclose(a, b, rel_tol=RTOL, abs_tol=ATOL) for a, b in zip(*values, strict=True)
    )


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
