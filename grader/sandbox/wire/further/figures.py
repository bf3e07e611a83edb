"""
What a figure shows, as data: its texts, its scales, and the numbers that are drawn.

A picture cannot be judged, and what was drawn can.  So a figure, or axes of one, crosses as data:
of each axes what it is labelled with, and the lines, bars, points and images in it.  Each part of
what arrives is checked, and nothing is looked up by its name but the classes here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from grader.sandbox.wire.bounds import LONGEST_LABEL, MAX_BLOB, MOST_DRAWN
from grader.sandbox.wire.tags import Mode, Tag, Write, opaque

__all__ = [
    "DRAWN",
    "EXACT",
    "READERS",
    "Axes",
    "Bars",
    "Errors",
    "Figure",
    "Image",
    "Line",
    "Points",
    "written",
]

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line: its points, arrays ``x`` and ``y`` of float64, and its label."""

    x: _Array
    y: _Array
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """The points of a scatter plot: arrays ``x`` and ``y`` of float64, and their label."""

    x: _Array
    y: _Array
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """
    Bars, or a histogram of any style.

    Attributes
    ----------
    x, bottom, width, height : arrays of float64
        Where each has its middle from left to right, and where it begins below.
    label : str
    horizontal : bool
        Whether they stand one above the other, as those of ``barh``.
    """

    x: _Array
    bottom: _Array
    width: _Array
    height: _Array
    label: str
    horizontal: bool = False

    @property
    def places(self) -> _Array:
        """Where they stand side by side: the middles along the axis on which that is."""
        return self.bottom + self.height / 2 if self.horizontal else self.x

    @property
    def lengths(self) -> _Array:
        """How long each is, along the other axis."""
        return self.width if self.horizontal else self.height


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """
    Error bars: ``x`` and ``y`` of the points, and how far each reaches from there.

    ``left``, ``right``, ``below`` and ``above`` are 0 where no error was drawn.  Where the points
    themselves are not drawn, they are taken to be in the middle.
    """

    x: _Array
    y: _Array
    left: _Array
    right: _Array
    below: _Array
    above: _Array
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """An image: its array, (H, W) or (H, W, C), as it was given."""

    values: _Array


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """
    One plot of a figure.

    Attributes
    ----------
    title, xlabel, ylabel : str
        Empty where there is none.
    xscale, yscale : str
        ``"linear"``, ``"log"``, …
    legend : tuple of str
        Its texts; none where there is no legend.
    lines, points, bars, images, errors : tuples of what is drawn, in order
    further : int
        How many things are drawn beside these.
    """

    title: str
    xlabel: str
    ylabel: str
    xscale: str
    yscale: str
    legend: tuple[str, ...]
    lines: tuple[Line, ...]
    points: tuple[Points, ...]
    bars: tuple[Bars, ...]
    images: tuple[Image, ...]
    errors: tuple[Errors, ...] = ()
    further: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A figure: its title and its axes, in order."""

    title: str
    axes: tuple[Axes, ...]


DRAWN: tuple[type, ...] = (Figure, Axes, Line, Points, Bars, Errors, Image)
_NAMES = {kind.__name__: kind for kind in DRAWN}


def written(value: Any, write: Write) -> Any:
    """What is drawn, as it is sent; its description where that is too much."""
    if _size(value) > MAX_BLOB:
        return opaque(f"a {type(value).__name__} of more than 16 MB")
    return [Tag.DRAWN, type(value).__name__, write(_tree(value))]


def _size(value: Any) -> int:
    if isinstance(value, tuple):
        return sum(map(_size, value))
    if isinstance(value, np.ndarray):
        return value.nbytes
    return sum(map(_size, _parts(value).values())) if isinstance(value, DRAWN) else 0


def _parts(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _tree(value: Any) -> Any:
    """What is drawn as dicts, lists, texts and arrays."""
    if isinstance(value, tuple):
        return list(map(_tree, value))
    if isinstance(value, DRAWN):
        return {name: _tree(part) for name, part in _parts(value).items()}
    return value


def _read(entries: list[Any], _: Mode) -> Any:
    name, tree = entries
    return _made(_NAMES[name], tree)


def _made(kind: type, tree: Any) -> Any:
    """One of the classes above, of whose parts each is checked."""
    if type(tree) is not dict or tree.keys() != {field.name for field in fields(kind)}:
        raise ValueError("a figure without its parts")
    made = {name: _part(name, part) for name, part in tree.items()}
    arrays = [part for part in made.values() if isinstance(part, np.ndarray)]
    if kind is not Image and len({part.shape for part in arrays}) > 1:
        raise ValueError("a figure with parts of several lengths")
    return kind(**made)


def _part(name: str, part: Any) -> Any:
    if name in _TUPLES:
        if type(part) is not list or len(part) > MOST_DRAWN:
            raise ValueError("a figure without a list")
        return tuple(_TUPLES[name](each) for each in part)
    if name in _ARRAYS:
        if type(part) is not np.ndarray or part.dtype.kind not in "biuf":
            raise ValueError("a figure without numbers")
        return part
    if name in _SCALARS:
        if type(part) is not _SCALARS[name] or (isinstance(part, int) and part < 0):
            raise ValueError("a figure without a count")
        return part
    return _sure_text(part)


def _sure_text(part: Any) -> str:
    if type(part) is not str or len(part) > LONGEST_LABEL:
        raise ValueError("a figure without a text")
    return part


def _reader(kind: type) -> Callable[[Any], Any]:
    return lambda tree: _made(kind, tree)


_ARRAYS = {"x", "y", "bottom", "width", "height", "left", "right", "below", "above", "values"}
_SCALARS: Mapping[str, type] = {"horizontal": bool, "further": int}
_TUPLES: Mapping[str, Callable[[Any], Any]] = {
    "legend": _sure_text,
    "axes": _reader(Axes),
    "lines": _reader(Line),
    "points": _reader(Points),
    "bars": _reader(Bars),
    "images": _reader(Image),
    "errors": _reader(Errors),
}
EXACT: dict[type, Callable[[Any, Write], Any]] = dict.fromkeys(DRAWN, written)
READERS: dict[int, Callable[[list[Any], Mode], Any]] = {Tag.DRAWN: _read}
