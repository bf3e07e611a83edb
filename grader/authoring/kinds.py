"""
Reading an answer as the kind of thing it should be.

Each function takes whatever a student returned and gives back an exact plain value,
or fails with a sentence about what came instead.  Laws use these before they compute
with an answer, so that a wrong kind of answer is the student's mistake and not a
TypeError of ours.
"""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.authoring.arithmetic import Undefined, evaluate
from grader.authoring.disagreement import Disagreement, describe
from grader.authoring.trace import reader
from grader.language import Message, Value
from grader.sandbox.wire.containers import Record
from grader.sandbox.wire.values import Expression, ObjectArray

__all__ = ["array", "element", "field", "integer", "items", "pair", "real", "truth", "word"]

AN_ARRAY = Message("an array")
A_REAL_NUMBER = Message("a real number")
A_PAIR = Message("a pair")
A_LIST = Message("a list or tuple")
MOST_KEYS, LONGEST_KEY = 8, 60  # that are shown of a dict
REAL = (int, float, Fraction, Decimal, np.integer, np.floating)
NEVER_RIGHT = Message("NaN is never right")


@reader
def array(answer: Any, shape: tuple[int, ...] | None = None) -> NDArray[np.float64]:
    """
    An array answer, widened to float64, of exactly ``shape`` where one is given.

    Takes a NumPy array of a real numeric dtype, or nested lists or tuples that become
    one.  Complex, Boolean, text and object entries fail, and so does any NaN.
    """
    found = answer if isinstance(answer, np.ndarray) else _from_nested(answer)
    if found.dtype.kind not in "iuf":
        raise Disagreement(_returned(describe(found)), Message("an array of real numbers"))
    if shape is not None and found.shape != shape:
        raise Disagreement(Message("shape is {value}", value=str(found.shape)), str(shape))
    # Widened first: a float16 answer must not pull an expectation down to its own precision.
    wide = found.astype(np.float64, copy=False)
    if np.isnan(wide).any():
        where = tuple(map(int, np.argwhere(np.isnan(wide))[0]))
        raise Disagreement(element(where, "NaN"), note=NEVER_RIGHT)
    return wide


def element(place: tuple[int, ...], value: str) -> Message:
    """What stands at a place of an answer; one without axes is a number, and all of the answer."""
    if not place:
        return _returned(value)
    return Message("element {place} is {value}", place=str(place), value=value)


def _from_nested(answer: Any) -> NDArray[Any]:
    """Nested lists or tuples of numbers, or one number, as an array."""
    if not isinstance(answer, (list, tuple, int, float, complex, np.generic)):
        raise Disagreement(_returned(describe(answer)), AN_ARRAY)
    odd = _odd(answer)
    if odd is not None:
        raise Disagreement(
            Message("returned lists that hold {value}", value=describe(odd[0])),
            Message("an array of numbers"),
        )
    try:
        return np.asarray(answer)
    except (ValueError, OverflowError):
        raise Disagreement(Message("returned nested lists of unequal lengths"), AN_ARRAY) from None


def _odd(answer: Any) -> tuple[Any] | None:
    """The first entry of nested lists that can be no part of an array, if there is one."""
    if isinstance(answer, (list, tuple)):
        return next(filter(None, map(_odd, answer)), None)
    return None if isinstance(answer, (int, float, complex, np.generic, np.ndarray)) else (answer,)


@reader
def integer(answer: Any) -> int:
    """An int answer: ``int`` or a NumPy integer, 0-d arrays too; no bool, no 24.0."""
    scalar = _scalar(answer)
    if (isinstance(scalar, np.integer) or type(scalar) is int) and not _is_duration(scalar):
        return int(scalar)
    raise Disagreement(_returned(_shown(scalar)), Message("an int"))


@reader
def real(answer: Any) -> float:
    """A float answer: any real number, NumPy's, integers and fractions included."""
    scalar = _constant(_scalar(answer))
    if not isinstance(scalar, REAL) or isinstance(scalar, bool) or _is_duration(scalar):
        raise Disagreement(_returned(_shown(scalar)), A_REAL_NUMBER)
    try:
        value = float(scalar)
    except OverflowError:
        value = float("inf") if scalar > 0 else float("-inf")
    if isnan(value):
        raise Disagreement(_returned("NaN"), note=NEVER_RIGHT)
    return value


@reader
def truth(answer: Any) -> bool:
    """A bool answer: ``bool`` or ``numpy.bool_``, 0-d arrays too."""
    scalar = _scalar(answer)
    if isinstance(scalar, (bool, np.bool_)):
        return bool(scalar)
    raise Disagreement(_returned(_shown(scalar)), Message("a bool"))


@reader
def word(answer: Any) -> str:
    """A text answer: ``str`` or ``numpy.str_``."""
    if isinstance(answer, str):
        return str(answer)
    raise Disagreement(_returned(describe(answer)), Message("a string"))


@reader
def items(answer: Any, what: str | Message = A_LIST) -> list[Any]:
    """The entries of a list, a tuple or a NumPy array, in order."""
    if isinstance(answer, ObjectArray):
        answer = answer.items
    if isinstance(answer, (list, tuple)) or (isinstance(answer, np.ndarray) and answer.ndim):
        return list(answer)
    raise Disagreement(_returned(describe(answer)), what)


@reader
def field(answer: Any, name: Any) -> Any:
    """
    What an answer has under a key, a dict or something with named fields.

    Fails with the keys that it has.
    """
    found = _fields(answer)
    if found is None:
        raise Disagreement(
            _returned(describe(answer)), Message("a dict with {key}", key=repr(name))
        )
    if name not in found:
        raise Disagreement(_without(answer, found, name))
    return found[name]


def _fields(answer: Any) -> dict[Any, Any] | None:
    """The fields of a dict, a dataclass or a namedtuple, by their names; None for all else."""
    if isinstance(answer, dict):
        return answer
    if isinstance(answer, Record):
        return answer._record_fields or None
    if isinstance(answer, tuple) and isinstance(names := getattr(answer, "_fields", None), tuple):
        return dict(zip(names, answer, strict=False)) or None
    if is_dataclass(answer) and not isinstance(answer, type):  # of the model itself
        return {each.name: getattr(answer, each.name) for each in fields(answer)}
    return None


def _without(answer: Any, found: dict[Any, Any], name: Any) -> Message:
    if not found:
        return Message("the dict has no {key} (it is empty)", key=repr(name))
    keys = ", ".join(repr(key)[:LONGEST_KEY] for key in list(found)[:MOST_KEYS])
    keys += ", …" if len(found) > MOST_KEYS else ""
    if isinstance(answer, dict):
        return Message("the dict has no {key} (it has: {keys})", key=repr(name), keys=keys)
    what = describe(answer)
    return Message("{what} has no {key} (it has: {keys})", what=what, key=repr(name), keys=keys)


def pair(answer: Any) -> tuple[Any, Any]:
    """The two entries of a pair."""
    entries = items(answer, A_PAIR)
    if len(entries) != 2:
        raise Disagreement(Message("returned {n} values", n=len(entries)), A_PAIR)
    return entries[0], entries[1]


def _scalar(answer: Any) -> Any:
    """A 0-d array as its scalar, anything else as it is."""
    return answer[()] if isinstance(answer, np.ndarray) and answer.ndim == 0 else answer


def _is_duration(scalar: Any) -> bool:
    """NumPy counts its durations among the integers."""
    return isinstance(scalar, np.timedelta64)


def _constant(scalar: Any) -> Any:
    """A SymPy number, or an expression that is one, as a float; anything else as it is."""
    if isinstance(scalar, Expression) and scalar.shape is None:
        try:
            return evaluate(scalar, {})[0]
        except Undefined as error:
            told = Message("the formula {reason}", reason=error.reason)
            raise Disagreement(told, A_REAL_NUMBER) from None
    return scalar


def _returned(value: Value) -> Message:
    return Message("returned {value}", value=value)


def _shown(scalar: Any) -> Value:
    """A scalar of the wrong kind, with its value where that is short: 'the float 24.0'."""
    if isinstance(scalar, (bool, float, complex, np.generic)) or type(scalar) is int:
        kind, value = type(scalar).__name__, str(scalar)[:40]
        return Message("the {kind} {value}", kind=kind, value=value)
    return describe(scalar)
