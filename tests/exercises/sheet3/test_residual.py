"""Skip connections are judged in numbers and symbols, and with Jacobians of no symmetry."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
import sympy

from exercises.sheet3 import residual as question
from reference.residual import chain_gradient, residual_backward
from tests.exercises.sheet3.recorded import judged

NUMBERS = question.test_the_chain_rule_in_numbers
SYMBOLS = question.test_the_chain_rule_in_symbols
MULTIPLY = question.test_chains_multiply
BACKWARD = question.test_the_gradient_passes_both_ways
ADJOINT = question.test_forward_and_backward_agree


def ignores_the_skip(gradients, skip):
    return chain_gradient(gradients, False)


def always_skips(gradients, skip):
    return chain_gradient(gradients, True)


def swaps_the_two(gradients, skip):
    return chain_gradient(gradients, not skip)


def skips_the_whole_chain(gradients, skip):
    return math.prod(gradients) + (1 if skip else 0)


def adds_up(gradients, skip):
    return sum(g + 1 if skip else g for g in gradients)


def starts_from_zero(gradients, skip):
    return chain_gradient(gradients, skip) if gradients else 0


def fails_on_the_empty_chain(gradients, skip):
    result = gradients[0] + skip if gradients else None
    for g in gradients[1:]:
        result = result * (g + skip)
    return result


def takes_the_last_alone(gradients, skip):
    return chain_gradient(gradients[-1:], skip)


def leaves_the_first_out(gradients, skip):
    return chain_gradient(gradients[1:], skip)


def skips_every_other_layer(gradients, skip):
    return math.prod(g + 1 if skip and i % 2 == 0 else g for i, g in enumerate(gradients))


def takes_ten_at_most(gradients, skip):
    return chain_gradient(gradients[:10], skip)


@pytest.mark.parametrize("judge", [NUMBERS, SYMBOLS, MULTIPLY])
@pytest.mark.parametrize(
    "mistake",
    [
        ignores_the_skip,
        always_skips,
        swaps_the_two,
        skips_the_whole_chain,
        adds_up,
        takes_the_last_alone,
        leaves_the_first_out,
        skips_every_other_layer,
    ],
)
def test_a_mistake_about_chains_is_caught_and_explained(mistake, judge):
    """In numbers, in symbols and by the law."""
    with pytest.raises(AssertionError, match="should be"):
        judged(judge, SimpleNamespace(chain_gradient=mistake))


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (starts_from_zero, NUMBERS, "is 0, should be 1"),
        (fails_on_the_empty_chain, NUMBERS, "is a return missing"),
        (takes_ten_at_most, NUMBERS, "should be"),
        (takes_ten_at_most, SYMBOLS, "should be"),
    ],
)
def test_a_mistake_about_short_and_long_chains_is_caught(mistake, judge, feedback):
    """No layer at all, and twenty."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(chain_gradient=mistake))


def test_numpy_numbers_and_expanded_products_are_right_too():
    """A product by NumPy or SymPy for numbers, and any equivalent form for symbols."""

    def by_numpy(gradients, skip):
        return np.prod([g + skip for g in gradients])

    def expanded(gradients, skip):
        product = 1
        for g in gradients[:6]:
            product = product * g + (product if skip else 0)
        for g in gradients[6:]:
            product = product * (g + int(skip))
        return product

    def by_sympy(gradients, skip):
        return sympy.Mul(*[g + int(skip) for g in map(sympy.sympify, gradients)])

    for judge in (NUMBERS, MULTIPLY):
        judged(judge, SimpleNamespace(chain_gradient=by_numpy))
        judged(judge, SimpleNamespace(chain_gradient=by_sympy))
    judged(SYMBOLS, SimpleNamespace(chain_gradient=expanded))


def transposes(upstream, jacobian):
    return jacobian @ upstream + upstream


def forgets_the_skip(upstream, jacobian):
    return upstream @ jacobian


def forgets_the_layer(upstream, jacobian):
    return upstream


def adds_one(upstream, jacobian):
    return upstream @ jacobian + 1


def adds_one_to_every_entry(upstream, jacobian):
    return upstream @ (jacobian + 1)


def multiplies_entry_by_entry(upstream, jacobian):
    return (upstream * (jacobian + np.eye(len(upstream)))).sum(axis=1)


def returns_a_column(upstream, jacobian):
    return residual_backward(upstream, jacobian)[:, None]


def drops_the_axis_of_one(upstream, jacobian):
    return residual_backward(upstream, jacobian).squeeze()


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (transposes, BACKWARD, "should be"),
        (transposes, ADJOINT, "should be"),
        (forgets_the_skip, BACKWARD, "should be"),
        (forgets_the_skip, ADJOINT, "should be"),
        (forgets_the_layer, BACKWARD, "should be"),
        (forgets_the_layer, ADJOINT, "should be"),
        (adds_one, BACKWARD, "should be"),
        (adds_one_to_every_entry, BACKWARD, "should be"),
        (multiplies_entry_by_entry, BACKWARD, "should be"),
        (returns_a_column, BACKWARD, r"shape is \(\d, 1\), should be \(\d,\)"),
        (drops_the_axis_of_one, BACKWARD, r"shape is \(\), should be \(1,\)"),
    ],
)
def test_a_mistake_about_the_backward_pass_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(residual_backward=mistake))
