"""
The mean of numbers.

Write ``trimmed_mean(values, cut)``: the mean without the ``cut`` smallest and largest values.
"""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from grader.authoring import assert_real, assert_refuses, misconception, model, points

ID = "1"
TITLE = "A trimmed mean"
CUT = 1
Numbers = list[float]


def _inner(values: Numbers, cut: int) -> Numbers:
    """What is left; SECRET_OF_THE_HELPER."""
    return sorted(values)[cut : len(values) - cut]


@model
def trimmed_mean(values: ArrayLike, cut: int = CUT) -> float:
    """
    The mean of the values without the ``cut`` smallest and largest.

    Raises ValueError where none is left.
    """
    # SECRET_OF_THE_ANSWER
    inner = _inner(list(np.asarray(values)), cut)
    if not inner:
        raise ValueError("nothing is left; give more values")
    return float(np.mean(inner))


numbers = st.lists(st.integers(-9, 9).map(float), min_size=1, max_size=7)


@points(2, "trimmed_mean")
@given(values=numbers, cut=st.integers(0, 2))
def test_trims(student, values, cut):
    """The mean is that of the values that are left."""
    assume(len(values) > 2 * cut)
    arguments = (values,) if cut == CUT else (values, cut)
    assert_real(student.trimmed_mean(*arguments), trimmed_mean(values, cut))


@points(1, "trimmed_mean")
@given(values=numbers)
def test_refuses(student, values):
    """Where nothing is left there is no mean."""
    assert_refuses(student.trimmed_mean, values, len(values))
    assert_real(student.trimmed_mean(values, 0), trimmed_mean(values, 0))


@misconception("trimmed_mean", "the values were not sorted before they were cut")
def does_not_sort(values, cut=CUT):
    inner = list(values)[cut : len(values) - cut]
    if not inner:
        raise ValueError
    return sum(inner) / len(inner)


@misconception("trimmed_mean", "nothing was refused", unrefused=True)
def refuses_nothing(right, values, cut=CUT):
    return right(values, min(cut, (len(values) - 1) // 2))
