"""
What SciPy and pandas have classes for: sparse matrices, Series, Index, DataFrame.

Neither package is imported to find out that a value is none of its own: whoever made one has
imported it.  It is imported only to make one for a function that is given it.  An extension type
of pandas crosses as its plain values, which for a category are its labels, and by its name.
"""

import re
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.sandbox.wire.bounds import MAX_TEXT
from grader.sandbox.wire.containers import Frame, Index, Series, Sparse, labels
from grader.sandbox.wire.tags import Mode, Tag, Write, opaque, whole
from grader.sandbox.wire.values import ObjectArray

__all__ = ["EXACT", "READERS", "of_a_package"]

FORMATS = frozenset("bsr coo csc csr dia dok lil".split())
MOST_COLUMNS, LONGEST_SIDE = 2_000, 1 << 31
RANGE, SEVERAL = "range", "several"  # what a RangeIndex and a MultiIndex are called here
_ZONED = re.compile(r"datetime64\[\w{1,3}, ([\w/+:-]{1,60})\]")
_NAMED = re.compile(r"category|str|string|boolean|U?Int(8|16|32|64)|Float(32|64)")

_Array = np.ndarray[Any, Any]


def of_a_package(value: Any, write: Write) -> Any:
    """A sparse matrix or one of pandas' objects; NotImplemented for anything else."""
    sparse, pandas = sys.modules.get("scipy.sparse"), sys.modules.get("pandas")
    if sparse is not None and issubclass(type(value), (sparse.sparray, sparse.spmatrix)):
        return _sparse(value, write, sparse)
    if pandas is None:
        return NotImplemented
    for kind, packer in (("DataFrame", _frame), ("Series", _series), ("Index", _index)):
        if issubclass(type(value), getattr(pandas, kind, ())):
            return packer(value, write)
    return NotImplemented


def _sparse(value: Any, write: Write, sparse: Any) -> Any:
    is_array = isinstance(value, sparse.sparray)
    entries = (sparse.coo_array if is_array else sparse.coo_matrix)(value, copy=True)
    entries.sum_duplicates()
    coordinates = [np.asarray(places, np.int64) for places in entries.coords]
    order = np.lexsort(coordinates[::-1])
    found = Sparse(
        str(value.format),
        is_array,
        tuple(map(int, entries.shape)),
        tuple(places[order] for places in coordinates),
        np.asarray(entries.data)[order],
    )
    return _sparse_again(found, write)


def _sparse_again(value: Sparse, write: Write) -> Any:
    arrays = map(write, (value.values, *value.coordinates))
    return whole([Tag.SPARSE, value.format, value.is_array, write(list(value.shape)), *arrays])


def _frame(value: Any, write: Write) -> Any:
    if value.shape[1] > MOST_COLUMNS:
        return opaque(f"a DataFrame of {value.shape[1]} columns")
    # Numbers are read in the order in which they were written, so here the order counts.
    tree = [Tag.FRAME, _index(value.index, write), _index(value.columns, write)]
    for place in range(value.shape[1]):
        tree += _values(value.iloc[:, place], write)
    return whole(tree)


def _series(value: Any, write: Write) -> Any:
    index, name = _index(value.index, write), write(value.name)
    return whole([Tag.SERIES, index, name, *_values(value, write)])


def _index(value: Any, write: Write) -> Any:
    pandas = sys.modules["pandas"]
    if isinstance(value, pandas.MultiIndex):
        return whole([Tag.INDEX, write(tuple(value.names)), SEVERAL, write(value.to_numpy())])
    name = write(value.name)
    kind, values = _values(value, write)
    kind = RANGE if isinstance(value, pandas.RangeIndex) else kind
    return whole([Tag.INDEX, name, kind, values])


def _values(value: Any, write: Write) -> tuple[str, Any]:
    """What pandas calls the type of a Series or an Index, and its plain values."""
    kind = str(value.dtype)[:80]
    if isinstance(value.dtype, np.dtype):
        return kind, write(value.to_numpy())
    if getattr(value.dtype, "tz", None) is not None:
        return kind, write(value.to_numpy(dtype=f"datetime64[{value.dtype.unit}]"))
    if kind == "category":
        return kind, write(np.asarray(value))
    return kind, write(value.to_numpy(dtype=object, na_value=None))


def _index_again(value: Index, write: Write) -> Any:
    return [Tag.INDEX, write(value.name), value.dtype, write(value.values)]


def _series_again(value: Series, write: Write) -> Any:
    index, name = write(value.index), write(value.name)
    return [Tag.SERIES, index, name, value.dtype, write(value.values)]


def _frame_again(value: Frame, write: Write) -> Any:
    tree = [Tag.FRAME, write(value.index), write(value.columns)]
    for kind, values in zip(value.dtypes, value.values, strict=True):
        tree += kind, write(values)
    return tree


def _read_sparse(entries: list[Any], mode: Mode) -> Any:
    form, is_array, shape, values, *coordinates = entries
    if form not in FORMATS or type(is_array) is not bool or not len(shape) == len(coordinates) > 0:
        raise ValueError("a sparse matrix of another form")
    if not all(type(side) is int and 0 <= side < LONGEST_SIDE for side in shape):
        raise ValueError("a sparse matrix without a shape")
    if values.dtype.char not in "?bBhHiIlLqQfdFD" or values.ndim != 1 or len(shape) > 2:
        raise ValueError("a sparse matrix without entries")
    for places, side in zip(coordinates, shape, strict=True):
        if places.dtype != np.int64 or places.shape != values.shape:
            raise ValueError("entries without places")
        if places.size and not 0 <= places.min() <= places.max() < side:
            raise ValueError("entries outside of a sparse matrix")
    found = Sparse(form, is_array, tuple(shape), tuple(coordinates), values)
    return found if mode is Mode.ANSWER else _made_sparse(found)


def _made_sparse(found: Sparse) -> Any:
    from scipy import sparse

    kind = sparse.coo_array if found.is_array else sparse.coo_matrix
    return kind((found.values, found.coordinates), found.shape).asformat(found.format)


def _column(kind: Any, values: Any, rows: int | None = None) -> int:
    """How many values a column has; refuses what is none."""
    flat = type(values) is np.ndarray and values.ndim == 1
    if not flat and not (isinstance(values, ObjectArray) and type(values.items) is list):
        raise ValueError("a column without values")
    found = len(values if flat else values.items)
    if type(kind) is not str or len(kind) > MAX_TEXT or rows not in (None, found):
        raise ValueError("a column of another length")
    return found


def _read_index(entries: list[Any], mode: Mode) -> Any:
    name, kind, values = entries
    if mode is Mode.ANSWER:
        _column(kind, values)
        return Index(values, name, kind)
    import pandas

    if kind == RANGE:
        step = int(values[1] - values[0]) if len(values) > 1 else 1
        start = int(values[0]) if len(values) else 0
        return pandas.RangeIndex(start, start + step * len(values), step, name=name)
    if kind == SEVERAL:
        return pandas.MultiIndex.from_tuples(list(values), names=name)
    return pandas.Index(_extended(values, kind), name=name)


def _read_series(entries: list[Any], mode: Mode) -> Any:
    index, name, kind, values = entries
    if mode is Mode.ANSWER:
        _column(kind, values, len(labels(_sure(index))))
        return Series(values, index, name, kind)
    import pandas

    return pandas.Series(_extended(values, kind), index=index, name=name)


def _read_frame(entries: list[Any], mode: Mode) -> Any:
    index, columns, *parts = entries
    kinds, values = tuple(parts[::2]), tuple(parts[1::2])
    if mode is Mode.ANSWER:
        rows = len(labels(_sure(index)))
        if not len(labels(_sure(columns))) == len(kinds) == len(values) <= MOST_COLUMNS:
            raise ValueError("columns without labels")
        for kind, column in zip(kinds, values, strict=True):
            _column(kind, column, rows)
        return Frame(index, columns, values, kinds)
    import pandas

    made = [_extended(column, kind) for kind, column in zip(kinds, values, strict=True)]
    frame = pandas.DataFrame(dict(enumerate(made)), index=index)
    frame.columns = columns
    return frame


def _sure(index: Any) -> Index:
    if not isinstance(index, Index):
        raise ValueError("labels that are none")  # noqa: TRY004 - a reader's errors are ValueErrors
    return index


def _extended(values: Any, kind: str) -> Any:
    """Values of the type that pandas called so, where it is one of those that are known."""
    import pandas

    zoned = _ZONED.fullmatch(kind)
    if zoned:
        return pandas.DatetimeIndex(values, tz="UTC").tz_convert(zoned.group(1))
    if kind == "object":
        return pandas.Index(values, dtype=object)
    return pandas.array(values, dtype=kind) if _NAMED.fullmatch(kind) else values


EXACT: dict[type, Callable[[Any, Write], Any]] = {
    Sparse: _sparse_again,
    Index: _index_again,
    Series: _series_again,
    Frame: _frame_again,
}
READERS: dict[int, Callable[[list[Any], Mode], Any]] = {
    Tag.SPARSE: _read_sparse,
    Tag.INDEX: _read_index,
    Tag.SERIES: _read_series,
    Tag.FRAME: _read_frame,
}
