"""Question 2c: averages number by number, and the rules for sums of independent variables."""

import itertools
import math

import sympy

from tests.verdicts import agreement
from tests.verdicts.inputs import grey, numbers, ones
from tests.verdicts.oracles.formulas import agrees, is_formula_call
from tests.verdicts.oracles.oracle import Oracle, plain, within

__all__ = ["ORACLES"]


def average(snapshots):
    """Each pixel's sum over the snapshots, divided by their number."""
    n, height, width = snapshots.shape
    return [
        [math.fsum(float(snapshots[k, i, j]) for k in range(n)) / n for j in range(width)]
        for i in range(height)
    ]


def mean(pixel, sigma, n):
    """The expectation of an average is the snapshots' own."""
    return pixel


def variance(pixel, sigma, n):
    """Variances of n independent variables add up to n times one; a factor 1/n counts squared."""
    return n * sigma * sigma / (n * n)


def _snapshots():
    shapes = [(1, 1, 1), (2, 3, 4), (5, 1, 3), (3, 4, 1), (9, 5, 5), (40, 2, 3), (17, 6, 2)]
    for seed, shape in enumerate(shapes):
        yield (numbers(*shape, seed=seed),)
        yield (numbers(*shape, seed=seed, scale=60.0),)
        yield (ones(*shape, value=7.5),)
    yield (grey(3, 3, 3) * 0.0,)


def _calls():
    yield sympy.symbols("pixel sigma n")
    yield sympy.symbols("pixel sigma n", positive=True)
    yield sympy.symbols("a b c")
    yield from itertools.product((0, 1, -3.5, 0.001, 100.0), (0, 1, 2.5, 0.01, 40), (1, 2, 7, 100))


def _admits_formula(pixel, sigma, n):
    symbolic = isinstance(n, sympy.Symbol)
    return is_formula_call((pixel, sigma, n)) and (symbolic or (n >= 1 and sigma >= 0))


ORACLES = {
    ("2c", "denoise"): Oracle(
        average, plain(agreement.array), lambda s: within(s) and s.ndim == 3, _snapshots
    ),
    ("2c", "denoised_mean"): Oracle(mean, agrees, _admits_formula, _calls),
    ("2c", "denoised_variance"): Oracle(variance, agrees, _admits_formula, _calls),
}
