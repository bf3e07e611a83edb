"""Question 3e: products factor by factor in fractions, and gradients sum by sum."""

import itertools
import math
from fractions import Fraction

import numpy as np
import sympy

from tests.verdicts import agreement
from tests.verdicts.inputs import numbers
from tests.verdicts.oracles.formulas import agrees, is_formula_call
from tests.verdicts.oracles.oracle import Oracle, plain, within

__all__ = ["ORACLES"]


def chain(local_gradients, skip):
    """One factor a layer; a skip connection adds the derivative of z itself."""
    product = Fraction(1)
    for each in local_gradients:
        factor = Fraction(each) if isinstance(each, (int, float)) else each
        product = product * (factor + 1 if skip else factor)
    return product


def backward(upstream, jacobian):
    """Entry j adds what every output passes back to x_j, by f and directly."""
    m = len(upstream)
    return [
        math.fsum(
            [float(upstream[j])] + [float(upstream[i]) * float(jacobian[i, j]) for i in range(m)]
        )
        for j in range(m)
    ]


def _chains():
    for seed, length in itertools.product(range(4), (0, 1, 2, 3, 7, 20)):
        entries = [float(each) for each in numbers(length, seed=seed, scale=1.5)]
        yield from ((entries, skip) for skip in (False, True))
    for entries in ([2, 3, 4], [-1, 5], [0, 7], [-1.0], [100.0, 0.001], [-1, -1, 2.5]):
        yield from ((entries, skip) for skip in (False, True))
    for length in (1, 2, 5):
        symbols = list(sympy.symbols(f"g_1:{length + 1}"))
        yield from ((symbols, skip) for skip in (False, True))


def _admits_chain(local_gradients, skip):
    right = isinstance(local_gradients, list) and len(local_gradients) <= 20
    return right and isinstance(skip, bool) and is_formula_call(local_gradients)


def _pairs():
    for seed, m in itertools.product(range(5), (1, 2, 3, 5, 8)):
        yield numbers(m, seed=seed), numbers(m, m, seed=seed + 9)
    yield np.ones(3), np.zeros((3, 3))
    yield np.zeros(3), numbers(3, 3)
    yield np.arange(4.0), -np.eye(4)


def _admits_pair(upstream, jacobian):
    return within(upstream, jacobian) and jacobian.shape == upstream.shape * 2


ORACLES = {
    ("3e", "chain_gradient"): Oracle(chain, agrees, _admits_chain, _chains),
    ("3e", "residual_backward"): Oracle(backward, plain(agreement.array), _admits_pair, _pairs),
}
