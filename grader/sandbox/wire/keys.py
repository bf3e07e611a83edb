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

__all__ = ["are_keys", "enum_value", "in_order"]

MOST_OF_A_HASH = 16
_SIMPLE = (type(None), bool, int, float, complex, str, bytes, Fraction, Decimal)
_KEYS = frozenset({*_SIMPLE, date, datetime, time, timedelta, range})


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
    """The entries of a set in an order that depends on nothing but them."""
    return sorted(values, key=_place)


def _place(value: Any) -> tuple[int, Any]:
    """Where a value comes: numbers first, then texts, bytes, tuples, sets, and all else."""
    if isinstance(value, (bool, int, float, np.integer, np.floating)) and value == value:
        return 0, value
    if isinstance(value, str):
        return 1, str.__str__(value)
    if isinstance(value, bytes):
        return 2, value
    if isinstance(value, tuple):
        return 3, tuple(map(_place, value))
    if isinstance(value, frozenset):
        return 4, tuple(sorted(map(_place, value)))
    return 5, f"{type(value).__name__} {value!r}"


def enum_value(member: Any) -> Any:
    """The value of an Enum's member, whatever its class makes of ``value``."""
    return object.__getattribute__(member, "__dict__")["_value_"]
