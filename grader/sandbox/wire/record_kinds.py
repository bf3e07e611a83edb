"""
What has a class of somebody's own: dataclasses, namedtuples, members of an Enum, iterators.

An answer's class stays where it is; its name and its fields cross, and nothing is looked up by
them.  What the grader sent is a dataclass or namedtuple again on the student's side, made anew from
the names, so that it can be changed and compared as the author's could.
"""

import dataclasses
import io
import keyword
from collections import namedtuple
from collections.abc import Callable, Iterator
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import Any

from grader.sandbox.wire.bounds import MAX_BLOB
from grader.sandbox.wire.containers import MOST_TAKEN, Iteration, NamedEntries, Record
from grader.sandbox.wire.keys import enum_value
from grader.sandbox.wire.tags import Mode, Tag, Write, opaque

__all__ = ["EXACT", "READERS", "IteratorRaised", "named_tuple", "other_record"]

MOST_FIELDS, LONGEST_NAME = 1_000, 100


class IteratorRaised(BaseException):
    """
    An exception that iterating over an answer led to.

    It is the student's function's, whose body may not have run before; no writer keeps it back.
    """

    def __init__(self, error: Exception) -> None:
        self.error = error
        super().__init__(error)


def named_tuple(value: Any, write: Write) -> Any | None:
    """A tuple of a class whose entries have names; None for any other."""
    fields = getattr(type(value), "_fields", None)
    entries = list(tuple.__iter__(value))
    if type(fields) is not tuple or len(fields) != len(entries) or not _are_names(fields):
        return None
    name = str(type(value).__name__)[:LONGEST_NAME]
    return [Tag.NAMED_TUPLE, name, write(list(fields)), *map(write, entries)]


def other_record(value: Any, write: Write) -> Any:
    """A dataclass, an iterator or an Enum's member; NotImplemented for anything else."""
    kind = type(value)
    if issubclass(kind, Enum):
        return write(enum_value(value))
    if dataclasses.is_dataclass(kind):
        return _dataclass(value, write)
    if hasattr(kind, "__next__") and hasattr(kind, "__iter__") and not issubclass(kind, io.IOBase):
        return _iterator(value, write)
    return NotImplemented


def _dataclass(value: Any, write: Write) -> Any:
    names = tuple(field.name for field in dataclasses.fields(value))
    if not _are_names(names):
        return opaque("a dataclass with fields that cannot be read")
    written = [part for name in names for part in (name, _field(value, name, write))]
    return [Tag.RECORD, str(type(value).__name__)[:LONGEST_NAME], *written]


def _field(value: Any, name: str, write: Write) -> Any:
    """A field as it is held; of one that raises, that it does."""
    try:
        found = object.__getattribute__(value, name)
    except Exception:
        return opaque("a field that cannot be read")
    return write(found)


def _are_names(names: tuple[Any, ...]) -> bool:
    known = all(type(n) is str and n.isidentifier() and len(n) <= LONGEST_NAME for n in names)
    return known and len(set(names)) == len(names) <= MOST_FIELDS


def _iterator(value: Any, write: Write) -> Any:
    """The first entries, and whether these are all; what iterating raises, the answer raised."""
    entries: list[Any] = []
    size = 0
    for entry in _taken(value):
        entries.append(write(entry))
        size += getattr(entry, "nbytes", 0) if type(entry).__module__ == "numpy" else 0
        if size > MAX_BLOB:
            return opaque("an iterator over more than 16 MB")
    return [Tag.ITERATION, len(entries) <= MOST_TAKEN, *entries[:MOST_TAKEN]]


def _taken(value: Any) -> Iterator[Any]:
    try:
        yield from islice(value, MOST_TAKEN + 1)
    except Exception as error:
        raise IteratorRaised(error) from error


def _iteration(value: Iteration, write: Write) -> Any:
    return [Tag.ITERATION, value.ended, *map(write, value.entries)]


def _record(value: Record, write: Write) -> Any:
    pairs = value._record_fields.items()
    return [Tag.RECORD, value._record_name, *(p for k, v in pairs for p in (k, write(v)))]


def _named_entries(value: NamedEntries, write: Write) -> Any:
    return [Tag.NAMED_TUPLE, value._name, write(list(value._fields)), *map(write, value)]


def _read_record(entries: list[Any], mode: Mode) -> Any:
    name, *pairs = entries
    names = tuple(pairs[::2])
    if type(name) is not str or len(name) > LONGEST_NAME or not _are_names(names):
        raise ValueError("a record without names")
    fields = dict(zip(names, pairs[1::2], strict=True))
    return Record(name, fields) if mode is Mode.ANSWER else _class(name, names)(**fields)


def _read_named_tuple(entries: list[Any], mode: Mode) -> Any:
    name, fields, *values = entries
    names = tuple(fields) if type(fields) is list else (None,)
    if type(name) is not str or len(name) > LONGEST_NAME or not _are_names(names):
        raise ValueError("a namedtuple without names")
    if len(names) != len(values):
        raise ValueError("a namedtuple without its entries")
    if mode is Mode.ANSWER:
        return NamedEntries(values, name, names)
    return _tuple_class(name, names)(*values)


def _read_iteration(entries: list[Any], mode: Mode) -> Iteration | Iterator[Any]:
    ended, *values = entries
    if type(ended) is not bool or len(values) > MOST_TAKEN:
        raise ValueError("an iterator without its entries")
    return iter(values) if mode is Mode.GIVEN else Iteration(values, ended)


@lru_cache(maxsize=64)
def _class(name: str, fields: tuple[str, ...]) -> Any:
    """A dataclass for what the grader sent."""
    return dataclasses.make_dataclass(_class_name(name), fields)


@lru_cache(maxsize=64)
def _tuple_class(name: str, fields: tuple[str, ...]) -> Any:
    """A namedtuple's class for what the grader sent."""
    return namedtuple(_class_name(name), fields)


def _class_name(name: str) -> str:
    return name if name.isidentifier() and not keyword.iskeyword(name) else "Record"


EXACT: dict[type, Callable[[Any, Write], Any]] = {
    Iteration: _iteration,
    Record: _record,
    NamedEntries: _named_entries,
}
READERS: dict[int, Callable[[list[Any], Mode], Any]] = {
    Tag.RECORD: _read_record,
    Tag.NAMED_TUPLE: _read_named_tuple,
    Tag.ITERATION: _read_iteration,
}
