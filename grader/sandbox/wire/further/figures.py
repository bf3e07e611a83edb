"""
What a figure of Matplotlib's shows: its texts, its scales, and the numbers that are drawn.

A picture cannot be judged, and what was drawn can.  So a figure, or axes of one, crosses as data:
of each axes what it is labelled with, and the lines, bars, points and images in it.  Matplotlib is
not imported to find out that a value is none of its own: whoever made one has imported it.
"""

import contextlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

import numpy as np

from grader.sandbox.wire.bounds import MAX_BLOB
from grader.sandbox.wire.tags import Mode, Tag, Write, opaque

__all__ = [
    "DRAWN",
    "EXACT",
    "READERS",
    "Axes",
    "Bars",
    "Figure",
    "Image",
    "Line",
    "Points",
    "close_figures",
    "of_matplotlib",
]

MOST_AXES, MOST_DRAWN, LONGEST_TEXT = 50, 1_000, 300

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
    """Bars, of a histogram too: ``x`` their middles, ``bottom``, ``width`` and ``height``."""

    x: _Array
    bottom: _Array
    width: _Array
    height: _Array
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
    lines, points, bars, images : tuples of what is drawn, in order
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


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A figure: its title and its axes, in order."""

    title: str
    axes: tuple[Axes, ...]


DRAWN: tuple[type, ...] = (Figure, Axes, Line, Points, Bars, Image)
_NAMES = {kind.__name__: kind for kind in DRAWN}


def of_matplotlib(value: Any, write: Write) -> Any:
    """A figure or axes of Matplotlib's; NotImplemented for anything else."""
    figure, axes = sys.modules.get("matplotlib.figure"), sys.modules.get("matplotlib.axes")
    if figure is not None and issubclass(type(value), figure.Figure):
        found: Any = _figure(value)
        close_figures(value)
    elif axes is not None and issubclass(type(value), axes.Axes):
        found = _axes(value)
        close_figures(value.figure)
    else:
        return NotImplemented
    return _drawn(found, write)


def close_figures(which: Any = "all") -> None:
    """Let pyplot forget its figures, or one of them: it keeps all that were ever made."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        with contextlib.suppress(Exception):  # somebody has changed it
            pyplot.close(which)


def _figure(value: Any) -> Figure:
    title = getattr(value, "_suptitle", None)
    axes = tuple(map(_axes, _few(value.axes, MOST_AXES)))
    return Figure("" if title is None else _text(title.get_text()), axes)


def _axes(value: Any) -> Axes:
    legend = value.get_legend()
    return Axes(
        _text(value.get_title()),
        _text(value.get_xlabel()),
        _text(value.get_ylabel()),
        _text(value.get_xscale()),
        _text(value.get_yscale()),
        () if legend is None else tuple(_text(t.get_text()) for t in _few(legend.get_texts())),
        tuple(map(_line, _few(value.lines))),
        tuple(_points(c) for c in _few(value.collections) if type(c).__name__ == "PathCollection"),
        tuple(_bars(c) for c in _few(value.containers) if type(c).__name__ == "BarContainer"),
        tuple(Image(_numbers(i.get_array())) for i in _few(value.images)),
    )


def _line(value: Any) -> Line:
    return Line(_floats(value.get_xdata(False)), _floats(value.get_ydata(False)), _label(value))


def _points(value: Any) -> Points:
    places = _floats(value.get_offsets())
    return Points(places[:, 0].copy(), places[:, 1].copy(), _label(value))


def _bars(value: Any) -> Bars:
    bars = [(b.get_x(), b.get_y(), b.get_width(), b.get_height()) for b in _few(value.patches)]
    left, bottom, width, height = _floats(bars).reshape(-1, 4).T.copy()
    return Bars(left + width / 2, bottom, width, height, _label(value))


def _few(values: Iterable[Any], most: int = MOST_DRAWN) -> list[Any]:
    found = list(islice(values, most + 1))
    if len(found) > most:
        raise ValueError(f"more than {most} parts")
    return found


def _numbers(values: Any) -> _Array:
    """An array whose masked entries are NaN, or 0 where there is no NaN."""
    array = np.ma.asarray(values)
    return np.array(array.filled(np.nan if array.dtype.kind in "fc" else 0))


def _floats(values: Any) -> _Array:
    return np.array(np.ma.asarray(values, dtype=np.float64).filled(np.nan))


def _label(value: Any) -> str:
    """What a drawn thing is called; what Matplotlib calls it itself is no label."""
    label = _text(value.get_label() or "")
    return "" if label.startswith("_") else label


def _text(value: Any) -> str:
    return str(value)[:LONGEST_TEXT]


def _drawn(value: Any, write: Write) -> Any:
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
    return _sure_text(part)


def _sure_text(part: Any) -> str:
    if type(part) is not str or len(part) > LONGEST_TEXT:
        raise ValueError("a figure without a text")
    return part


def _reader(kind: type) -> Callable[[Any], Any]:
    return lambda tree: _made(kind, tree)


_ARRAYS = {"x", "y", "bottom", "width", "height", "values"}
_TUPLES: Mapping[str, Callable[[Any], Any]] = {
    "legend": _sure_text,
    "axes": _reader(Axes),
    "lines": _reader(Line),
    "points": _reader(Points),
    "bars": _reader(Bars),
    "images": _reader(Image),
}
EXACT: dict[type, Callable[[Any, Write], Any]] = dict.fromkeys(DRAWN, _drawn)
READERS: dict[int, Callable[[list[Any], Mode], Any]] = {Tag.DRAWN: _read}
