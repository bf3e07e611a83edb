"""When two answers say the same without being equal."""

import numpy as np

from grader.authoring import axes, real

__all__ = ["LIKENESS"]


def near_each_other(one, other):
    """Two places that may both be called the root."""
    return abs(real(one) - real(other)) < 3e-6


def same_plot(one, other):
    """Points and lines between the same places, and labels on the same axes."""
    (first,), (second,) = axes(one), axes(other)
    spans = [np.sort([span(p) for p in (*a.points, *a.lines)], axis=None) for a in (first, second)]
    return np.allclose(*spans) and labelled(first) == labelled(second)


def span(drawn):
    """The smallest and largest coordinates of what is drawn."""
    return [min(drawn.x), max(drawn.x), min(drawn.y), max(drawn.y)]


def labelled(plot):
    """Which axes have a label."""
    return bool(plot.xlabel), bool(plot.ylabel)


LIKENESS = {"bisect": near_each_other, "plot_fit": same_plot}
