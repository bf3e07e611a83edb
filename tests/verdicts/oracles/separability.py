"""
Questions 3b and 3c: all 2 by 2 minors, in exact fractions.

The squares of the minors add up to the products of squares of two singular values each, and the
squares of the entries to the squares of all, so their ratio tells the second from none at all.
"""

import itertools
import math
from fractions import Fraction

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.inputs import numbers
from tests.verdicts.oracles.oracle import Oracle, plain, within

__all__ = ["ORACLES"]


def share(kernel):
    """About the second singular value as a share of the first."""
    rows = [[Fraction(float(each)) for each in row] for row in kernel]
    size = sum(each * each for row in rows for each in row)
    if not size:
        return 0.0
    minors = sum(
        (one[j] * other[k] - one[k] * other[j]) ** 2
        for one, other in itertools.combinations(rows, 2)
        for j, k in itertools.combinations(range(len(one)), 2)
    )
    return math.sqrt(minors / size**2)


def separable(kernel):
    """Whether there is no second one to speak of."""
    return share(kernel) <= 1e-9


def _is_a_separation(answer, expected, call):
    if not expected:
        return answer is None
    (kernel,) = call
    try:
        column, row = answer
    except (TypeError, ValueError):
        return False
    column, row = np.asarray(column), np.asarray(row)
    if (column.shape, row.shape) != (kernel.shape[:1], kernel.shape[1:]):
        return False
    if column.dtype.kind not in "iuf" or row.dtype.kind not in "iuf":
        return False
    largest = float(np.abs(kernel).max())
    return bool(np.all(np.abs(np.outer(column, row) - kernel) <= 1e-8 * largest))


def _admits(kernel):
    clear = not 4e-16 < share(kernel) < 2e-6
    return within(kernel) and kernel.ndim == 2 and clear


def _products():
    shapes = [(1, 1), (1, 4), (5, 1), (2, 2), (3, 3), (2, 5), (6, 3), (7, 7)]
    for seed, (m, n) in enumerate(shapes):
        column = numbers(m, seed=seed)
        row = numbers(n, seed=seed + 50)
        column[abs(column) < 0.1], row[abs(row) < 0.1] = 0.5, -0.25
        yield np.outer(column, row)
        column[0] = 0.0
        yield np.outer(column, row)
        column[0], column[-1], row[-1] = 0.5, 0.0, 0.0
        yield np.outer(column, row)
        yield np.outer(np.arange(m) + 1.0, np.arange(n) - 1.0)
        yield np.full((m, n), -2.0)
        yield np.zeros((m, n))


def _others():
    for seed, (m, n) in enumerate([(2, 2), (3, 3), (2, 5), (6, 3), (7, 7), (4, 4)]):
        yield numbers(m, n, seed=seed)
        yield np.eye(m, n)
        bent = np.outer(np.arange(m) + 1.0, np.arange(n) + 2.0)
        bent[-1, -1] += 0.01
        yield bent
        corner = np.zeros((m, n))
        corner[0, 0] = corner[-1, -1] = 1.0
        yield corner
        bordered = np.zeros((m, n))
        bordered[0], bordered[-1] = 1.0, np.arange(n)
        yield bordered
    yield np.array([[2.0, 3.0], [1.0, 1.0]])
    yield np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
    yield np.array([[1.0, 1.0], [1.0, 1.0 + 1e-5]])


def _kernels():
    return [(each,) for each in itertools.chain(_products(), _others()) if _admits(each)]


ORACLES = {
    ("3b", "is_separable"): Oracle(separable, plain(agreement.boolean), _admits, _kernels),
    ("3c", "separate"): Oracle(separable, _is_a_separation, _admits, _kernels),
}
