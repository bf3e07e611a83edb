"""
Skip connections.

Write ``chain_gradient(local_gradients, skip)`` and ``residual_backward(upstream, jacobian)``.

- ``chain_gradient``: ``local_gradients`` is a list of at most 20 numbers, the derivatives f'(z)
  of the layers of a chain of scalar layers, each where it is evaluated. The result is the
  derivative of the last output with respect to the first input. With ``skip`` False the layers
  are f(z); with ``skip`` True every layer is f(z) + z. The empty chain gives 1. It is a formula:
  the entries are plain numbers only or SymPy symbols only, so it holds ordinary arithmetic and
  no functions of ``math``. It is judged by its values.
- ``residual_backward``: the gradient of a loss with respect to x where the loss sees f(x) + x.
  ``upstream``, float64 (m,), is its gradient with respect to that output; ``jacobian``, (m, m),
  is df/dx, rows over outputs, columns over inputs. The result has the shape (m,).
"""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import ALL_BUT_EQUAL, FRAME, KERNELS, PLANES, exchanged, uneven
from exercises.sheet3.plane_strategies import BROAD
from exercises.sheet3.strategies import tensors
from grader.authoring import (
    answers,
    array,
    assert_close,
    assert_formula,
    assert_real,
    formula,
    points,
    symbols,
)
from reference import residual

ID = "3e"
TITLE = "Skip connections"

GRADIENT = np.array([1.0, 10.0, -4.0])
JACOBIAN = np.array([[0.5, 2.0, -1.0], [3.0, 0.25, 7.0], [-5.0, 4.0, 6.0]])
WIDER = uneven(65, 65)
CYCLE = np.array([[0.0, 1, 0], [0, 0, 1], [1, 0, 0]])
BANDED = np.array([[90.0, 1, 0, 0], [2, 9, 0.004, 0], [0, 3, 9, 2], [0, 0, 1, 9]])
BLOCKS = np.array([[1.0, 2, 0, 0], [3, 4, 0, 0], [0, 0, 5, 6], [0, 0, 7, 8]])
TINY = np.array([[1.0, -1.2, 1.0], [0.0, 0.0, 0.0], [1.3, 0.0, -1.0]]) / 1000
SLOPES = st.sampled_from(
    [0.5, 2.0, 1.0, -1.0, 3.0, -0.5, 0.25, 0.1, -2.0, 1.5, 0.0, -1.25, 7.0, 3, -7]
)


def chains(max_size):
    """Local derivatives of a chain, from none to ``max_size``."""
    return st.lists(SLOPES, max_size=max_size)


@st.composite
def skips(draw):
    """Gradients at the outputs, (m,), and derivatives, (m, m), of the layer that is skipped."""
    m = draw(st.integers(1, 5) | st.sampled_from([6, 7, 9]))
    return draw(tensors((m,))), draw(tensors((m, m)))


@points(1, "chain_gradient")
@given(gradients=chains(8) | st.lists(SLOPES, min_size=20, max_size=20), skip=st.booleans())
@example(gradients=[], skip=False)
@example(gradients=[], skip=True)
@example(gradients=[0.5, 0.5, 0.5], skip=False)
@example(gradients=[0.5, 0.5, 0.5], skip=True)
@example(gradients=[1.5] * 19, skip=True)
@example(gradients=[100] * 9, skip=False)
@example(gradients=[0.5, 1.5, -2.0, 1.25] * 4, skip=True)
@example(gradients=[0.5, 1.5, -2.0, 1.25, 0.25] * 3, skip=False)
@example(gradients=[0.0], skip=False)
@example(gradients=[0.0], skip=True)
@example(gradients=[-1.0], skip=True)
@example(gradients=[-3.0], skip=True)
@example(gradients=[1.0] * 18, skip=False)
@example(gradients=[-1.0] * 13, skip=False)
@example(gradients=[0.0] * 3, skip=False)
@example(gradients=[-1.0, 2.0, 3.0], skip=True)
@example(gradients=[2.0, -1.0, 3.0], skip=True)
@example(gradients=[2.0, 3.0, 1.0], skip=True)
@example(gradients=[4.0, 3.0, 1.5], skip=True)
@example(gradients=[-2.0, -2.0, -2.0], skip=False)
@example(gradients=[-3, 2, -7], skip=False)
@example(gradients=[0.001] * 4 + [100.0] * 4, skip=False)
@example(gradients=[7] * 20, skip=False)
# Small beside the one that is added.
@example(gradients=[0.001, 3.0], skip=True)
@example(gradients=[0.05, -0.04], skip=True)
@example(gradients=[0.0, 2.0, 3.0], skip=True)
@example(gradients=[2.0, 0.0, 3.0], skip=False)
@example(gradients=[2.0] * 19 + [0.5], skip=False)
@example(gradients=[3.0, 1.0, 2.0], skip=True)
@example(gradients=[2.0, 2.0, 2.0], skip=True)
@example(gradients=[1, 12], skip=False)
@example(gradients=[11, 2], skip=False)
@example(gradients=[2.0, -3.0, 1.0], skip=False)
@example(gradients=[2.0, -3.0, 1.0], skip=True)
@example(gradients=[2.0, 2.00001, 2.00001], skip=False)
@example(gradients=[2.0, 2.00003, 2.00003], skip=True)
@example(gradients=[99, 98] * 4, skip=True)
@example(gradients=[3.0, 0.5, 0.5, 3.0], skip=True)
@example(gradients=[2.0, -3.0, 2.0], skip=False)
@example(gradients=[-3.0, 2.0, -3.0], skip=False)
@example(gradients=[-2.0, -3.0, -0.5], skip=True)
@example(gradients=[-2.0, -3.0, -0.5], skip=False)
@example(gradients=[1.0, 1.0], skip=True)
@example(gradients=[2.0, 0.5], skip=False)
@example(gradients=[0.0, 0.0], skip=True)
@example(gradients=[4.0, 2.0, 1.5, 0.5], skip=False)
@example(gradients=[-2.0, 3.0, -0.5, -1.0], skip=False)
@example(gradients=[1.0, -1.0, -1.0, 1.0, -1.0], skip=False)
@example(gradients=[5.0, 2.0, 7.0, -1.0], skip=True)
# Products that some take for nothing.
@example(gradients=[0.002, 0.003], skip=False)
@example(gradients=[-0.9995, -0.998], skip=True)
def test_the_chain_rule_in_numbers(student, gradients, skip):
    """Each layer multiplies the derivative by its own; a skip connection adds 1 to that."""
    expected = residual.chain_gradient(gradients, skip)
    assert_formula(student.chain_gradient(gradients, skip), expected)


@points(1, "chain_gradient")
@given(gradients=chains(8), skip=st.booleans())  # what is not multiplied out doubles with each skip
@example(gradients=[2.0], skip=False)
@example(gradients=[2.0], skip=True)
@example(gradients=[2.0, 3.0, 0.5], skip=True)
@example(gradients=[2.0, 3.0, -1.5, 0.5, 7.0], skip=True)
@example(gradients=[2.0, 3.0, -1.5, 0.5], skip=True)
@example(gradients=[2.0, 3.0, -1.5, 0.5] * 2, skip=False)
@example(gradients=[2.0] * 19 + [0.5], skip=False)
def test_the_chain_rule_in_symbols(student, gradients, skip):
    """As a formula a layer multiplies the derivative by its own; a skip connection adds 1 to it."""
    names = [f"g_{position}" for position in range(1, len(gradients) + 1)]
    answer = formula(student.chain_gradient, list(symbols(*names)), skip)
    at = dict(zip(names, gradients, strict=True))
    assert_formula(answer, residual.chain_gradient(gradients, skip), at)


@points(1, "chain_gradient")
@given(first=chains(6), second=chains(6), skip=st.booleans())
@example(first=[2.0], second=[], skip=True)
@example(first=[2.0], second=[3.0], skip=True)
def test_chains_multiply(student, first, second, skip):
    """A chain continued by another has the product of their derivatives; all three are right."""
    chains_asked = (first, second, first + second)
    one, other, whole = answers(student.chain_gradient, [(chain, skip) for chain in chains_asked])
    first_gradient, second_gradient = (
        residual.chain_gradient(chain, skip) for chain in (first, second)
    )
    assert_formula(whole, first_gradient * second_gradient)
    assert_formula(one, first_gradient)
    assert_formula(other, second_gradient)


@points(1, "residual_backward")
@given(case=skips())
@example(case=(np.array([3.0]), np.array([[2.0]])))
@example(case=(np.array([1.0, 10.0]), np.array([[0.0, 2.0], [0.0, 0.0]])))
@example(case=(np.array([1.0, 10.0]), np.zeros((2, 2))))
@example(case=(np.array([1.0, 10.0]), -np.zeros((2, 2))))
@asked("case", alike(np.arange(1.0, 6)), lambda upstream: (upstream, BROAD))
@asked("case", alike(BROAD), lambda jacobian: (np.arange(1.0, 6), jacobian))
@example(case=(uneven(65), WIDER))
@example(case=(np.array([3.0]), np.array([[-1.0]])))
@example(case=(np.array([3.0]), np.array([[0.0]])))
@example(case=(np.array([0.0]), np.array([[2.0]])))
@example(case=(GRADIENT, CYCLE))
@example(case=(np.arange(1.0, 9), FRAME))
@example(case=(GRADIENT, 2.5 * np.eye(3)))
@example(case=(GRADIENT, KERNELS["antisymmetric"]))
@example(case=(np.array([0.002, 20, 4, 70]), BANDED))
@example(case=(np.array([2.0, 0, 0, 0]), BLOCKS))
@example(case=(GRADIENT, -np.array([[1.0, 2, 5]] * 3)))
@example(case=(GRADIENT, np.array([[1.0] * 3, [2.0] * 3, [5.0] * 3])))
@example(case=(GRADIENT, np.tril(JACOBIAN)))
@example(case=(GRADIENT, np.triu(JACOBIAN)))
@example(case=(GRADIENT, np.array([[1.0, 2, 3], [4, 5, 4], [3, 2, 1]])))
@example(case=(np.array([1.0, -1.0]), np.array([[1.0, 2], [3, 4]])))
@example(case=(np.array([3.0, -5, 2]), JACOBIAN))
@example(case=(GRADIENT, KERNELS["every line of sum zero"]))
@example(case=(GRADIENT, KERNELS["of sum zero"]))
@example(case=(np.array([1.0, -1, 1, 1]), PLANES["ones and minus ones"]))
@example(case=(np.array([2.0, 1]), np.array([[1.0, 3], [-2, -6]])))
@example(case=(GRADIENT, KERNELS["all but antisymmetric"]))
@example(case=(GRADIENT, KERNELS["all but the identity"]))
@example(case=(GRADIENT, KERNELS["all but mirrored, and all but a product"]))
@example(case=(np.ones(3), JACOBIAN))
@example(case=(np.full(3, -2.5), JACOBIAN))
@example(case=(np.array([0.0, 0.0, 4.0]), JACOBIAN))
@example(case=(GRADIENT, np.ones((3, 3))))
@example(case=(GRADIENT, np.eye(3)))
@example(case=(GRADIENT, -np.eye(3)))
@example(case=(np.array([-7.0, -0.0, -2.0]), KERNELS["some lines alike"]))
@example(case=(np.array([100.0, 99, 98, 97, 96]), 99 - 3 * np.eye(5)))
@example(case=(uneven(65), exchanged(WIDER, (0, 10), (20, 32))))
@example(case=(np.array([0.001, -0.001, 0.0014]), TINY))
@example(case=(np.array([1.0, 90.0, 3.0]), ALL_BUT_EQUAL))
@example(case=(np.array([1.0, 2.0]), np.array([[1.0, 2.0], [-2.0, 3.0]])))
@example(case=(np.array([1.0, 0.0, 5.0]), np.array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])))
@example(case=(np.array([50.0, 50.0004]), np.array([[1.0, 2.0], [2.005, 3.0]])))
@example(case=(np.array([1.0, -1.0, 2.0]), np.array([[1.0, 2, 5], [2, 3, 4], [5, 4, 9]])))
def test_the_gradient_passes_both_ways(student, case):
    """What comes back through f is added to what passes it by."""
    assert_close(student.residual_backward(*case), residual.residual_backward(*case))


@points(1, "residual_backward")
@given(case=skips(), seed=st.integers(0, 2**32 - 1))
@example(case=(np.array([1.0, 10.0]), np.array([[0.0, 2.0], [0.0, 0.0]])), seed=0)
def test_forward_and_backward_agree(student, case, seed):
    """A small step of x changes the loss alike, followed forward or met by the gradient."""
    upstream, jacobian = case
    answer = student.residual_backward(upstream, jacobian)
    gradient = array(answer, upstream.shape)
    step = np.random.default_rng(seed).uniform(-1, 1, upstream.shape)
    forward = float(upstream @ (jacobian @ step + step))
    expected = residual.residual_backward(upstream, jacobian)
    allowed = 1e-6 * np.abs(expected) + 1e-9 * max(1.0, float(np.abs(expected).max()))
    with np.errstate(all="ignore"):
        backward = gradient @ step
    size = float(np.abs(upstream) @ (np.abs(jacobian) @ np.abs(step) + np.abs(step)))
    atol = float(allowed @ np.abs(step)) + 1e-12 * size  # what entries may be off, and rounding
    assert_real(backward, forward, rtol=0.0, atol=atol)
    assert_close(answer, expected)
