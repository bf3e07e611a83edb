"""
What may be a key of a dict or an entry of a set.

A set and a dict ask a key for its hash and compare it with ``==``, so a key is one of Python's own
types before it is one.  Integers, and tuples of them, can be chosen so that all have one hash; then
each is compared with all before it, and ten thousand take seconds.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

__all__ = ["are_keys", "enum_value", "in_order", "key_text"]

MOST_OF_A_HASH = 16
_SIMPLE = (type(None), bool, int, float, complex, str, bytes, Fraction, Decimal)
_KEYS = frozenset({*_SIMPLE, date, datetime, time, timedelta, range})

_SECONDS = {"W": 604_800, "D": 86_400, "h": 3_600, "m": 60, "s": 1}
_PARTS = {"ms": 10**15, "us": 10**12, "ns": 10**9, "ps": 10**6, "fs": 1_000, "as": 1}
_UNITS = {"generic": ("", 1), "M": ("months", 1), "Y": ("months", 12)}
_UNITS |= {unit: ("seconds", size * 10**18) for unit, size in _SECONDS.items()}
_UNITS |= {unit: ("seconds", size) for unit, size in _PARTS.items()}


def are_keys(values: Sequence[Any]) -> bool:
    """Whether values can be the keys of one dict: of base types, distinct, of different hashes."""
    if not all(map(_is_key, values)):
        return False
    hashes = Counter(map(hash, values))
    if hashes and max(hashes.values()) > MOST_OF_A_HASH:
        return False
    return len(set(values)) == len(values)


def _is_key(value: Any) -> bool:
    if type(value) in _KEYS:
        return True
    if isinstance(value, (tuple, frozenset)):
        return all(map(_is_key, value))
    return isinstance(value, np.generic) and value.dtype.kind in "biufcSMm"


def in_order(values: Iterable[Any]) -> list[Any]:
    """The entries of a set in an order that depends on nothing but them; of keys none raises."""
    return sorted(values, key=_place)


def key_text(key: Any) -> str:
    """A key as Python writes it; a moment that is too far away to be written, by its number."""
    try:
        return repr(key)
    except OverflowError:  # since NumPy 2.5
        if isinstance(key, (np.datetime64, np.timedelta64)):
            return f"{type(key).__name__}({int(key.astype(np.int64))}, {str(key.dtype)!r})"
        entries = in_order(key) if isinstance(key, frozenset) else key
        return f"{type(key).__name__}({', '.join(map(key_text, entries))})"


def _place(value: Any) -> tuple[float, Any]:
    """Where a value comes: numbers first, then spans, texts, bytes, tuples, sets, and all else."""
    if isinstance(value, np.timedelta64) and not np.isnat(value):
        return 0.5, _length(value)
    if isinstance(value, (bool, int, float, np.integer, np.floating)) and value == value:
        return 0, _exact(value)
    if isinstance(value, str):
        return 1, str.__str__(value)
    if isinstance(value, bytes):
        return 2, bytes.__getitem__(value, slice(None))
    if isinstance(value, tuple):
        return 3, tuple(map(_place, value))
    if isinstance(value, frozenset):
        return 4, tuple(sorted(map(_place, value)))
    return 5, f"{type(value).__name__} {key_text(value)}"


def _exact(value: Any) -> int | float | Fraction:
    """
    The same number as one of Python's own, which compare with each other whatever their size.

    A float of NumPy's does not: an integer that is too large for a float makes it raise.
    """
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, float) or not np.isfinite(value):
        return float(value)
    return Fraction(*value.as_integer_ratio())


def _length(span: np.timedelta64) -> tuple[str, int]:
    """How long a span is, exactly: NumPy compares no months with days, nor a span with a float."""
    unit, count = np.datetime_data(span.dtype)
    kind, size = _UNITS[unit]
    return kind, int(span.astype(np.int64)) * count * size


def enum_value(member: Any) -> Any:
    """The value of an Enum's member, whatever its class makes of ``value``."""
    return object.__getattribute__(member, "__dict__")["_value_"]
