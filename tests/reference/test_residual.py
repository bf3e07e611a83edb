"""Skip connections against differentiation that knows nothing of the rule."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from reference.residual import chain_gradient, residual_backward
from tests.reference.strategies import arrays, numbers


@given(local=st.lists(numbers(), max_size=20), skip=st.booleans())
def test_the_gradient_is_that_of_a_chain_of_linear_layers(local, skip):
    """With f(z) = gz the output for input 1 is the derivative; computed in fractions."""
    z = Fraction(1)
    for g in local:
        z = Fraction(g) * z + (z if skip else 0)

    assert math.isclose(chain_gradient(local, skip), z, rel_tol=1e-12)


@pytest.mark.parametrize("skip", [False, True])
def test_the_gradient_is_that_of_a_chain_of_curved_layers(skip):
    """SymPy differentiates the whole composition at once; we see each layer's slope alone."""
    x = sympy.Symbol("x")
    layers = [sympy.sin, lambda z: z**2 / 3, sympy.tanh, lambda z: sympy.exp(-z)]
    z, value, local = x, sympy.Rational(7, 10), []
    for f in layers:
        inner = sympy.Symbol("inner")
        local.append(float(f(inner).diff(inner).subs(inner, value)))
        value = (f(value) + (value if skip else 0)).evalf(30)
        z = f(z) + (z if skip else 0)

    expected = float(z.diff(x).subs(x, sympy.Rational(7, 10)))
    assert chain_gradient(local, skip) == pytest.approx(expected, rel=1e-12)


def test_the_gradient_takes_symbols():
    """A skip connection adds 1 to each factor."""
    a, b, c = sympy.symbols("a b c")

    assert chain_gradient([a, b, c], False) == a * b * c
    assert sympy.expand(chain_gradient([a, b], True) - (a * b + a + b + 1)) == 0


@pytest.mark.parametrize("skip", [False, True])
def test_the_empty_chain_passes_the_gradient_on(skip):
    """Its output is its input."""
    assert chain_gradient([], skip) == 1


def test_a_skip_connection_can_make_the_gradient_smaller():
    """Question 3e's claim that it is larger fails where a layer's slope is negative."""
    assert abs(chain_gradient([-1.0, -0.9], True)) < abs(chain_gradient([-1.0, -0.9], False))


@given(data=st.data(), m=st.integers(1, 5))
def test_the_backward_pass_agrees_with_the_sum_over_outputs(data, m):
    """Entry j: what x_j does to every output i, weighted, plus what it does through the skip."""
    upstream, jacobian = data.draw(arrays(m)), data.draw(arrays(m, m))

    gradient = residual_backward(upstream, jacobian)

    assert gradient.shape == (m,)
    for j in range(m):
        total = sum(Fraction(upstream[i]) * (Fraction(jacobian[i, j]) + (i == j)) for i in range(m))
        assert math.isclose(gradient[j], total, rel_tol=1e-9, abs_tol=1e-9)


def test_the_backward_pass_agrees_with_differences_of_a_loss():
    """For f(x) = tanh(Ax), whose Jacobian is not symmetric."""
    rng = np.random.default_rng(0)
    a, x, upstream = rng.normal(size=(4, 4)), rng.normal(size=4), rng.normal(size=4)
    jacobian = (1 - np.tanh(a @ x) ** 2)[:, np.newaxis] * a

    def loss(x):
        return upstream @ (np.tanh(a @ x) + x)

    h = 1e-6 * np.eye(4)
    differences = [(loss(x + step) - loss(x - step)) / 2e-6 for step in h]
    np.testing.assert_allclose(residual_backward(upstream, jacobian), differences, atol=1e-8)
