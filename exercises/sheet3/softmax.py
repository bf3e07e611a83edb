"""
Softmax: scores become probabilities.

Write ``softmax(c)``.

- ``c`` is a vector of k scores, float64 (k,), k at least 1; the result has the same shape, and
  entry i is exp(c_i) divided by the sum of exp(c_j) over all j.
- No entry is negative, and together they are 1.
- It is right for any finite scores, however large: up to 1e300, of either sign and mixed, where
  the formula as it stands overflows. NaN is never right.
"""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import uneven
from exercises.sheet3.plane_strategies import scores
from grader.authoring import (
    Disagreement,
    Message,
    answers,
    array,
    assert_close,
    assert_real,
    points,
)
from reference import softmax

ID = "2a"
TITLE = "Softmax"

SIZES = (1e3, 710.0, 745.5, 800.0, 1e4, 1e6, 1e10, 1e100, 1e299, 1e300)


@st.composite
def vast_scores(draw):
    """Score vectors, (k,), whose exponentials over- or underflow: far apart, or close together."""
    signs = draw(st.sampled_from([(1.0,), (-1.0,), (1.0, -1.0)]))
    vast = st.builds(lambda sign, size: sign * size, st.sampled_from(signs), st.sampled_from(SIZES))
    if draw(st.booleans()):
        return np.array(draw(st.lists(vast, min_size=1, max_size=5)))
    return draw(vast) + draw(scores(limit=6, max_size=5))


@points(1, "softmax")
@given(c=scores())
@example(c=np.zeros(3))
@example(c=np.array([5.0]))
@example(c=np.array([0.4]))
@asked("c", alike(np.array([1.0, -2.0, 0.5, 3.0, -1.0]), 0.1))
@example(c=uneven(293, scale=9.0))
@example(c=np.arange(199.0) / 32)
@example(c=np.array([3.0, 3.0, 3.0, 1.0]))
@example(c=np.array([1.0, 3.0, 1.0, 1.0]))
@example(c=np.array([19.0, 19.00015, 19.00003]))
@example(c=np.array([0.0, 7.3, 2.1]))
@example(c=np.array([0.0, 5.0, -3.0]))
@example(c=np.array([1.0, 1.0, -1.0, 1.0, 1.0]))
@example(c=np.array([4.0, 3.0, 1.5, -1.0]))
@example(c=np.array([-3.0, -1.0, 0.5, 2.0]))
@example(c=np.array([0.0, 0.0, 1.0, 0.0]))
@example(c=uneven(8, scale=3.0))
@example(c=np.array([2.0, 2.0]))
@example(c=np.array([-2.0, 0.0, 2.0]))
@example(c=np.array([1.5, -1.5]))
@example(c=np.array([0.001, -0.05, 0.03]))
@example(c=np.array([-7.0, -0.0, -2.0, -0.5]))
@example(c=np.array([-3.0, 0.0, -17.5, -20.0]))
def test_agrees_with_the_definition(student, c):
    """Entry i is exp(c_i) divided by the sum of all exponentials."""
    assert_close(student.softmax(c), softmax.softmax(c))


@points(1, "softmax")
@given(c=scores(limit=50))
@example(c=np.array([0.0, 50.0, -50.0]))
@example(c=np.array([1.2, 0.1, -900.0]))
def test_gives_probabilities(student, c):
    """No entry is negative, together they are 1, and each is its score's probability."""
    answer = student.softmax(c)
    p = array(answer, c.shape)
    if p.min() < 0:
        raise Disagreement(
            Message("an entry is {value}", value=f"{p.min():.6g}"),
            note=Message("no probability is negative"),
        )
    with np.errstate(over="ignore"):
        assert_real(p.sum(), 1.0, atol=1e-9 * c.size)
    assert_close(answer, softmax.softmax(c))


@points(1, "softmax")
@given(c=scores(limit=10), shift=st.integers(-60, 60))
@example(c=np.array([1.0, 2.0, 4.0]), shift=-60)
def test_sees_only_differences(student, c, shift):
    """Adding the same number to all scores changes nothing: before and after, entries are right."""
    plain, shifted = answers(student.softmax, [(c,), (c + shift,)])
    expected = softmax.softmax(c)
    assert_close(shifted, expected)
    assert_close(plain, expected)


@points(1, "softmax")
@given(c=vast_scores())
@example(c=np.array([1000.0, 1001.0]))
@example(c=np.array([709.5, 709.5, 709.0]))
@example(c=np.array([-1000.0, -1001.0]))
@example(c=np.array([1e300, -1e300, 0.0]))
@example(c=np.array([0.0, 1.0, 2.0, 900.0, 3.0]))
@example(c=np.array([1e300, 1e300, -1e300]))
@example(c=np.array([-1e300, -1e300]))
@example(c=np.array([-1e300, -2e299]))
@example(c=np.array([1e300, 0.0, 2.0]))
@example(c=np.array([2e15, 2e15 + 1.0]))
@example(c=np.array([-368.0, -369.0]))
@example(c=np.array([200.0, 199.0, -150.0]))
@example(c=np.array([-1e300]))
@example(c=np.array([1e200, 1e300]))
@example(c=np.array([1e10, 1e10 + 1.0]))
@example(c=np.array([1e10 + 1.0, 1e10]))
def test_survives_scores_of_any_size(student, c):
    """Every score has its right probability, even where exponentials overflow or vanish."""
    assert_close(student.softmax(c), softmax.softmax(c))
