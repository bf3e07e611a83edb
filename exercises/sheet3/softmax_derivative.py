"""
The derivative of softmax, in numbers and in symbols.

Write ``softmax_jacobian(c)`` and ``softmax_jacobian_symbolic(n)``, with p = softmax(c).

- ``softmax_jacobian(c)``: ``c`` is float64 (k,), no score larger than 20 in size; the result is
  (k, k), and entry [i, j] is the derivative of p_i with respect to c_j.
- ``softmax_jacobian_symbolic(n)``: ``n`` is an int from 1 to 4; the result is the same in
  symbols, an n by n SymPy matrix, mutable or not (or anything ``sympy.Matrix`` accepts), in the
  symbols c_1 … c_n as ``sympy.symbols(f"c_1:{n+1}")`` makes them. The derivatives are carried
  out. It is judged by its values, so any equivalent form is right.
"""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import uneven
from exercises.sheet3.plane_strategies import scores
from grader.authoring import array, assert_close, assert_formula_matrix, points
from reference import softmax

ID = "2b"
TITLE = "Derivative of softmax"


def vectors(*sizes):
    """Score vectors of the given lengths, in quarters."""
    quarters = st.integers(-80, 80).map(lambda count: count / 4)
    return st.sampled_from(sizes).flatmap(lambda k: arrays(np.float64, k, elements=quarters))


@points(2, "softmax_jacobian")
@given(c=scores())
@example(c=np.array([1.0, 2.0, 4.0]))
@example(c=np.array([20.0, -20.0, 0.0, 20.0]))
@example(c=np.array([-3.0]))
@asked("c", alike(np.array([1.0, -2.0, 0.5, 3.0, -1.0]), 0.1))
@example(c=uneven(33, scale=5.0))
@example(c=np.arange(99.0) / 512)
@example(c=np.array([2.0, 2.0, 2.0]))
@example(c=np.array([-16.0, -18.0, -20.0]))
@example(c=np.array([7.05, 0.0]))
@example(c=np.array([0.0, 18.2]))
@example(c=np.array([1.5, -1.5]))
@example(c=uneven(8, scale=3.0))
@example(c=uneven(7, scale=3.0))
@example(c=np.array([1.0, -5.0, 3.0]))
@example(c=np.array([1.0, 1.0, -1.0, 1.0, 1.0]))
@example(c=np.array([-7.0, -0.0, -2.0, -0.5]))
@example(c=np.array([4.0, 3.0, 1.5, -1.0]))
@example(c=np.array([-3.0, -1.0, 0.5, 2.0]))
@example(c=np.array([0.0, 0.0, 1.0, 0.0]))
@example(c=np.array([-2.0, -2.0]))
@example(c=np.array([-2.0, 0.0, 2.0]))
@example(c=np.array([0.001, -0.05, 0.03]))
@example(c=uneven(70, scale=4.0))
@example(c=np.array([1.0, 3.0, 3.0, 1.0, 2.0]))
@example(c=np.array([19.0, 19.00015, 19.00003]))
def test_agrees_with_the_derivative(student, c):
    """Entry [i, j] is the derivative of p_i with respect to c_j."""
    assert_close(student.softmax_jacobian(c), softmax.softmax_jacobian(c))


@points(1, "softmax_jacobian")
@given(c=scores(limit=3))
def test_probability_is_only_moved_around(student, c):
    """Probabilities sum to 1, so columns of their derivatives sum to 0; each entry is right."""
    answer = student.softmax_jacobian(c)
    j = array(answer, (len(c), len(c)))
    expected = softmax.softmax_jacobian(c)
    allowed = (1e-6 * np.abs(expected) + 1e-9).sum(axis=0).max()  # of sums, each entry being right
    with np.errstate(all="ignore"):
        assert_close(j.sum(axis=0), np.zeros(len(c)), atol=float(allowed))
    assert_close(answer, expected)


@points(1, "softmax_jacobian")
@given(c=scores(limit=3), direction=st.integers(0, 5), step=st.sampled_from([1e-4, -1e-4]))
def test_predicts_a_small_step(student, c, direction, step):
    """Each entry is right: a small change of a score changes probabilities as its column says."""
    answer = student.softmax_jacobian(c)
    j = array(answer, (len(c), len(c)))
    ahead, behind = c.copy(), c.copy()
    ahead[direction % len(c)] += step
    behind[direction % len(c)] -= step
    slopes = (softmax.softmax(ahead) - softmax.softmax(behind)) / (2 * step)
    assert_close(j[:, direction % len(c)], slopes, atol=1e-7)
    assert_close(answer, softmax.softmax_jacobian(c))


@points(1, "softmax_jacobian_symbolic")
@given(c=vectors(2, 1))
@example(c=np.array([0.0]))
@example(c=np.array([0.0, 1.0]))
def test_symbols_agree_for_one_and_two_scores(student, c):
    """Each entry of the symbolic matrix, for n = 1 and n = 2, has the derivative's value."""
    _assert_derivative(student.softmax_jacobian_symbolic(len(c)), c)


@points(2, "softmax_jacobian_symbolic")
@given(c=vectors(3, 4))
@example(c=np.array([1.0, 2.0, 4.0]))
@example(c=np.array([1.0, 2.0, 4.0, -1.0]))
def test_symbols_agree_for_three_and_four_scores(student, c):
    """Each entry of the symbolic matrix, for n = 3 and n = 4, has the derivative's value."""
    _assert_derivative(student.softmax_jacobian_symbolic(len(c)), c)


def _assert_derivative(answer, c):
    at = {f"c_{i}": float(score) for i, score in enumerate(c, start=1)}
    assert_formula_matrix(answer, softmax.softmax_jacobian(c), at)
