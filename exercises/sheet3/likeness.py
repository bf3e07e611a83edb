"""
When two answers say the same without being equal.

For comparing a submission's answers with those of a known mistake: a kernel can be taken apart
in many ways, a cost can be written in many, and 3 is 3.0.
"""

from fractions import Fraction

import numpy as np

from grader.authoring import array, pair, word
from grader.authoring.growth import Unreadable, growth

__all__ = ["LIKENESS"]


def same_product(one, other):
    """Both None, or pairs with the same outer product, or equal where they have none."""
    if one is None or other is None:
        return one is other
    (a, b), (c, d) = (map(array, pair(answer)) for answer in (one, other))
    if [a.shape, b.shape] != [c.shape, d.shape]:
        return False
    with np.errstate(all="ignore"):
        first, second = np.multiply.outer(a, b), np.multiply.outer(c, d)
    return bool(np.allclose(first, second, rtol=1e-6, atol=1e-9 * np.abs(second).max(initial=1.0)))


def same_growth(one, other):
    """The same growth class, along three ways for N and K to grow."""
    try:
        costs = growth(word(one)), growth(word(other))
    except Unreadable:
        return False
    slopes = (Fraction(1), Fraction(1, 2), Fraction(1, 97))
    return all(costs[0].exponent(s) == costs[1].exponent(s) for s in slopes)


def same_number(one, other):
    """Two numbers of equal value, 3 and 3.0 too. Raises TypeError for symbols."""
    return abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(other)))


LIKENESS = {
    "separate": same_product,
    "filter_complexity": same_growth,
    "denoised_mean": same_number,
    "denoised_variance": same_number,
}
