"""Write ``average(values)``: the mean of a list of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from doubling import model
from grader.authoring import answers, assert_real, points, real

ID = "b"
TITLE = "Averaging"

numbers = st.lists(st.integers(-100, 100).map(float), min_size=1, max_size=5)


@points(3, "average")
@given(values=numbers)
def test_averages(student, values):
    """The result is the sum over the number of values."""
    assert_real(student.average(values), model.average(values))


@points(2, "average")
@given(values=numbers, shift=st.integers(-9, 9).map(float))
def test_follows_a_shift(student, values, shift):
    """Adding a number to every value adds it to the mean."""
    moved = [value + shift for value in values]
    plain, shifted = answers(student.average, [(values,), (moved,)])
    assert_real(shifted, real(plain) + shift)
    assert_real(plain, model.average(values))
