"""
Bars, histograms and error bars, whichever way Matplotlib draws them.

A histogram is rectangles, one outline, or an outline that is filled; to who reads it, it is the
same.  So an outline with right angles is read as the bars that it goes around.
"""

from typing import Any

import numpy as np

from grader.sandbox.wire.bounds import LONGEST_LABEL, MOST_DRAWN

__all__ = ["bars_of", "errors_of", "floats", "label", "outlined", "text"]

_Array = np.ndarray[Any, Any]
Bars = tuple[_Array, _Array, _Array, _Array, str, bool]
"""Middles from left to right, bottoms, widths, heights, a label, whether they lie down."""
Errors = tuple[_Array, _Array, _Array, _Array, _Array, _Array, str]
"""Points x and y, how far it reaches to the left, to the right, below, above, and a label."""
NONE = np.zeros((0, 2, 2))


def floats(values: Any) -> _Array:
    """Numbers as float64, masked ones as NaN."""
    return np.array(np.ma.asarray(values, dtype=np.float64).filled(np.nan))


def label(value: Any) -> str:
    """What a drawn thing is called; what Matplotlib calls it itself is no label."""
    called = text(value.get_label() or "")
    return "" if called.startswith("_") else called


def text(value: Any) -> str:
    """The beginning of a text."""
    return str(value)[:LONGEST_LABEL]


def bars_of(container: Any) -> Bars:
    """The bars of ``bar``, ``barh``, or of a histogram that is made of them."""
    bars = container.patches
    if len(bars) > MOST_DRAWN:
        raise ValueError(f"more than {MOST_DRAWN} parts")
    placed = [(b.get_x(), b.get_y(), b.get_width(), b.get_height()) for b in bars]
    left, bottom, width, height = floats(placed).reshape(-1, 4).T.copy()
    horizontal = getattr(container, "orientation", "vertical") == "horizontal"
    called = label(container) or "".join(map(label, bars[:1]))  # of a histogram, on its first bar
    return (left + width / 2, bottom, width, height, called, horizontal)


def outlined(patch: Any) -> Bars | None:
    """The bars that a patch goes around; None for a patch of another shape."""
    kind = type(patch).__name__
    if kind == "StepPatch":
        values, edges, baseline = map(floats, patch.get_data())
        base = np.broadcast_to(np.nan_to_num(baseline), values.shape)
        return _bars(edges, base, values - base, label(patch), patch.orientation == "horizontal")
    if kind != "Polygon":
        return None
    corners = floats(patch.get_xy())
    for horizontal in (False, True):
        found = _around(corners[:, ::-1] if horizontal else corners)
        if found is not None:
            return _bars(*found, label(patch), horizontal)
    return None


def _around(corners: _Array) -> tuple[_Array, _Array, _Array] | None:
    """
    Edges, bottoms and heights of the bars that an outline goes around, on top and then below.

    An outline that is not closed below is told from the height at which it begins and ends, and
    from 0 where that is not the same.
    """
    count = len(corners)
    n, closed = ((count - 1) // 4, True) if count % 2 else ((count - 2) // 2, False)
    if n < 1 or count != (4 * n + 1 if closed else 2 * n + 2):
        return None
    (across, up), ends = corners.T, 2 * n + 2
    edges, tops = across[:ends:2], up[1 : ends - 1 : 2]
    pairs = np.array_equal(edges, across[1:ends:2]) and np.array_equal(tops, up[2:ends:2])
    if not pairs or not (np.diff(edges) > 0).all():
        return None
    level = up[0] if up[0] == up[ends - 1] else 0.0
    bottoms = up[ends - 1 :: 2][:n][::-1] if closed else np.full(n, level)
    return edges, bottoms, tops - bottoms


def _bars(edges: _Array, bottoms: _Array, heights: _Array, called: str, horizontal: bool) -> Bars:
    widths = np.diff(edges)
    if horizontal:
        return (bottoms + heights / 2, edges[:-1], heights, widths, called, horizontal)
    return edges[:-1] + widths / 2, np.array(bottoms), widths, heights, called, horizontal


def errors_of(container: Any) -> Errors:
    """What ``errorbar`` has drawn, or ``bar`` with ``yerr``."""
    joined, _, lines = container.lines
    across = _segments(lines[0]) if container.has_xerr else NONE
    up = _segments(lines[-1]) if container.has_yerr else NONE
    if joined is not None:
        x, y = floats(joined.get_xdata(False)), floats(joined.get_ydata(False))
    else:
        x, y = (across if len(across) else up).mean(axis=1).T.copy()
    left, right = _reach(x, y, across)
    below, above = _reach(y, x, up[:, :, ::-1])
    return x, y, left, right, below, above, label(container)


def _segments(lines: Any) -> _Array:
    """Begin and end of each, (N, 2, 2); of a point that is no number there is none."""
    found = [each for each in map(floats, lines.get_segments()) if each.shape == (2, 2)]
    return np.array(found) if found else NONE


def _reach(along: _Array, beside: _Array, segments: _Array) -> tuple[_Array, _Array]:
    """How far the segments reach from each point, backwards and forwards; both are in order."""
    back, forth = np.zeros(len(along)), np.zeros(len(along))
    point = 0
    for (start, level), (end, _) in segments:
        while point < len(along) and not (beside[point] == level and start <= along[point] <= end):
            point += 1
        if point < len(along):
            back[point], forth[point] = along[point] - start, end - along[point]
            point += 1
    return back, forth
