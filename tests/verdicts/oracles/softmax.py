"""Questions 2a and 2b: differences of scores in exact fractions, then one exponential each."""

import math
from fractions import Fraction

import numpy as np
import sympy

from tests.verdicts import agreement
from tests.verdicts.inputs import numbers
from tests.verdicts.oracles.oracle import Oracle, plain

__all__ = ["ORACLES"]


def probabilities(c):
    """Each score's distance from the largest cannot overflow."""
    exact = [Fraction(float(each)) for each in c]
    weights = [math.exp(float(each - max(exact))) for each in exact]
    return [each / math.fsum(weights) for each in weights]


def jacobian(c):
    """Entry by entry: p_i * (1 if i == j else 0) - p_i * p_j."""
    p = probabilities(c)
    k = len(p)
    return [[p[i] * (i == j) - p[i] * p[j] for j in range(k)] for i in range(k)]


def _agrees(answer, expected):
    return agreement.array(answer, expected) and bool(np.all(np.asarray(answer) >= 0))


POINTS = ((0, 0, 0, 0), (1, 2, 3, 4), (-1.5, 0.25, 3, -2), (0.1, 5, -4, 2), (3, 3, -3, 0.5))


def _agrees_in_symbols(answer, n, _):
    try:
        matrix = sympy.Matrix(answer)
    except (TypeError, ValueError):
        return False
    if matrix.shape != (n, n):
        return False
    names = [f"c_{i + 1}" for i in range(n)]
    free = sorted(matrix.free_symbols, key=str)
    if not {each.name for each in free} <= set(names):
        return False
    numbers_of = sympy.lambdify(free, matrix.tolist(), "math")
    for point in POINTS:
        values = dict(zip(names, point, strict=False))
        here = numbers_of(*(values[each.name] for each in free))
        if not agreement.array(here, jacobian(point[:n])):
            return False
    return True


def _admits(c):
    return c.ndim == 1 and c.dtype == np.float64 and bool(np.all(np.abs(c) <= 1e300))


def _scores():
    for k in range(1, 9):
        yield (numbers(k, seed=k),)
        yield (numbers(k, seed=k, scale=30.0),)
        yield (numbers(k, seed=k) * 1e3,)
        yield (numbers(k, seed=k) * 1e298,)
        yield (np.full(k, -1e300),)
    yield (np.array([1e300, -1e300, 1e300]),)
    yield (np.array([0.0, -745.5, -30.0]),)
    yield (np.array([1000.0, 1000.5, 999.0]),)
    yield (np.array([-1e5, -1e5 + 1]),)
    yield (np.linspace(-5, 5, 200),)


def _small_scores():
    for k in range(1, 8):
        for seed in range(5):
            yield (np.clip(numbers(k, seed=10 * k + seed, scale=(1, 3, 10)[seed % 3]), -20, 20),)
    yield (np.array([20.0, -20.0, 20.0]),)
    yield (np.zeros(4),)


ORACLES = {
    ("2a", "softmax"): Oracle(probabilities, plain(_agrees), _admits, _scores),
    ("2b", "softmax_jacobian"): Oracle(
        jacobian,
        plain(agreement.array),
        lambda c: _admits(c) and bool(np.all(np.abs(c) <= 20)),
        _small_scores,
    ),
    ("2b", "softmax_jacobian_symbolic"): Oracle(
        lambda n: n,
        _agrees_in_symbols,
        lambda n: n in (1, 2, 3, 4),
        lambda: [(1,), (2,), (3,), (4,)],
    ),
}
