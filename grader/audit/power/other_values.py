"""
Another value than the right one, of the same kind, and a right one that is off by little.

A saboteur answers with these.  They differ by more than any comparison forgives, or by as little as
a student's threshold or rounding would.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["at_numbers", "at_one_place", "other"]

Numbers = Callable[[Any], Any]


def other(value: Any) -> Any:
    """A value of the same kind, in which every number, word and entry is another one."""
    if isinstance(value, (bool, np.bool_)):
        return not value
    if value is None:
        return 0
    if isinstance(value, str):
        return f"{value}?"
    if isinstance(value, np.ndarray):
        return _other_array(value)
    if isinstance(value, (list, tuple)):
        return _like(value, [other(entry) for entry in value] or [0])
    if isinstance(value, dict):
        return {key: other(entry) for key, entry in value.items()}
    if isinstance(value, (int, float, complex, np.number)):
        number: Any = value
        return number + 1 + abs(number)
    if hasattr(value, "applyfunc"):  # a matrix of formulas
        return value.applyfunc(lambda entry: entry + 1)
    return value + 1 if hasattr(value, "free_symbols") else None


def _other_array(array: np.ndarray[Any, Any]) -> Any:
    if not array.size:
        return np.ones(1)
    if array.dtype.kind == "b":
        return ~array
    return array + 1 + np.abs(array) if array.dtype.kind in "iufc" else None


def at_one_place(value: Any, place: str) -> Any:
    """The value with some of its entries another one: see ``PLACES`` of the saboteurs."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc" and value.size > 1:
        changed, wrong = value.copy(), _other_array(value)
        where = np.zeros(value.shape, dtype=bool)
        _mark(where, place)
        changed[where] = wrong[where]
        return changed
    if isinstance(value, (list, tuple)) and len(value) > 1:
        marked = np.zeros(len(value), dtype=bool)
        _mark(marked, place)
        pairs = zip(value, marked, strict=True)
        return _like(value, [other(entry) if is_wrong else entry for entry, is_wrong in pairs])
    return value


def _mark(where: np.ndarray[Any, Any], place: str) -> None:
    if place == "the last number":
        where.flat[-1] = True
    elif place == "all but the first number":
        where.flat[1:] = True
    elif place == "the last row":
        where[-1] = True
    elif place == "the last column":
        where[..., -1] = True
    elif place == "the inside":
        where[tuple(slice(1, -1) for _ in where.shape)] = True
    elif place == "the border":
        where[...] = True
        where[tuple(slice(1, -1) for _ in where.shape)] = False


def at_numbers(value: Any, change: Numbers, *, whole: bool = False) -> Any:
    """The value with its fractional numbers changed, or with ``whole`` its whole ones."""
    if isinstance(value, (bool, np.bool_)):
        return value
    if isinstance(value, (list, tuple)):
        return _like(value, [at_numbers(entry, change, whole=whole) for entry in value])
    if isinstance(value, dict):
        return {key: at_numbers(entry, change, whole=whole) for key, entry in value.items()}
    if isinstance(value, (int, np.integer)):
        return change(int(value)) if whole else value
    fractional = isinstance(value, (float, np.floating))
    if fractional or (isinstance(value, np.ndarray) and value.dtype.kind == "f"):
        return value if whole else change(value)
    return value


def _like(value: list[Any] | tuple[Any, ...], entries: list[Any]) -> Any:
    return entries if isinstance(value, list) else tuple(entries)
