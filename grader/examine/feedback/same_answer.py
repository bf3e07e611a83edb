"""
Whether two answers to one call are the same answer.

Used to recognise a known mistake in what a student's function returned, and to compare
independent solutions.  Marks never depend on it: those are a matter of the sheet's properties.
"""

import importlib
import importlib.util
import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from grader.authoring.same_values import POINTS, numbers, same_values, values_at
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import StudentFault, same_fault
from grader.sandbox.wire.containers import Record
from grader.sandbox.wire.values import Expression, Opaque
from grader.sheets.sheet import Sheet

__all__ = ["ATOL", "RTOL", "Likeness", "alike", "is_exact", "likeness", "same_answers"]

RTOL, ATOL = 1e-6, 1e-9

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
        return same_fault(one, other)
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


def is_exact(right: Any) -> bool:
    """Whether the right answer is made of ints or bools, so that a float is wrong."""
    if isinstance(right, (list, tuple)):
        return bool(right) and all(map(is_exact, right))
    return isinstance(right, (int, np.integer, np.bool_))


def _same(one: Any, other: Any, exact: bool) -> bool:
    return same_values(one, other, partial(_as_numbers, exact=exact))


def _as_numbers(one: Any, other: Any, exact: bool) -> bool | None:
    """Whether two are the same numbers or formulas; None for what is neither."""
    if isinstance(one, Expression) or isinstance(other, Expression):
        return _same_expressions(one, other)
    a, b = numbers(one), numbers(other)
    return None if a is None or b is None else _same_numbers(a, b, exact)


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
