"""
What a figure of Matplotlib's shows, read from its objects.

Matplotlib is not imported to find out that a value is none of its own: whoever made one has
imported it.  This runs in a student's process, on what the student has drawn.
"""

import contextlib
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np

from grader.sandbox.wire.bounds import MOST_DRAWN
from grader.sandbox.wire.further.drawn_bars import bars_of, errors_of, floats, label, outlined, text
from grader.sandbox.wire.further.figures import (
    Axes,
    Bars,
    Errors,
    Figure,
    Image,
    Line,
    Points,
    written,
)
from grader.sandbox.wire.tags import Write

__all__ = ["close_figures", "of_matplotlib"]

MOST_AXES = 50

_Array = np.ndarray[Any, Any]


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
    return written(found, write)


def close_figures(which: Any = "all") -> None:
    """Let pyplot forget its figures, or one of them: it keeps all that were ever made."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        with contextlib.suppress(Exception):  # somebody has changed it
            pyplot.close(which)


def _figure(value: Any) -> Figure:
    title = getattr(value, "_suptitle", None)
    axes = tuple(map(_axes, _few(value.axes, MOST_AXES)))
    return Figure("" if title is None else text(title.get_text()), axes)


def _axes(value: Any) -> Axes:
    legend, containers = value.get_legend(), _few(value.containers)
    bars, errors = (_named(containers, name) for name in ("BarContainer", "ErrorbarContainer"))
    points = _named(_few(value.collections), "PathCollection")
    of_bars = {id(patch) for each in bars for patch in each.patches}
    outlines = [outlined(each) for each in _few(value.patches) if id(each) not in of_bars]
    known = len(points) + sum(len(each.lines[2]) for each in errors)
    return Axes(
        text(value.get_title()),
        text(value.get_xlabel()),
        text(value.get_ylabel()),
        text(value.get_xscale()),
        text(value.get_yscale()),
        () if legend is None else tuple(text(t.get_text()) for t in _few(legend.get_texts())),
        _lines(value, errors),
        tuple(map(_points, points)),
        tuple(Bars(*each) for each in (*map(bars_of, bars), *filter(None, outlines))),
        tuple(Image(_numbers(i.get_array())) for i in _few(value.images)),
        tuple(Errors(*errors_of(each)) for each in errors),
        len(value.collections) - known + outlines.count(None),
    )


def _named(found: Sequence[Any], name: str) -> list[Any]:
    return [each for each in found if type(each).__name__ == name]


def _lines(value: Any, errors: Sequence[Any]) -> tuple[Line, ...]:
    """The lines but for the caps of error bars; what joins the points is called as these are."""
    caps = {id(cap) for each in errors for cap in each.lines[1]}
    labels = {id(each.lines[0]): label(each) for each in errors}
    lines = [each for each in _few(value.lines) if id(each) not in caps]
    return tuple(_line(each, label(each) or labels.get(id(each), "")) for each in lines)


def _line(value: Any, called: str) -> Line:
    return Line(floats(value.get_xdata(False)), floats(value.get_ydata(False)), called)


def _points(value: Any) -> Points:
    places = floats(value.get_offsets())
    return Points(places[:, 0].copy(), places[:, 1].copy(), label(value))


def _few(values: Iterable[Any], most: int = MOST_DRAWN) -> list[Any]:
    found = list(islice(values, most + 1))
    if len(found) > most:
        raise ValueError(f"more than {most} parts")
    return found


def _numbers(values: Any) -> _Array:
    """An array whose masked entries are NaN, or 0 where there is no NaN."""
    array = np.ma.asarray(values)
    return np.array(array.filled(np.nan if array.dtype.kind in "fc" else 0))
