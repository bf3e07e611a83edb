"""
What arrives of values that Python, NumPy, SciPy and pandas have classes of their own for.

No class is looked up by a name that came from the other side, and none of these derives from
``ndarray``: where a masked array stood for an array, its mask would hide wrong entries from a
comparison.  So an answer becomes one of the classes here, which hold names, base types and fresh
arrays.  What the grader itself sent becomes the real thing, on the student's side and on ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

__all__ = [
    "MOST_TAKEN",
    "Frame",
    "Index",
    "Iteration",
    "Masked",
    "NamedEntries",
    "Record",
    "Series",
    "Sparse",
    "held",
    "labels",
]

MOST_TAKEN = 1_000  # entries of an iterator, which may have no end

MOST_DENSE = 2 << 20  # numbers of a sparse matrix that is written out

_Array = np.ndarray[Any, Any]


class Record:
    """An instance of a dataclass, as its class's name and its fields, read as attributes."""

    __slots__ = ("_record_fields", "_record_name")
    _record_name: str
    _record_fields: dict[str, Any]

    def __init__(self, name: str, fields: dict[str, Any]) -> None:
        self._record_name = name
        self._record_fields = fields

    def __getattr__(self, name: str) -> Any:
        if name in Record.__slots__ or name not in self._record_fields:
            raise AttributeError(name)
        return self._record_fields[name]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        mine, others = (r._record_fields for r in (self, other))
        return self._record_name == other._record_name and mine == others

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return _with_fields(self._record_name, self._record_fields)


class NamedEntries(tuple[Any, ...]):
    """A namedtuple, as a tuple that also knows its class's name and those of its entries."""

    _name: str
    _fields: tuple[str, ...]

    def __new__(
        cls, entries: Any = (), name: str = "", fields: tuple[str, ...] = ()
    ) -> "NamedEntries":
        """The entries, with the name of their class and their own names."""
        made = super().__new__(cls, entries)
        made._name, made._fields = name, fields
        return made

    def __getattribute__(self, name: str) -> Any:
        # An entry may be called as a method of tuples is: ``count``, ``index``.
        if not name.startswith("_") and name in (fields := self._fields):
            return self[fields.index(name)]
        return super().__getattribute__(name)

    def __repr__(self) -> str:
        return _with_fields(self._name, dict(zip(self._fields, self, strict=False)))


def _with_fields(name: str, fields: dict[str, Any]) -> str:
    return f"{name}({', '.join(f'{key}={value!r}' for key, value in fields.items())})"


@dataclass(frozen=True, slots=True)
class Iteration:
    """
    The first entries that an iterator gave, and whether it gave no more.

    ``next`` takes one after the other, and what is iterated over are those that are left.
    """

    entries: list[Any]
    ended: bool = True
    _taken: list[Any] = field(default_factory=list, init=False, compare=False, repr=False)

    def begin(self) -> None:
        """Begin anew: who is given an answer has taken none of it."""
        self._taken.clear()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.entries[len(self._taken) :])

    def __next__(self) -> Any:
        place = len(self._taken)
        if place < len(self.entries):
            self._taken.append(None)
            return self.entries[place]
        if self.ended:
            raise StopIteration(f"it gave only {place} entries")
        raise RuntimeError(f"the sheet takes more than {place} entries of an iterator")


@dataclass(frozen=True, slots=True, eq=False)
class Masked:
    """A masked array: its values, which are 0 where the mask is true, and the mask."""

    values: _Array
    mask: _Array


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """
    A sparse matrix of SciPy's.

    Attributes
    ----------
    format : str
        ``csr``, ``coo``, …, as SciPy calls it.
    is_array : bool
        Whether it is a ``csr_array`` and no ``csr_matrix``.
    shape : tuple of int
    coordinates : tuple of arrays
        Along each axis where the stored entries are, row by row, each place once.
    values : array
        The stored entries.
    """

    format: str
    is_array: bool
    shape: tuple[int, ...]
    coordinates: tuple[_Array, ...]
    values: _Array

    def dense(self) -> _Array:
        """The whole array; a ValueError for one that would take too much memory."""
        if np.prod(self.shape, dtype=float) > MOST_DENSE:
            raise ValueError(f"a sparse matrix of shape {self.shape} is too large to write out")
        whole = np.zeros(self.shape, self.values.dtype)
        whole[self.coordinates] = self.values
        return whole


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """
    An Index of pandas.

    Attributes
    ----------
    values : array or ObjectArray
        Its labels; tuples for a MultiIndex.
    name : any value, or a tuple of names
    dtype : str
        What pandas calls the type of its values: ``"int64"``, ``"str"``, ``"category"``.
    """

    values: Any
    name: Any = None
    dtype: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A Series of pandas, with values and dtype as those of an Index."""

    values: Any
    index: Index
    name: Any = None
    dtype: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A DataFrame of pandas: the labels of its columns, and each column's values and dtype."""

    index: Index
    columns: Index
    values: tuple[Any, ...]
    dtypes: tuple[str, ...] = field(default=())

    def __getitem__(self, label: Any) -> Series:
        """The column of that label; a KeyError where there is none, or more than one."""
        places = [n for n, each in enumerate(labels(self.columns)) if each == label]
        if len(places) != 1:
            raise KeyError(label)
        return Series(self.values[places[0]], self.index, label, self.dtypes[places[0]])


def labels(index: Index) -> list[Any]:
    """The labels of an Index as a list."""
    values = index.values
    return list(values.tolist() if isinstance(values, np.ndarray) else values.items)


def held(argument: Any) -> Any:
    """An argument that can be written more than once: an iterator's entries, which are taken."""
    if isinstance(argument, Iteration) or not hasattr(type(argument), "__next__"):
        return argument
    entries = list(islice(argument, MOST_TAKEN + 1))
    return Iteration(entries[:MOST_TAKEN], len(entries) <= MOST_TAKEN)
