"""
A figure of points and a line.

Write ``plot_fit(x, y, slope, intercept)``: a figure of Matplotlib's with one plot, in which the
points are drawn with ``scatter`` and the line with ``plot``, from the smallest to the largest x.
Both axes have a label.
"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import assert_close, assert_labelled, axes, model, points

ID = "5"
TITLE = "A figure"
numbers = st.lists(st.integers(-9, 9), min_size=2, max_size=5, unique=True).map(np.array)


@model
def plot_fit(x, y, slope: float, intercept: float):
    """A figure with the points, the line ``slope * x + intercept``, and labels."""
    from matplotlib.figure import Figure

    figure, ends = Figure(), np.array([min(x), max(x)])
    plot = figure.subplots(subplot_kw={"xlabel": "x", "ylabel": "y"})
    plot.scatter(x, y)
    plot.plot(ends, slope * ends + intercept)
    return figure


@points(2, "plot_fit")
@given(x=numbers, slope=st.integers(-3, 3), shift=st.integers(-3, 3))
def test_data(student, x, slope, shift):
    """One plot has the points, and one line as it should be from the smallest to the largest x."""
    (plot,) = axes(student.plot_fit(x, x**2, slope, shift))
    (cloud,), (line,) = plot.points, plot.lines
    assert_close(np.array([cloud.x, cloud.y]), np.array([x, x**2]))
    assert_close([min(line.x), max(line.x)], [min(x), max(x)])
    assert_close(line.y, slope * line.x + shift)


@points(1, "plot_fit")
def test_labels(student):
    """Both axes have a label."""
    assert_labelled(student.plot_fit(np.array([0, 1]), np.array([0, 1]), 1, 0))
