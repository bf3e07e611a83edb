"""
Kernels that are outer products, each beside one that is none and has the same thing special.

A shortcut to whether a kernel is separable ends at one of the two.
"""

import numpy as np
from hypothesis import example

from exercises.sheet3.corners import ALL_BUT_MIRRORED, PLANES

__all__ = ["PAIRS", "paired"]

STAIRS = np.outer(np.arange(1.0, 10), np.arange(-4.0, 4))
# The parts of most sizes that it has, from the first row on, are products even if it is none.
TALL = np.outer(np.arange(241.0) * 4 % 9 + 1, [3, -7])
A_BIT_MORE = 1 + 2.0**-18
# Small enough for who multiplies exact fractions, for all pairs of rows and of columns.
SLOPE = np.outer(np.arange(1.0, 18), np.arange(18.0, 0, -1)) / 4
SIX = np.arange(36.0).reshape(6, 6) ** 2 % 23
PAIRS = {
    # The sum of the product is rounding noise.
    "sums that all but cancel": (
        np.outer([0.1, 0.2, -0.3], [0.2, 0.7]),
        np.array([[0.1, 0.2, -0.3], [0.3, -0.1, -0.2]]),
    ),
    "all but constant": (np.full((3, 4), -5.5), np.pad([[0.5]], ((2, 0), (1, 2))) - 5.5),
    "antisymmetric": (np.outer([2.0, 0, 5], [0, -3, 0]), PLANES["antisymmetric"]),
    "odd in both directions": (
        np.outer([1.0, 2, -2, -1], [1, -3, 3, -1]),
        PLANES["odd in both directions"],
    ),
    "equal columns": (np.outer([-3.0, -8, -1], [1, 1]), np.array([[-3.0, -3], [-8, -8], [-1, -2]])),
    "a single number": (np.outer([0.0, 0, 2], [0, 5]), np.array([[0.0, 0], [3, 0], [0, 1]])),
    "zero at its border": (np.outer([0.0, 1, 2, 0], [0, 3, 1, 0]), PLANES["zero at its border"]),
    "falling": (np.outer([3.0, 2, 1], [4, 2, 1]), np.array([[9.0, 6, 4], [3, 2, 1]])),
    "near a hundred": (np.outer([1.0, 0.9], [100, 80]), np.array([[100.0, 99], [98, 60]])),
    "six by six": (np.outer(SIX[0], SIX[1]) / 9, SIX),
    "large": (STAIRS, STAIRS + np.pad([[1.0]], ((8, 0), (7, 0)))),
    "larger, all but one number alike": (SLOPE, SLOPE + np.pad([[0.0025]], ((8, 8), (9, 8)))),
    "signs": (np.outer([1.0, -2], [1, -3, 2, 5]), np.array([[1.0, 3, 2, 5], [2, -6, 4, 10]])),
    "zeros on the diagonal": (np.outer([1.0, 0, 2], [0, 3, 0]), 1 - np.eye(3)),
    "zeros and ones": (
        np.outer([1.0, 0, 1], [1, 0, 1]),
        np.array([[0.0, 1, 1], [1, 1, 0], [1, 0, 0]]),
    ),
    "zeros and ones, symmetric": (
        np.outer([1.0, 1, 0], [1, 1, 0]),
        np.array([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]]),
    ),
    "the same numbers across and along": (
        np.outer([1.0, 2, 2], [2, 2, 1]),
        np.array([[0.0, 1, 0], [1, 1, 1], [0, 1, 0]]),
    ),
    "nilpotent": (
        np.outer([1.0, -2, 1], [1, 2]),
        np.array([[0.0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]]),  # its square is 0
    ),
    "sums that are zero": (
        np.outer([0.0, 1, -1], [1, -2, 1]),
        np.array([[1.0, -1, 0], [0, 0, 0], [0, 1, -1]]),
    ),
    "sums that cancel": (
        np.outer([1.0, 2, -3], [4.0, 5, 6]),
        np.array([[1.0, -1], [2, -2], [3, 4]]),
    ),
    "small": (np.outer([1.0, 2], [3, 5]) / 1000, np.array([[1.0, 1], [1, 1.000008]]) / 1000),
    "a zero line between": (np.outer([1.0, 0, 2], [1, 2]), np.array([[1.0, 2], [0, 0], [2, 5]])),
    "largest where negative": (np.outer([1.0, 2], [-1, 0]), np.array([[-1.0, 0], [0, -3]])),
    "far apart": (np.outer([90.0, 0.002], [1, 0.5]), np.array([[90.0, 0], [0, 0.005]])),
    "no zeros, determinant zero": (
        np.outer([0.1, 0.2, 0.3], [0.7, 0.3, 0.1]),
        np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]),
    ),
    "square, determinant zero": (np.outer([2.0, 2, 2], [1, 5, 1]), np.diag([1.0, 2, 0])),
    "every line of sum zero": (
        np.outer([2.0, -5, 3], [1, -4, 3]),
        np.array([[2.0, -5, 3, 0], [4, 1, -7, 2], [-6, 4, 4, -2]]),
    ),
    "ones and minus ones": (
        np.outer([1.0, -1, 1, 1], [1, 1, -1, 1]),
        PLANES["ones and minus ones"],
    ),
    "some lines alike": (np.outer([1.0, 1, 3, 1], [2, 2, 5, 2]), PLANES["some lines alike"]),
    "all but mirrored": (np.outer([1.0, 2, A_BIT_MORE], [A_BIT_MORE, 2, 1]), ALL_BUT_MIRRORED),
    "all but ones": (
        np.outer([1.0, A_BIT_MORE], [A_BIT_MORE, 1]),
        np.array([[1.0, 1], [1, 1.000008]]),
    ),
    # A ramp times either is zero.
    "lines at right angles to a ramp": (
        np.outer([1.0, 2], [1, -2, 1]),
        np.array([[1.0, -2, 1], [2, -1, 0], [3, 0, -1]]),
    ),
    # The two have the same numbers, sums of lines and border.
    "inner numbers exchanged": (
        np.outer([1.0, 1, -1, 2], [1, 1, -1, 3]),
        np.array([[1.0, 1, -1, 3], [1, -1, 1, 3], [-1, 1, -1, -3], [2, 2, -2, 6]]),
    ),
    # Its minors are 0 in 8 bits, and the next one's in half precision.
    "minors of 256": (np.outer([16.0, 8], [4, 2]), 16 * np.eye(2)),
    "negative, whole": (-np.outer([3.0, 9, 10], [3, 9, 10]), -np.array([[99.0, 98], [98, 97]])),
    "high, far to the right": (TALL, (TALL + np.pad([[1.0]], ((240, 0), (1, 0)))).T.copy()),
    "far to the right, high": (TALL.T.copy(), TALL + np.pad([[1.0]], ((240, 0), (0, 1)))),
}


def paired(product, other, **others):
    """
    An example for each of ``PAIRS``.

    ``product`` and ``other`` are the names of the arguments that the two kernels are.
    """

    def with_examples(test):
        for pair in PAIRS.values():
            given = dict(zip([product, other], (each.copy() for each in pair), strict=True))
            test = example(**given, **others)(test)
        return test

    return with_examples
