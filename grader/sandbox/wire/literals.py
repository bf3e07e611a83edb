"""
Further kinds of values as Python that can be pasted, with the names of the modules that they need.

A value of ours is written so that it makes the value again; of an answer, whose class is the
student's own, the class's name and the fields.  ``inside`` writes the entries.
"""

import dataclasses
import datetime
import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.containers import (
    Frame,
    Index,
    Iteration,
    Masked,
    NamedEntries,
    Record,
    Series,
    Sparse,
    held,
    labels,
)
from grader.sandbox.wire.keys import in_order
from grader.sandbox.wire.values import Expression, ObjectArray, Opaque

__all__ = ["further_array", "further_literal", "named_literal"]

Inside = Callable[[Any], str]
PLAIN = (str, bytes, range, Fraction, Decimal, datetime.date, datetime.time, datetime.timedelta)
UNTYPED = {"int64", "float64", "bool", "str", "object", "range", "several"}


def further_literal(value: Any, inside: Inside) -> str | None:
    """A value of a further kind as Python; None for one of another kind."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"np.{value}" if value > 0 or math.isnan(value) else f"-np.{-value}"
    if isinstance(value, complex) and not (math.isfinite(value.real) and math.isfinite(value.imag)):
        return f"complex({inside(value.real)}, {inside(value.imag)})"
    if isinstance(value, PLAIN):
        return repr(value)
    if isinstance(value, (set, frozenset)):
        return _set(value, inside)
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return writer(value, inside)
    if dataclasses.is_dataclass(value) and not isinstance(value, (Expression, ObjectArray, Opaque)):
        fields = [field.name for field in dataclasses.fields(value)]
        made = f"dataclasses.make_dataclass({type(value).__name__!r}, {fields})"
        return f"{made}({', '.join(inside(getattr(value, name)) for name in fields)})"
    if hasattr(type(value), "__next__"):
        return _iteration(held(value), inside)
    return _of_a_package(value, inside)


def _of_a_package(value: Any, inside: Inside) -> str | None:
    """A value of SciPy's or pandas', as what it would be as an answer."""
    if type(value).__module__.partition(".")[0] not in ("scipy", "pandas"):
        return None
    found = decode(*encode(value))
    writer = _WRITERS.get(type(found))
    return None if writer is None else writer(found, inside)


def further_array(value: np.ndarray[Any, Any], inside: Inside) -> str | None:
    """An array of what is no number as Python; None for an array of numbers."""
    if hasattr(value, "mask"):
        return _masked(decode(*encode(value)), inside)
    kind, rows = value.dtype.kind, value.tolist()
    if kind == "M":
        rows = value.astype(str).tolist()
    elif kind == "m":
        rows = value.astype(np.int64).tolist()
    elif kind in "fc" and not np.isfinite(value).all():
        dtype = "" if value.dtype == np.float64 else f", dtype=np.{value.dtype.name}"
        return f"np.array({inside(rows)}{dtype})"
    elif kind not in "USOVT":
        return None
    if kind == "V" and not value.dtype.names:
        return None
    described = value.dtype.descr if kind == "V" else str(value.dtype)
    dtype = "object" if kind == "O" else repr(described)
    return f"np.array({inside(rows)}, dtype={dtype})"


def _set(value: Any, inside: Inside) -> str:
    entries = ", ".join(map(inside, in_order(value)))
    if isinstance(value, frozenset):
        return f"frozenset({{{entries}}})" if value else "frozenset()"
    return f"{{{entries}}}" if value else "set()"


def _record(value: Record, inside: Inside) -> str:
    fields = ", ".join(f"{name}={inside(each)}" for name, each in value._record_fields.items())
    return f"{value._record_name}({fields})"


def named_literal(value: Any, inside: Inside) -> str:
    """A namedtuple: one of ours so that it can be made, an answer's by its class's name."""
    if isinstance(value, NamedEntries):
        return _record(Record(value._name, dict(zip(value._fields, value, strict=True))), inside)
    entries = ", ".join(map(inside, value))
    return f"collections.namedtuple({type(value).__name__!r}, {list(value._fields)})({entries})"


def _iteration(value: Iteration, inside: Inside) -> str:
    if value.ended:
        return f"iter({inside(value.entries)})"
    return f"<an iterator of more than {len(value.entries)} entries: {inside(value.entries)[1:-1]}>"


def _masked(value: Masked, inside: Inside) -> str:
    return f"np.ma.array({inside(value.values)}, mask={inside(value.mask.tolist())})"


def _sparse(value: Sparse, inside: Inside) -> str:
    places = ", ".join(map(inside, value.coordinates))
    kind = "coo_array" if value.is_array else "coo_matrix"
    places = f"({places},)" if len(value.coordinates) == 1 else f"({places})"
    made = f"scipy.sparse.{kind}(({inside(value.values)}, {places}), shape={value.shape})"
    return made if value.format == "coo" else f"{made}.asformat({value.format!r})"


def _index(value: Index, inside: Inside) -> str:
    if value.dtype == "several":
        return f"pandas.MultiIndex.from_tuples({inside(labels(value))}, names={value.name!r})"
    return f"pandas.Index({_column(value.values, value.dtype, inside)}{_named(value, inside)})"


def _series(value: Series, inside: Inside) -> str:
    index = "" if value.index.dtype == "range" else f", index={_index(value.index, inside)}"
    values = _column(value.values, value.dtype, inside)
    return f"pandas.Series({values}{index}{_named(value, inside)})"


def _frame(value: Frame, inside: Inside) -> str:
    names = labels(value.columns)
    if len({repr(name) for name in names}) < len(names) or value.columns.dtype == "several":
        return f"<a DataFrame of {len(labels(value.index))} rows and {len(names)} columns>"
    index = "" if value.index.dtype == "range" else f", index={_index(value.index, inside)}"
    columns = zip(names, value.values, value.dtypes, strict=True)
    entries = ", ".join(f"{inside(n)}: {_typed(v, kind, inside)}" for n, v, kind in columns)
    return f"pandas.DataFrame({{{entries}}}{index})"


def _named(value: Index | Series, inside: Inside) -> str:
    return "" if value.name is None else f", name={inside(value.name)}"


def _column(values: Any, kind: str, inside: Inside) -> str:
    """The values of a column, and their type where pandas would not take them so."""
    dtype = "" if kind in UNTYPED else f", dtype={kind!r}"
    plain = isinstance(values, np.ndarray) and values.dtype.kind not in "biuf"
    return f"{inside(values if plain else _list(values))}{dtype}"


def _typed(values: Any, kind: str, inside: Inside) -> str:
    if kind in UNTYPED:
        return inside(_list(values))
    return f"pandas.Series({_column(values, kind, inside)})"


def _list(values: Any) -> list[Any]:
    return list(values.tolist() if isinstance(values, np.ndarray) else values.items)


_WRITERS: dict[type, Callable[[Any, Inside], str]] = {
    Record: _record,
    Iteration: _iteration,
    Masked: _masked,
    Sparse: _sparse,
    Index: _index,
    Series: _series,
    Frame: _frame,
}
