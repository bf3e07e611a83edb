"""Mistakes in fitting a line."""

import numpy as np

from grader.authoring import misconception


@misconception("fit", "slope and intercept were exchanged")
def exchanges(right, path):
    line = right(path)
    return {"slope": line["intercept"], "intercept": line["slope"]}


@misconception("fit", "the line goes through the first and the last point")
def joins_the_ends(path):
    x, y = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return {"slope": slope, "intercept": y[0] - slope * x[0]}


@misconception("fit", "the first row of numbers was skipped with the header")
def skips_a_row(path):
    x, y = np.loadtxt(path, delimiter=",", skiprows=2, unpack=True)
    return dict(zip(("slope", "intercept"), np.polyfit(x, y, 1), strict=True))
