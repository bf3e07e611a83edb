"""Question 3a: pixels are moved one by one, and whether layers commute is tried out."""

import itertools

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.inputs import numbers
from tests.verdicts.oracles.filtering import filtered
from tests.verdicts.oracles.oracle import Oracle, plain, within

__all__ = ["ORACLES"]

TRANSFORMS = {
    "shift": lambda image: moved(image, 2, 1),
    "flip": lambda image: image[:, ::-1],
    "rotate90": lambda image: np.array([list(each) for each in zip(*image, strict=True)])[::-1],
}
OPERATIONS = {
    "convolution": lambda image: filtered(image, numbers(3, 3, seed=77), "wrap"),
    "relu": lambda image: np.where(image > 0, image, 0.0),
    "global_average_pooling": lambda image: np.float64(sum(sorted(image.ravel())) / image.size),
    "global_max_pooling": lambda image: np.float64(max(image.ravel())),
}
WORDS = ("", "Shift", "shift ", "rotate", "pooling", "conv", "ReLU", "rotate180", "relu", "flip")


def moved(image, rows, columns):
    """Where each pixel goes."""
    height, width = image.shape
    result = np.zeros(image.shape)
    for i, j in np.ndindex(image.shape):
        result[(i + rows) % height, (j + columns) % width] = image[i, j]
    return result


def gap(image, kernel, rows, columns, padding):
    """Filter and shift, in both orders; and the largest filtered pixel."""
    if padding not in ("wrap", "zero"):
        raise ValueError
    first = filtered(image, kernel, padding)
    second = filtered(moved(image, rows, columns), kernel, padding)
    return float(np.max(np.abs(moved(first, rows, columns) - second))), float(np.max(np.abs(first)))


def kind(operation, transform):
    """Tried on an image: does the output stay, does it move along, or neither."""
    if operation not in OPERATIONS or transform not in TRANSFORMS:
        raise ValueError
    image = numbers(5, 5, seed=3)
    before = OPERATIONS[operation](image)
    after = OPERATIONS[operation](TRANSFORMS[transform](image))
    if np.shape(before) == np.shape(after) and np.allclose(before, after):
        return "invariant"
    return "equivariant" if np.allclose(after, TRANSFORMS[transform](before)) else "neither"


def _agrees_on_gap(answer, expected, _):
    largest, scale = expected
    return agreement.real(answer, largest, atol=1e-9 * max(1.0, scale))


def _moves():
    shifts = [(0, 0), (1, 0), (0, -1), (2, 3), (-7, 12), (2**53 + 1, -(2**62) - 1), (2**31, 5)]
    shifts += [(2**63 - 1, 1 - 2**63)]
    for seed, shape in enumerate([(1, 1), (3, 4), (5, 2), (1, 6), (7, 7)]):
        for rows, columns in shifts:
            yield numbers(*shape, seed=seed), rows, columns


def _gaps():
    drawn = itertools.product([(3, 3), (4, 6), (5, 3), (6, 6)], (1, 3, 5), _SHIFTS, _PADDINGS)
    for seed, (shape, side, (rows, columns), padding) in enumerate(drawn):
        if side <= min(shape):
            image, kernel = numbers(*shape, seed=seed), numbers(side, side, seed=seed + 1)
            yield image, kernel, rows, columns, padding


_SHIFTS = ((0, 0), (1, 0), (0, 2), (-1, 3), (12, -7))
_PADDINGS = ("wrap", "zero", "reflect", "")


def _admits_move(image, rows, columns):
    """The question's bounds."""
    return within(image) and max(abs(rows), abs(columns)) < 2**63


def _admits_gap(image, kernel, rows, columns, padding):
    odd = kernel.shape[0] == kernel.shape[1] and kernel.shape[0] % 2 == 1
    fits = odd and kernel.shape[0] <= min(image.shape)
    return _admits_move(image, rows, columns) and within(kernel) and fits


def _pairs():
    yield from itertools.product(OPERATIONS, TRANSFORMS)
    yield from itertools.product(OPERATIONS, WORDS)
    yield from itertools.product((*WORDS, *TRANSFORMS), TRANSFORMS)


ORACLES = {
    ("3a", "translate"): Oracle(moved, plain(agreement.array), _admits_move, _moves),
    ("3a", "equivariance_gap"): Oracle(gap, _agrees_on_gap, _admits_gap, _gaps),
    ("3a", "classify"): Oracle(
        kind, plain(agreement.word), lambda *words: all(type(each) is str for each in words), _pairs
    ),
}
