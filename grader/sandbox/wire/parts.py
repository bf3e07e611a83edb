"""
The parts of a value that is made of others, so that every comparison takes them apart alike.

Two values are the same where they are of one kind and their parts are, in order.  The parts of a
set and of a dict come in an order that depends on nothing but them, and the name of somebody's
class is no part: what it is called says nothing about whether an answer is right.
"""

from collections.abc import Hashable, Iterator
from dataclasses import fields
from typing import Any

import numpy as np

from grader.sandbox.wire.containers import (
    Frame,
    Index,
    Iteration,
    Masked,
    Record,
    Series,
    Sparse,
    labels,
)
from grader.sandbox.wire.further.figures import DRAWN
from grader.sandbox.wire.further.files import TextFile
from grader.sandbox.wire.given_functions import GivenFunction
from grader.sandbox.wire.keys import in_order, key_text
from grader.sandbox.wire.values import Asked, ObjectArray, Opaque

__all__ = [
    "equal",
    "first_drawn",
    "first_opaque",
    "given_functions",
    "needed_packages",
    "parts",
    "text_files",
    "unfinished",
]

Parts = tuple[Hashable, list[tuple[str, Any]]]


def parts(value: Any) -> Parts | None:
    """A kind, and the parts with what they are called; None for what has none of its own."""
    if isinstance(value, (set, frozenset)):
        entries = in_order(value)
        return ("a set", len(entries)), [(f"entry {n}", each) for n, each in enumerate(entries)]
    if isinstance(value, dict):
        keys = in_order(value)
        return ("a dict", len(keys)), [("the keys", keys), *_under(keys, value)]
    if isinstance(value, (np.ndarray, np.generic)):
        return _odd_array(value)
    take = _TAKERS.get(type(value))
    return None if take is None else take(value)


def _under(keys: list[Any], value: dict[Any, Any]) -> Iterator[tuple[str, Any]]:
    """What a dict has under its keys, each called by its key."""
    return ((f"[{key_text(key)}]", value[key]) for key in keys)


def equal(one: Any, other: Any) -> bool:
    """Whether two values without parts are equal; what is not equal to itself is no number."""
    return bool(one == other) or bool(one != one and other != other)


def _odd_array(value: Any) -> Parts | None:
    """Times as their numbers, since NaT equals nothing, and fields by their names."""
    if value.dtype.kind in "Mm":
        kind = ("times", str(value.dtype), value.shape)
        return kind, [("the numbers", value.astype(np.int64))]
    names = value.dtype.names
    return names and (("fields", names), [(f"[{name!r}]", value[name]) for name in names])


def first_opaque(value: Any) -> Opaque | None:
    """The first part of an answer that only says what it was; None where all of it is there."""
    return next((each for each in _all(value) if isinstance(each, Opaque)), None)


def first_drawn(value: Any) -> str:
    """What the first figure, or part of one, in a value is called; empty where there is none."""
    return next((type(each).__name__ for each in _all(value) if isinstance(each, DRAWN)), "")


def text_files(value: Any) -> list[TextFile]:
    """The text files that are passed with a value."""
    return [each for each in _all(value) if isinstance(each, TextFile)]


def given_functions(value: Any) -> list[GivenFunction]:
    """The functions that are passed with a value."""
    return [each for each in _all(value) if isinstance(each, GivenFunction)]


def unfinished(value: Any) -> bool:
    """Whether an iterator in it has entries beyond those that were taken."""
    return any(isinstance(each, Iteration) and not each.ended for each in _all(value))


def needed_packages(value: Any) -> set[str]:
    """The packages that a function has to have to be given an answer as an argument."""
    kinds = set(map(type, _all(value)))
    scipy, pandas = kinds & {Sparse}, kinds & {Index, Series, Frame}
    return ({"scipy"} if scipy else set()) | ({"pandas"} if pandas else set())


def _all(value: Any) -> Iterator[Any]:
    """A value and everything in it."""
    yield value
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from _all(each)
    elif not isinstance(value, np.ndarray) and (inner := _parts_of(value)) is not None:
        for each in inner:
            yield from _all(each)


def _parts_of(value: Any) -> list[Any] | None:
    """The parts of a value, of a dict those that need no order."""
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, (set, frozenset)):
        return None  # their entries are plain
    found = parts(value)
    return None if found is None else [each for _, each in found[1]]


def _record(value: Record) -> Parts:
    fields = value._record_fields
    return ("a record", tuple(fields)), [(f".{name}", each) for name, each in fields.items()]


def _asked(value: Asked) -> Parts:
    told = [("the source", value.source), ("the calls", value.calls), ("the points", value.points)]
    return "a given function", told


def _iteration(value: Iteration) -> Parts:
    return ("an iterator", value.ended), [("the entries", value.entries)]


def _masked(value: Masked) -> Parts:
    return "a masked array", [("the mask", value.mask), ("the values", value.values)]


def _sparse(value: Sparse) -> Parts:
    try:
        return "a sparse matrix", [("the matrix", value.dense())]
    except ValueError:
        places = list(value.coordinates)
        return ("entries", value.shape), [("the places", places), ("the values", value.values)]


def _index(value: Index) -> Parts:
    return "an Index", [("the name", value.name), ("the labels", labels(value))]


def _series(value: Series) -> Parts:
    named = [("the index", value.index), ("the name", value.name)]
    return "a Series", [*named, ("the values", value.values)]


def _frame(value: Frame) -> Parts:
    names = labels(value.columns)
    found = [("the index", value.index), ("the columns", value.columns)]
    columns = zip(names, value.values, strict=True)
    return "a DataFrame", [*found, *((f"column {key_text(name)}", each) for name, each in columns)]


def _drawn(value: Any) -> Parts:
    return type(value).__name__, [
        (f".{each.name}", getattr(value, each.name)) for each in fields(value)
    ]


_TAKERS: dict[type, Any] = {
    ObjectArray: lambda value: ("objects", [("the entries", value.items)]),
    Record: _record,
    Asked: _asked,
    Iteration: _iteration,
    Masked: _masked,
    Sparse: _sparse,
    Index: _index,
    Series: _series,
    Frame: _frame,
    **dict.fromkeys(DRAWN, _drawn),
}
