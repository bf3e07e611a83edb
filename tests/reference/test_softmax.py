"""Softmax against fifty decimal digits, its derivatives against differences and each other."""

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import example, given
from hypothesis import strategies as st

from reference.softmax import softmax, softmax_jacobian, softmax_jacobian_symbolic
from tests.reference.strategies import arrays

lengths = st.integers(1, 5)
moderate = arrays(lengths, elements=st.floats(-20, 20))
enormous = arrays(
    lengths, elements=st.one_of(st.floats(-1e300, 1e300), st.floats(-800, 800), st.just(1e300))
)


def exact_softmax(scores):
    """The definition as it stands; mpmath's exponents have no limit."""
    weights = [mpmath.exp(mpmath.mpf(score)) for score in scores]
    return [weight / mpmath.fsum(weights) for weight in weights]


@given(c=moderate)
def test_softmax_agrees_with_its_definition(c):
    """To nearly the last digit of a float."""
    with mpmath.workdps(50):
        expected = np.array(exact_softmax(c), dtype=float)

    np.testing.assert_allclose(softmax(c), expected, rtol=1e-14)


@given(c=enormous)
@example(c=np.array([1.7e308, -1.7e308]))
@example(c=np.array([-1e300, -1e300, -1e300]))
@example(c=np.array([1000.0, 1000.0 - 745.0]))
def test_softmax_survives_scores_of_any_size(c):
    """A simplex for every finite input, equal scores share, and NumPy is never upset."""
    with np.errstate(all="raise"):
        p = softmax(c)

    assert p.shape == c.shape
    assert (p >= 0).all()
    assert abs(p.sum() - 1) < 1e-14
    # Exact for any scores: a difference beyond 800 leaves nothing that a float could hold.
    with mpmath.workdps(50):
        relative = [max(mpmath.mpf(s) - mpmath.mpf(c.max()), mpmath.mpf(-800)) for s in c]
        expected = np.array(exact_softmax(relative), dtype=float)
    np.testing.assert_allclose(p, expected, rtol=1e-13, atol=1e-300)


@given(c=moderate, shift=st.floats(-1e3, 1e3))
def test_softmax_sees_only_differences(c, shift):
    """The law that the subtraction of the largest score rests on."""
    np.testing.assert_allclose(softmax(c + shift), softmax(c), rtol=1e-11)


@given(c=moderate)
def test_the_jacobian_agrees_with_differences(c):
    """Central differences of the exact softmax, in fifty digits: correct to some twenty."""
    k = len(c)
    with mpmath.workdps(50):
        scores, h = [mpmath.mpf(score) for score in c], mpmath.mpf(10) ** -15
        expected = np.empty((k, k))
        for j in range(k):
            up = exact_softmax([s + h * (i == j) for i, s in enumerate(scores)])
            down = exact_softmax([s - h * (i == j) for i, s in enumerate(scores)])
            expected[:, j] = [(u - d) / (2 * h) for u, d in zip(up, down, strict=True)]

    np.testing.assert_allclose(softmax_jacobian(c), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_symbolic_jacobian_is_the_numeric_one(n):
    """SymPy's differentiation knows nothing of the formula that the numbers come from."""
    symbols = sympy.symbols(f"c_1:{n + 1}")
    jacobian = softmax_jacobian_symbolic(n)
    rng = np.random.default_rng(n)

    assert jacobian.shape == (n, n)
    assert jacobian.free_symbols <= set(symbols)
    for _ in range(5):
        c = rng.normal(scale=3, size=n)
        values = jacobian.subs(dict(zip(symbols, c, strict=True)))
        np.testing.assert_allclose(
            np.array(values, dtype=float), softmax_jacobian(c), rtol=1e-10, atol=1e-13
        )


def test_the_symbolic_jacobian_has_the_printed_form():
    """Question 2b: p_i (1 - p_j) where i = j, else -p_i p_j, for every choice of scores."""
    symbols = sympy.symbols("c_1:4")
    total = sum(map(sympy.exp, symbols))
    p = [sympy.exp(c) / total for c in symbols]
    jacobian = softmax_jacobian_symbolic(3)

    for i, j in np.ndindex(3, 3):
        printed = p[i] * (1 - p[j]) if i == j else -p[i] * p[j]
        assert sympy.simplify(jacobian[i, j] - printed) == 0


def test_the_symbolic_jacobian_leaves_no_derivative_to_be_carried_out():
    """An unevaluated Derivative would pass for an answer without being one."""
    assert not softmax_jacobian_symbolic(4).has(sympy.Derivative)


def test_no_scores_are_refused():
    """There is no probability to be had."""
    with pytest.raises(ValueError, match="0 scores have no probabilities; choose at least 1"):
        softmax_jacobian_symbolic(0)
