"""
Inputs at which shortcuts end, of kinds that every function is asked.

What is right nearly everywhere is wrong where something is special: many rows, contrasts that are
small beside the numbers, digits beyond the third, lines that are equal, sums that cancel. Drawing
meets such inputs by chance; here each kind is written down once, so that no question lacks it.
"""

import numpy as np

__all__ = [
    "ALL_BUT_EQUAL",
    "ALL_BUT_MIRRORED",
    "BATCH",
    "EDGES",
    "FAINT",
    "FRAME",
    "FRAMES",
    "KERNELS",
    "LARGE",
    "LONG",
    "LOOKALIKE",
    "MATTERING",
    "NOT_LONG",
    "PICTURES",
    "PLANES",
    "STACK",
    "exchanged",
    "uneven",
]


def uneven(*shape, scale=90.0):
    """
    Numbers of all digits up to ``scale`` in size, none of them near 0 and no two equal.

    They are binary fractions, so that their sum does not depend on their order.
    """
    count = np.arange(1.0, 1.0 + np.prod(shape))
    sizes = scale * np.where(np.sin(count) < 0, -1, 1) * (0.1001 + 0.8999 * np.cos(count) ** 2)
    return (np.round(sizes * 2**30) / 2**30).reshape(shape)


def exchanged(array, one, other):
    """The array with two of its numbers in each other's place."""
    changed = array.copy()
    changed[one], changed[other] = array[other], array[one]
    return changed


def _with_zeros(picture, row, column, channel):
    """The picture, (H, W, C), with a row, a column and a channel that are zero."""
    picture[row], picture[:, column], picture[:, :, channel] = 0.0, 0.0, 0.0
    return picture


# Of more than 1000 numbers the text of an array shows the corners alone, so that these two are
# alike; so are their sums, and all that does not look where a number lies. And beyond 1024 some
# spare themselves the digits.
LARGE = uneven(46, 23)
LARGE[0, 10] = 97.0
LOOKALIKE = {"all but two pixels alike": exchanged(LARGE, (0, 10), (22, 21))}
LINE = np.array([[7.0, 1, 4, 7]])
# Symmetric, so that rows and columns cannot be told apart, but no half turn leaves it as it is.
SYMMETRIC = np.array([[1.0, 2, 5], [2, 3, 4], [5, 4, 9]])
ALIKE = np.array([[1.0, 1, 5, 1], [1, 1, 5, 1], [7, 7, 3, 7], [1, 1, 5, 1]])
HOLLOW = np.pad(np.array([[2.0, 7, 3], [4, 0, 1]]), 1)
# A place beyond the 255th is none in 8 bits; the numbers themselves are. No parts of equal size
# make 293.
LONG = np.arange(586.0) * 37 % 101

# Within what ``np.allclose`` takes for equal, and beyond what answers may be off by.
ALL_BUT_EQUAL = np.array([[50.0002, 50, 50], [50, 50, 49.9999], [49.9998, 50, 50.0001]])
ALL_BUT_MIRRORED = np.array([[10.0, 20.00018, 10], [20, 40, 19.99982], [10.00009, 20, 10]])
# Nothing lies between its large numbers and a tiny one, which sums of neighbours do not hide.
FAR_APART = np.pad(uneven(3, 5), ((0, 0), (0, 8)))
FAR_APART[:, 9] = 0.002
# Two lines at all its sides are alike; within, no two numbers are.
FRAME = np.pad(np.arange(3.0, 19).reshape(4, 4) ** 2 % 37 - 15, 2, constant_values=7.0)
# And so are its first image and channel.
FRAMES = np.full((2, 8, 8, 2), 7.0)
FRAMES[1, :, :, 1] = FRAME
# Large enough for others that differ inside alone: of images, rows, columns and channels.
STACK = np.arange(384.0).reshape(4, 4, 6, 4) % 13 - 6
PLANES = {
    "many rows and columns, all digits": LARGE,
    "faint beside its numbers": 60 + np.round(uneven(4, 5), 0) / 1000,
    "small, all digits": 0.0011 + uneven(3, 4, scale=0.0001),
    "sizes far apart": np.array([[90.0, 0.01, 3], [0.004, -40, 0.3], [1, 0.07, 80]]),
    "dark throughout, whole": -75 - np.round(np.abs(uneven(4, 3)) / 4),
    "high, one column": uneven(13, 1),
    "wide, tiny far from large": FAR_APART,
    "symmetric": SYMMETRIC,
    "equal rows": -np.array([[3.0, 8, 1, 5]] * 3),
    "equal columns": np.array([[3.0] * 4, [8] * 4, [1] * 4, [5] * 4, [2] * 4]),
    "constant": np.full((3, 4), -5.5),
    # Nearly symmetric, mirrored, constant and an outer product, too.
    "all but equal": ALL_BUT_EQUAL,
    "zero at its border": HOLLOW,
    "constant at its border": FRAME,
    "ends alike": LINE,
    # Its rows and columns all add up to 0.
    "every line of sum zero": np.array([[2.0, -5, 3, 0], [4, 1, -7, 2], [-6, 4, 4, -2]]),
    # Its last two rows are alike.
    "ones and minus ones": np.array(
        [[1.0, -1, -1, 1], [1, 1, -1, 1], [-1, 1, 1, 1], [-1, 1, 1, 1]]
    ),
    "some lines alike": ALIKE,
    # Its first row and its first column read the same from both ends.
    "zero lines inside": np.array([[3.0, 0, 0, 3], [0, 0, 0, 0], [3, 0, -2, 8]]),
    "none above zero": np.array([[0.0, -3, -8], [-0.0, -5, -1], [-2, -100, -4]]),
    "zeros and ones": np.array([[0.0, 1, 1, 0], [1, 1, 0, 1], [0, 1, 0, 0]]),
    "whole, large": 100 - np.arange(30.0).reshape(5, 6) * 7 % 31,
    "high": LONG.reshape(293, 2),
    "far to the right": LONG.reshape(2, 293),
    "a step to the right": np.array([[2.0, 2, 7, 7]] * 5),
    "a step downwards": np.array([[9.0] * 3] * 2 + [[4.0] * 3] * 2),
    "stripes": np.array([[100.0, 0, 100, 0, 100]] * 3),
    "falling": (np.arange(25.0, 0, -1) ** 2 / 8).reshape(5, 5),
    "the identity": np.eye(4),
    "a single number, the last": np.pad([[-3.0]], ((2, 0), (3, 0))),
    "antisymmetric": np.array([[0.0, 2, -5], [-2, 0, 3], [5, -3, 0]]),
    # Reversed in either direction it is its own negative.
    "odd in both directions": np.array(
        [[1.0, 3, -3, -1], [2, -5, 5, -2], [-2, 5, -5, 2], [-1, -3, 3, 1]]
    ),
}
# Where a function is made of another one that is asked for long ones.
NOT_LONG = {name: plane for name, plane in PLANES.items() if max(plane.shape) < 100}
# Of these, what may matter to sums of products.
MATTERING = {
    name: PLANES[name]
    for name in (
        "many rows and columns, all digits",
        "faint beside its numbers",
        "all but equal",
        "symmetric",
        "wide, tiny far from large",
        "equal rows",
        "equal columns",
        "zero at its border",
        "constant at its border",
        "every line of sum zero",
        "ones and minus ones",
        "some lines alike",
        "zero lines inside",
        "none above zero",
        "whole, large",
        "high",
        "far to the right",
    )
}
# And what is special about its edges, or has no other numbers than a few.
EDGES = {
    name: PLANES[name]
    for name in (
        "a step to the right",
        "a step downwards",
        "stripes",
        "falling",
        "the identity",
        "a single number, the last",
        "odd in both directions",
    )
}
# Of both: products of these, and sums of them, are below 1e-5 and have digits far behind the point.
FAINT = (
    np.array([[1.3, 0, 0, 1.1], [0, 0, 1.7, 0], [0, 1.2, 0, 0]]) / 1000,
    np.array([[1.1, -1.3, 1.7], [1.2, 1.9, -1.4], [1.6, 1.5, -1.8]]) / 1000,
)
KERNELS = {
    "symmetric": SYMMETRIC,
    "of sum zero": np.array([[2.0, -1, 3], [-4, 5, -6], [1, 2, -2]]),
    "of equal sums": np.array([[2.0, 7, 6], [9, 5, 1], [4, 3, 8]]),
    "ones on the diagonal": np.eye(3),
    "all but equal": ALL_BUT_EQUAL,
    "ones": np.ones((3, 3)),
    "negative and constant": np.full((3, 3), -0.5),
    "of sum one, with a one in its middle": np.array([[3.0, -1, 2], [-5, 1, 4], [-2, 1, -2]]),
    "of sum one": np.outer([1.0, 2, 1], [1, 2, 1]) / 16,
    "Prewitt's": np.array([[1.0, 0, -1]] * 3),
    "Prewitt's, downwards": np.array([[1.0] * 3, [0] * 3, [-1] * 3]),
    "antisymmetric": np.array([[0.0, 2, -5], [-2, 0, 3], [5, -3, 0]]),
    "a single number": np.array([[0.0, 0, 0], [0, 0, 2], [0, 0, 0]]),
    "ends alike": np.array([[1.0, 2, 4], [7, 3, 5], [1, 2, 4]]),
    "small, all digits": uneven(3, 3, scale=0.01),
    "sizes far apart": np.array([[90.0, 0.02, 3], [0.005, -40, 0.3], [1, 0.07, 80]]),
    "large, all digits": uneven(9, 9, scale=9.0),
    "every line of sum zero": np.array([[2.0, -5, 3], [4, 1, -5], [-6, 4, 2]]),
    # Its last two rows are alike.
    "ones and minus ones": np.array([[1.0, -1, 1], [1, 1, -1], [1, 1, -1]]),
    "some lines alike": np.array([[1.0, 1, 5], [1, 1, 5], [7, 7, 3]]),
    "a zero row inside": np.array([[1.0, 2, 1], [0, 0, 0], [5, -3, 2]]),
    "a zero column inside": np.array([[1.0, 0, 5], [2, -0.0, -3], [1, 0, 2]]),
    "all but mirrored, and all but a product": ALL_BUT_MIRRORED,
    "all but the identity": np.diag([0.999992, 1.0, 1.000008]),
    "all but antisymmetric": np.array([[0, 20, -50], [-20.0001, 0, 30], [50.0002, -30.0001, 0]]),
    "whole, large, falling": np.array([[99.0, 98, 96], [93, 89, 84], [78, 71, 63]]),
    "a mean": np.full((3, 3), 1 / 9),
    "binomial, five rows": np.outer([1.0, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256,
    "symmetric, zero at its border": np.pad(SYMMETRIC, 1),
    "constant at its border": np.pad([[1.0, -2, 4], [0, 3, 5], [-1, 7, 6]], 1, constant_values=2),
}
GREY = (np.arange(12.0).reshape(3, 4, 1) * 5 % 12 + 1) / 16
MANY = 0.5 + uneven(41, 23, 5) / 200
# Its first row and column do not tell that it is not mirrored.
MANY[0, 12:], MANY[21:, 0] = MANY[0, 10::-1], MANY[19::-1, 0]
NEAR = np.array([4e-9, 3e-7, 2e-5, 0.0006, 1.0, 0.0])
PICTURES = {
    "many rows, columns and channels, all digits": MANY,
    "nearly black or white": np.concatenate([NEAR, 1 - NEAR]).reshape(3, 4, 1),
    "coloured": uneven(3, 2, 3, scale=0.45) + 0.5,
    "all but two numbers alike": exchanged(MANY, (0, 10, 2), (20, 22, 1)),
    # As many columns as channels.
    "one row, falling": (16 - np.arange(16.0).reshape(1, 4, 4)) / 16,
    "wide": 0.5 + uneven(3, 293, 1) / 200,
    "constant": np.full((2, 3, 3), 0.75),
    "all but equal": np.stack([ALL_BUT_EQUAL, ALL_BUT_EQUAL[::-1]], axis=2) / 100,
    "symmetric": np.stack([SYMMETRIC / 10, 1 - SYMMETRIC / 10], axis=2),
    "ends alike": LINE[:, :, np.newaxis] / 8,
    "equal rows": np.repeat(GREY[:1], 3, axis=0),
    "one column": uneven(4, 1, 3, scale=0.45) + 0.5,
    "one column, one channel": 0.5 + uneven(4, 1, 1, scale=0.45),
    "high": 0.5 + uneven(293, 2, 1) / 200,
    "many channels": 0.5 + uneven(1, 2, 293) / 200,
    "black and white": np.array([[0.0, 1, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0], [0, 1, 1, 1]])[
        :, :, np.newaxis
    ],
    "black lines": _with_zeros(0.5 + uneven(3, 4, 3, scale=0.45), -1, 0, 2),
    "black at other ends": _with_zeros(0.5 + uneven(3, 4, 3, scale=0.45), 0, -1, 0),
    "black lines inside, all sides alike": _with_zeros(0.5 + uneven(3, 3, 3, scale=0.45), 1, 1, 1),
    "the same upside down": np.concatenate([GREY, GREY / 2, GREY], axis=2)[[0, 1, 0]],
    "some lines alike": np.stack([ALIKE, ALIKE, ALIKE[::-1] / 2], axis=2) / 8,
    "in steps of a byte": (np.arange(25.0) * 70 % 256 / 255).reshape(5, 5, 1),
    "dim, black but for one pixel": np.pad([[[0.003]]], ((1, 1), (1, 2), (0, 0))),
    "grey, the same from all sides": np.array([[2.0, 4, 2], [4, 7, 4], [2, 4, 2]])[:, :, np.newaxis]
    * np.full(3, 0.125),
    "alike but for one number": np.pad([[[0.25]]], ((2, 0), (2, 0), (0, 0)), constant_values=0.75),
    "constant at its border and in its first channel": np.stack(
        [np.full((8, 8), 0.5), FRAME / 32 + 0.5 - 7 / 32], axis=2
    ),
    "one pixel": np.array([[[0.25, 0.5, 1.0]]]),
    "transparent": np.concatenate([GREY, GREY[::-1], GREY[:, ::-1], 1 - GREY], axis=2),
}
# More images, rows, columns and channels than are drawn.
BATCH = uneven(6, 36, 4, 5)
