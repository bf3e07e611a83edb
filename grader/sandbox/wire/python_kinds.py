"""
Python's own further kinds: keyed dicts, sets, ranges, decimals, dates, records, iterators.

Each has a writer, for which ``write`` packs an entry one level deeper, and a reader of the entries
that came.  A writer runs on whatever a student returned, so it reads by the methods of the base; a
reader takes nothing for granted, and whatever its constructors refuse is malformed.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np
from msgspec.msgpack import Ext

from grader.sandbox.wire.bounds import MAX_ITEMS, MAX_TEXT
from grader.sandbox.wire.keys import are_keys, enum_value, in_order
from grader.sandbox.wire.tags import Code, Tag, Write, is_opaque, opaque, whole

__all__ = ["DERIVED", "EXACT", "READERS", "keyed_dict"]

LONGEST_BYTES = 500_000
MOST_DIGITS = 4_000  # of a decimal, its exponent included
MOMENT = "year month day hour minute second microsecond fold"
MICROSECOND = timedelta(microseconds=1)
_BASES = (str, int, float, complex, bytes, Fraction, Decimal)
_DECIMAL = re.compile(r"-?(?:\d+(?:\.\d*)?(?:E[+-]?\d{1,6})?|Infinity|NaN)", re.IGNORECASE)


def keyed_dict(value: Any, write: Write) -> Any:
    """A dict whose keys are not all strings."""
    keys = _keys(list(dict.keys(value)))
    if keys is None:
        return opaque("a dict with keys that cannot be read")
    written = list(map(write, keys))
    if any(map(is_opaque, written)):
        return opaque("a dict with keys that are too large")
    pairs = zip(written, map(write, dict.values(value)), strict=True)
    return [Tag.KEYED, *(part for pair in pairs for part in pair)]


def _keys(values: list[Any]) -> list[Any] | None:
    """Keys as their base types; None where they cannot be the keys of one dict."""
    plain = list(map(_key, values))
    return plain if are_keys(plain) else None


def _key(value: Any) -> Any:
    """A key of a subclass as what its base holds, an Enum's member as its value."""
    kind = type(value)
    if issubclass(kind, tuple):
        return tuple(map(_key, tuple.__iter__(value)))
    if issubclass(kind, frozenset):
        return frozenset(map(_key, frozenset.__iter__(value)))
    if kind is str:
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if kind in _BASES or issubclass(kind, (bool, np.number, np.bool_)):
        return value
    for base in _BASES:
        if issubclass(kind, base):
            return _based(base, value)
    if issubclass(kind, datetime):
        *parts, fold = _parts(datetime, value, MOMENT)
        zone = _zone(_microseconds(datetime.utcoffset(value)))
        return datetime(*parts, tzinfo=zone, fold=fold)  # type: ignore[misc,arg-type]
    return _key(enum_value(value)) if issubclass(kind, Enum) else value


def _based(base: Any, value: Any) -> Any:
    """What a value of a subclass holds, by the base's own methods."""
    if base is complex:
        return complex(*(part.__get__(value) for part in (complex.real, complex.imag)))
    if base is Fraction:
        return Fraction(*Fraction.as_integer_ratio(value))
    if base is Decimal:
        return Decimal(tuple(Decimal.as_tuple(value)))  # type: ignore[arg-type]
    if base is bytes:
        return bytes.__getitem__(value, slice(None))
    own = {str: lambda text: _key(str.__str__(text)), int: int.__int__, float: float.__float__}
    return own[base](value)


def _set(base: Any, tag: int) -> Callable[[Any, Write], Any]:
    def packed(value: Any, write: Write) -> Any:
        if base.__len__(value) > MAX_ITEMS:
            return opaque(f"a {base.__name__} of {base.__len__(value)} entries")
        entries = _keys(list(base.__iter__(value)))
        if entries is None:
            return opaque(f"a {base.__name__} with entries that cannot be read")
        return whole([tag, *map(write, in_order(entries))])

    return packed


def _bytes(value: Any, _: Write) -> Any:
    length = bytes.__len__(value)
    if length > LONGEST_BYTES:
        return opaque(f"a bytes object of {length} bytes")
    return Ext(Code.BYTES, bytes.__getitem__(value, slice(None)))


def _range(value: range, write: Write) -> Any:
    return [Tag.RANGE, write(value.start), write(value.stop), write(value.step)]


def _decimal(value: Any, _: Write) -> Any:
    sign, digits, exponent = Decimal.as_tuple(value)
    if not isinstance(exponent, int):
        return [Tag.DECIMAL, "-" * sign + ("Infinity" if exponent == "F" else "NaN")]
    if len(digits) + abs(exponent) > MOST_DIGITS:
        return opaque("a Decimal of too many digits")
    # Not its own text, which the student's decimal context has a say in.
    return [Tag.DECIMAL, f"{'-' * sign}{''.join(map(str, digits))}E{exponent}"]


def _date(value: Any, _: Write) -> Any:
    return [Tag.DATE, *_parts(date, value, "year month day")]


def _datetime(value: Any, write: Write) -> Any:
    if str(type(value).__name__) == "NaTType":
        return write(np.datetime64("NaT"))
    offset = _microseconds(datetime.utcoffset(value))
    return [Tag.DATETIME, *_parts(datetime, value, MOMENT), offset]


def _time(value: Any, _: Write) -> Any:
    offset = _microseconds(time.utcoffset(value))
    return [Tag.TIME, *_parts(time, value, "hour minute second microsecond fold"), offset]


def _duration(value: Any, _: Write) -> Any:
    return [Tag.DURATION, *_parts(timedelta, value, "days seconds microseconds")]


def _parts(base: Any, value: Any, names: str) -> list[int]:
    return [getattr(base, name).__get__(value) for name in names.split()]


def _microseconds(offset: timedelta | None) -> int | None:
    return None if offset is None else offset // MICROSECOND


def _zone(offset: Any) -> timezone | None:
    return None if offset is None else timezone(timedelta(microseconds=offset))


def _read_set(base: Any) -> Callable[[list[Any], Any], Any]:
    def read(entries: list[Any], _: Any) -> Any:
        if not are_keys(entries):
            raise ValueError("entries that no set can have")
        return base(entries)

    return read


def _read_keyed(entries: list[Any], _: Any) -> dict[Any, Any]:
    keys = entries[::2]
    if not are_keys(keys):
        raise ValueError("keys that no dict can have")
    return dict(zip(keys, entries[1::2], strict=True))


def _read_decimal(entries: list[Any], _: Any) -> Decimal:
    (text,) = entries
    if len(text) > MAX_TEXT + 8 or not _DECIMAL.fullmatch(text):
        raise ValueError("no decimal")
    found = Decimal(text)
    exponent = found.as_tuple().exponent
    if isinstance(exponent, int) and abs(exponent) > MOST_DIGITS:
        raise ValueError("a decimal that is too large")
    return found


def _read_range(entries: list[Any], _: Any) -> range:
    return range(*_integers(entries, 3))


def _read_datetime(entries: list[Any], _: Any) -> datetime:
    *parts, fold = _integers(entries[:-1], 8)
    return datetime(*parts, tzinfo=_zone(entries[-1]), fold=fold)  # type: ignore[misc,arg-type]


def _read_time(entries: list[Any], _: Any) -> time:
    *parts, fold = _integers(entries[:-1], 5)
    return time(*parts, tzinfo=_zone(entries[-1]), fold=fold)  # type: ignore[misc,arg-type]


def _integers(entries: list[Any], count: int) -> list[int]:
    if len(entries) != count or not all(type(entry) is int for entry in entries):
        raise ValueError("not so many integers")
    return entries


EXACT: dict[type, Callable[[Any, Write], Any]] = {
    set: _set(set, Tag.SET),
    frozenset: _set(frozenset, Tag.FROZENSET),
    bytes: _bytes,
    range: _range,
    Decimal: _decimal,
    datetime: _datetime,
    date: _date,
    time: _time,
    timedelta: _duration,
}
DERIVED = EXACT  # in this order: every datetime is a date
READERS: dict[int, Callable[[list[Any], Any], Any]] = {
    Tag.SET: _read_set(set),
    Tag.FROZENSET: _read_set(frozenset),
    Tag.KEYED: _read_keyed,
    Tag.RANGE: _read_range,
    Tag.DECIMAL: _read_decimal,
    Tag.DATE: lambda entries, _: date(*_integers(entries, 3)),
    Tag.DATETIME: _read_datetime,
    Tag.TIME: _read_time,
    Tag.DURATION: lambda entries, _: timedelta(*_integers(entries, 3)),
}
