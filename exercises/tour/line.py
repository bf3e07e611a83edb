"""
A line through points.

Write ``fit(path)``: the slope and the intercept of the line with the smallest sum of squared
differences in y, as a dict, through the points of a file with the columns x and y, at least three
with different x, as in ``data/cooling.csv``. Its first line says what the columns are called.
"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import assert_real, csv_file, field, model, points

ID = "4"
TITLE = "A line through points"
heights = st.lists(st.integers(-90, 90).map(lambda n: n / 10), min_size=3, max_size=6)


@model
def fit(path: str) -> dict:
    """The ``"slope"`` and the ``"intercept"`` of the best line through the points of a file."""
    x, y = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    slope, intercept = np.polyfit(x, y, 1)
    return {"slope": slope, "intercept": intercept}


def best(student, table):
    """Slope and intercept are those of the best line."""
    for name in ("slope", "intercept"):
        assert_real(field(student.fit(table), name), fit(table)[name])


@points(2, "fit")
@given(y=heights)
def test_any(student, y):
    """The line is the best one through the points of any file."""
    best(student, csv_file(enumerate(y), header=("x", "y")))


@points(1, "fit")
def test_given(student):
    """The line is the best one through the points of data/cooling.csv."""
    best(student, "data/cooling.csv")
