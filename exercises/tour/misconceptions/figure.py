"""Mistakes in the figure."""

import numpy as np

from grader.authoring import misconception


def drawn(x, y, ends, heights, labels):
    """A figure of points and a line, with labels on its axes."""
    from matplotlib.figure import Figure

    figure = Figure()
    plot = figure.subplots()
    plot.scatter(x, y)
    plot.plot(ends, heights)
    plot.set(xlabel=labels[0], ylabel=labels[1])
    return figure


@misconception("plot_fit", "the y axis was not labelled")
def labels_one_axis(x, y, slope, intercept):
    ends = np.array([min(x), max(x)])
    return drawn(x, y, ends, slope * ends + intercept, ("x", ""))


@misconception("plot_fit", "the line begins at x = 0")
def begins_at_zero(x, y, slope, intercept):
    ends = np.array([0, max(x)])
    return drawn(x, y, ends, slope * ends + intercept, ("x", "y"))


@misconception("plot_fit", "the intercept was left out")
def through_the_origin(x, y, slope, intercept):
    ends = np.array([min(x), max(x)])
    return drawn(x, y, ends, slope * ends, ("x", "y"))
