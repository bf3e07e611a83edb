"""Write ``double(x)``: twice each number of an array; empty arrays are refused."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from doubling import model
from grader.authoring import assert_close, assert_leaves_arguments, assert_refuses, points

ID = "a"
TITLE = "Doubling"

arrays = hnp.arrays(np.float64, st.integers(1, 6), elements=st.integers(-50, 50).map(float))


@points(2, "double")
@given(x=arrays)
def test_doubles(student, x):
    """Every number is doubled."""
    assert_close(student.double(x), model.double(x))


@points(1, "double")
@given(x=arrays)
def test_leaves_its_argument(student, x):
    """The array that is passed in stays as it was."""
    assert_close(assert_leaves_arguments(student.double, x), model.double(x))


@points(1, "double")
@given(x=arrays)
def test_refuses_an_empty_array(student, x):
    """An empty array is refused, any other is not."""
    assert_close(student.double(x), model.double(x))
    assert_refuses(student.double, np.zeros(0))
