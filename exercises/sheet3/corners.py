"""
Inputs at which shortcuts end, of kinds that every function is asked.

What is right nearly everywhere is wrong where something is special: many rows, contrasts that are
small beside the numbers, digits beyond the third, lines that are equal, sums that cancel. Drawing
meets such inputs by chance; here each kind is written down once, so that no question lacks it.
"""

import numpy as np
from hypothesis import example

__all__ = [
    "BATCH",
    "KERNELS",
    "MATTERING",
    "PAIRS",
    "PICTURES",
    "PLANES",
    "asked",
    "paired",
    "uneven",
]


def uneven(*shape, scale=90.0):
    """Numbers of all digits up to ``scale`` in size, none of them near 0 and no two equal."""
    count = np.arange(1.0, 1.0 + np.prod(shape))
    return (scale * np.where(np.sin(count) < 0, -1, 1) * (0.1 + 0.9 * np.cos(count) ** 2)).reshape(
        shape
    )


LARGE = uneven(41, 23)
LINE = np.array([[7.0, 1, 4, 7]])
# Symmetric, so that rows and columns cannot be told apart, but no half turn leaves it as it is.
SYMMETRIC = np.array([[1.0, 2, 5], [2, 3, 4], [5, 4, 9]])
HOLLOW = np.pad(np.array([[2.0, 7, 3], [4, 0, 1]]), 1)

PLANES = {
    "many rows and columns, all digits": LARGE,
    "faint beside its numbers": 60 + np.round(uneven(4, 5), 0) / 1000,
    "small numbers": np.round(uneven(3, 4, scale=5), 0) / 1000 + 0.006,
    "dark throughout": -75 - 0.25 * np.abs(uneven(4, 3)),
    "symmetric": SYMMETRIC,
    "equal rows": np.array([[3.0, 8, 1, 5]] * 3),
    "equal columns": np.array([[3.0] * 4, [8] * 4, [1] * 4, [5] * 4, [2] * 4]),
    "constant": np.full((3, 4), 5.5),
    "zero at its border": HOLLOW,
    "ends alike": LINE,
}
# Of these, what may matter to sums of products.
MATTERING = {
    name: PLANES[name]
    for name in (
        "many rows and columns, all digits",
        "faint beside its numbers",
        "symmetric",
        "zero at its border",
    )
}
KERNELS = {
    "symmetric": SYMMETRIC,
    "of sum zero": np.array([[2.0, -1, 3], [-4, 5, -6], [1, 2, -2]]),
    "of a sum that no turn changes": np.array([[1.0, 0, 2], [3, 0, 0], [0, 2, 1]]),
    "ones on the diagonal": np.eye(3),
    "ends alike": np.array([[1.0, 2, 4], [7, 3, 5], [1, 2, 4]]),
    "small": np.array([[1.0, 2, 4], [7, 3, 5], [6, 8, 9]]) / 1000,
    "large, all digits": uneven(9, 9, scale=9.0),
}
# A kernel that is an outer product, and one that is none, with the same thing special about each.
STAIRS = np.outer(np.arange(1.0, 10), np.arange(-4.0, 4))
PAIRS = {
    "large": (STAIRS, STAIRS + np.pad([[1.0]], ((8, 0), (7, 0)))),
    "signs": (np.outer([1.0, -2], [1, -3, 2, 5]), np.array([[1.0, 3, 2, 5], [2, -6, 4, 10]])),
    "zeros on the diagonal": (np.outer([1.0, 0, 2], [0, 3, 0]), 1 - np.eye(3)),
    "zeros and ones": (
        np.outer([1.0, 0, 1], [1, 0, 1]),
        np.array([[0.0, 1, 1], [1, 1, 0], [1, 0, 0]]),
    ),
    "sums that cancel": (
        np.outer([1.0, 2, -3], [4.0, 5, 6]),
        np.array([[1.0, -1], [2, -2], [3, 4]]),
    ),
    "small": (np.outer([1.0, 2], [3, 5]) / 1000, np.array([[1.0, 1], [1, 1.000008]]) / 1000),
    "a zero line between": (np.outer([1.0, 0, 2], [1, 2]), np.array([[1.0, 2], [0, 0], [2, 5]])),
    "largest where negative": (np.outer([1.0, 2], [-1, 0]), np.array([[-1.0, 0], [0, -3]])),
    "far apart": (np.outer([90.0, 0.01], [1, 0.5]), np.array([[90.0, 0], [0, 0.05]])),
    "two columns alike": (np.outer([1.0, 3], [1, 2, 0]), np.array([[1.0, 2, 3], [2, 4, 7]])),
    "square, determinant zero": (np.outer([2.0, 2, 2], [1, 5, 1]), np.diag([1.0, 2, 0])),
}
GREY = (np.arange(12.0).reshape(3, 4, 1) * 5 % 12 + 1) / 16
PICTURES = {
    "many rows, columns and channels, all digits": 0.5 + uneven(41, 23, 5) / 200,
    "wide": 0.5 + uneven(3, 150, 1) / 200,
    "constant": np.full((2, 3, 3), 0.75),
    "symmetric": np.stack([SYMMETRIC / 10, 1 - SYMMETRIC / 10], axis=2),
    "ends alike": LINE[:, :, np.newaxis] / 8,
    "equal rows": np.repeat(GREY[:1], 3, axis=0),
    "one column": GREY[:, :1].copy(),
    "transparent": np.concatenate([GREY, GREY[::-1], GREY[:, ::-1], 1 - GREY], axis=2),
}
# More images, rows, columns and channels than are drawn.
BATCH = uneven(6, 36, 7, 5)


def asked(name, inputs, wrap=lambda each: each, least=1, **others):
    """
    An example for each input whose sides are at least ``least``.

    ``inputs`` maps what is special to arrays; ``wrap`` makes the argument ``name`` of an array.
    """

    def with_examples(test):
        for each in inputs.values():
            if min(each.shape) >= least:
                test = example(**{name: wrap(each.copy())}, **others)(test)
        return test

    return with_examples


def paired(product, other, *choices, **others):
    """
    An example for each of ``PAIRS``, or for those at ``choices``.

    ``product`` and ``other`` are the names of the arguments that the two kernels are; one may be
    empty.
    """

    def with_examples(test):
        for number, pair in enumerate(PAIRS.values()):
            given = dict(zip([product, other], (each.copy() for each in pair), strict=True))
            given.pop("", None)
            if not choices or number in choices:
                test = example(**given, **others)(test)
        return test

    return with_examples
