"""
Further kinds of values as Python that can be pasted, with the names of the modules that they need.

A value of ours is written so that it makes the value again; of an answer, whose class is the
student's own, the class's name and the fields.  ``inside`` writes the entries.
"""

import contextlib
import dataclasses
import datetime
import math
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

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
from grader.sandbox.wire.further.figures import DRAWN, Figure
from grader.sandbox.wire.further.files import TextFile
from grader.sandbox.wire.given_functions import CountedFunction, GivenFunction
from grader.sandbox.wire.keys import in_order
from grader.sandbox.wire.package_kinds import as_answer
from grader.sandbox.wire.values import Asked, Expression, ObjectArray, Opaque

__all__ = ["further_array", "further_literal", "named_literal", "times_as_read"]

Inside = Callable[[Any], str]
PLAIN = (str, bytes, range, Fraction, Decimal, datetime.date, datetime.time, datetime.timedelta)
UNTYPED = {"int64", "float64", "bool"}


def further_literal(value: Any, inside: Inside) -> str | None:
    """A value of a further kind as Python; None for one of another kind."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"np.{value}" if value > 0 or math.isnan(value) else f"-np.{-value}"
    if isinstance(value, complex) and not _reads_back(value):
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


def _reads_back(value: complex) -> bool:
    """Whether Python's own text of a complex number makes it again; of zeros it loses the sign."""
    parts = value.real, value.imag
    signed = any(part == 0 and math.copysign(1, part) < 0 for part in parts)
    return all(map(math.isfinite, parts)) and not signed and not (value.real == 0 > value.imag)


def _of_a_package(value: Any, inside: Inside) -> str | None:
    """A value of SciPy's or pandas', as what it would be as an answer."""
    if type(value).__module__.partition(".")[0] not in ("scipy", "pandas"):
        return None
    found = as_answer(value)
    writer = _WRITERS.get(type(found))
    return None if writer is None else writer(found, inside)


def further_array(value: np.ndarray[Any, Any], inside: Inside) -> str | None:
    """An array of what is no number as Python; None for an array of numbers."""
    module = sys.modules.get("numpy.ma")
    if module is not None and isinstance(value, module.MaskedArray):
        zero = np.zeros((), value.dtype)
        return _masked(Masked(value.filled(zero), module.getmaskarray(value)), inside)
    kind = value.dtype.kind
    if kind in "fc" and not np.isfinite(value).all():
        dtype = "" if value.dtype == np.float64 else f", dtype=np.{value.dtype.name}"
        return f"np.array({inside(value.tolist())}{dtype})"
    if kind not in "USOTMmV" or (kind == "V" and not value.dtype.names):
        return None
    if kind == "O" and any(isinstance(entry, (list, tuple, np.ndarray)) for entry in value.flat):
        return f"<array of shape {value.shape}, dtype object>"  # NumPy would look into them
    described = value.dtype.descr if kind == "V" else str(value.dtype)
    dtype = "object" if kind == "O" else repr(described)
    if not value.size:
        return f"np.zeros({value.shape}, dtype={dtype})"
    return f"np.array({inside(_rows(value))}, dtype={dtype})"


def _rows(value: np.ndarray[Any, Any]) -> Any:
    """The entries of an array as nested lists, times as NumPy reads them."""
    return times_as_read(value) if value.dtype.kind in "Mm" else value.tolist()


def times_as_read(value: np.ndarray[Any, Any]) -> Any:
    """
    Moments as text, spans and the moments that NumPy writes wrongly as numbers; nested lists.

    Counted in steps of more than one unit, a moment may be farther away than its text can tell:
    NumPy wrote another one before 2.5, and since then it refuses to.
    """
    if value.dtype.kind == "M":
        with contextlib.suppress(OverflowError):
            text = value.astype(str)
            if np.array_equal(text.astype(value.dtype), value, equal_nan=True):
                return text.tolist()
    return value.astype(np.int64).tolist()


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
    if value.dtype == "range":
        return f"pandas.RangeIndex({_range_of(value)}{_named(value, inside)})"
    if value.dtype == "object":
        entries = inside(_list(value.values))
        return f"pandas.Index({entries}, dtype=object{_named(value, inside)})"
    return f"pandas.Index({_column(value.values, value.dtype, inside)}{_named(value, inside)})"


def _range_of(value: Index) -> str:
    numbers = _list(value.values)
    step = numbers[1] - numbers[0] if len(numbers) > 1 else 1
    start = numbers[0] if numbers else 0
    return f"{start}, {start + step * len(numbers)}, {step}"


def _beside(index: Index, inside: Inside) -> str:
    """The argument that says the index, where it is not the usual one."""
    usual = index.dtype == "range" and index.name is None
    if usual and _list(index.values) == list(range(len(index.values))):
        return ""
    return f", index={_index(index, inside)}"


def _series(value: Series, inside: Inside) -> str:
    values = _column(value.values, value.dtype, inside)
    return f"pandas.Series({values}{_beside(value.index, inside)}{_named(value, inside)})"


def _frame(value: Frame, inside: Inside) -> str:
    names = labels(value.columns)
    keys = [inside(name) for name in names]
    if len(set(keys)) < len(keys) or value.columns.dtype == "several" or not keys:
        return f"<a DataFrame of {len(labels(value.index))} rows and {len(names)} columns>"
    columns = zip(keys, value.values, value.dtypes, strict=True)
    entries = ", ".join(f"{key}: {_column(v, kind, inside)}" for key, v, kind in columns)
    return f"pandas.DataFrame({{{entries}}}{_beside(value.index, inside)})"


def _named(value: Index | Series, inside: Inside) -> str:
    return "" if value.name is None else f", name={inside(value.name)}"


def _column(values: Any, kind: str, inside: Inside) -> str:
    """The values of a column, so that pandas takes them for the type that they had."""
    zone = kind.partition(", ")[2].rstrip("]")
    if zone:
        return f"pandas.DatetimeIndex({inside(values)}, tz='UTC').tz_convert({zone!r})"
    if kind == "category":
        return f"pandas.Categorical({inside(_list(values))})"
    if kind == "object":
        return f"pandas.Index({inside(_list(values))}, dtype=object)"
    if isinstance(values, np.ndarray):
        return inside(_list(values) if kind in UNTYPED and values.size else values)
    if kind == "str" and any(isinstance(entry, str) for entry in _list(values)):
        return inside(_list(values))
    return f"pandas.array({inside(_list(values))}, dtype={kind!r})"


def _list(values: Any) -> list[Any]:
    return list(values.tolist() if isinstance(values, np.ndarray) else values.items)


def _drawn(value: Any, inside: Inside) -> str:
    """What is drawn in a figure, in few words: nobody would paste all of it."""
    plots = value.axes if isinstance(value, Figure) else [value]
    drawn = [
        f"{len(found)} {kind if len(found) > 1 else kind.removesuffix('s')}"
        for kind in ("lines", "points", "bars", "errors", "images")
        if (found := [each for plot in plots for each in getattr(plot, kind, ())])
    ]
    if further := sum(getattr(plot, "further", 0) for plot in plots):
        drawn.append(f"{further} further")
    what = "a figure" if isinstance(value, Figure) else type(value).__name__
    texts = ", ".join(inside(text) for p in plots for text in _texts(p) if text)
    return f"<{what}: {', '.join(filter(None, [*drawn, texts])) or 'empty'}>"


def _texts(plot: Any) -> list[str]:
    return [getattr(plot, name, "") for name in ("title", "xlabel", "ylabel", "label")]


_WRITERS: dict[type, Callable[[Any, Inside], str]] = {
    Record: _record,
    Iteration: _iteration,
    Masked: _masked,
    Sparse: _sparse,
    Index: _index,
    Series: _series,
    Frame: _frame,
    **dict.fromkeys(DRAWN, _drawn),
    TextFile: lambda value, _: repr(value),
    GivenFunction: lambda value, _: repr(value),
    CountedFunction: lambda value, _: repr(value),
    Asked: lambda _, __: "<the given function>",
}
