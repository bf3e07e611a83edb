"""Questions 2d and 2e: the sum of the definition, one pixel of the result at a time."""

import itertools
import math

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.inputs import numbers
from tests.verdicts.oracles.oracle import Oracle, plain, within

__all__ = ["ORACLES", "filtered"]

HX = np.array([[1.0, 0.0, -1.0]] * 3)
WORDS = ("wrap", "Zero", "", "constant", "mirror", "zeros", "reflect ", "symmetric", "edge")


def _mirrored(index, side):
    """The index inside that an index outside stands for."""
    if index < 0:
        return -index
    return 2 * (side - 1) - index if index >= side else index


def filtered(image, kernel, padding):
    """Entry (i, j) adds image[i - u, j - v] times the kernel's entry at (u, v) from its middle."""
    height, width = image.shape
    half = kernel.shape[0] // 2

    def pixel(i, j):
        if padding == "wrap":
            return float(image[i % height, j % width])
        if padding == "reflect":
            return float(image[_mirrored(i, height), _mirrored(j, width)])
        return float(image[i, j]) if 0 <= i < height and 0 <= j < width else 0.0

    around = list(itertools.product(range(-half, half + 1), repeat=2))
    result = np.zeros(image.shape)
    for i, j in np.ndindex(image.shape):
        terms = [pixel(i - u, j - v) * float(kernel[half + u, half + v]) for u, v in around]
        result[i, j] = math.fsum(terms)
    return result


def convolved(image, kernel, padding):
    """The two paddings that there are."""
    if padding not in ("zero", "reflect"):
        raise ValueError
    return filtered(image, kernel, padding)


def gradients(image, padding):
    """Across and down."""
    return convolved(image, HX, padding), convolved(image, HX.T, padding)


def magnitude(image, padding):
    """The length of the gradient."""
    gx, gy = gradients(image, padding)
    return [
        [math.hypot(*each) for each in zip(*rows, strict=True)] for rows in zip(gx, gy, strict=True)
    ]


def _admits(image, kernel, padding):
    sides = kernel.shape
    fits = padding != "reflect" or min(image.shape) > sides[0] / 2
    odd = len(sides) == 2 and sides[0] == sides[1] and sides[0] % 2 == 1
    return within(image, kernel) and image.ndim == 2 and odd and fits


def _images():
    shapes = [(1, 1), (4, 5), (3, 3), (2, 7), (6, 2), (1, 5), (4, 1), (9, 8)]
    for seed, shape in enumerate(shapes):
        yield numbers(*shape, seed=seed)
    yield np.array([[3.0, 4, 8, 10, 22, 45, 50, 65]] * 10)
    yield np.zeros((3, 4))


def _kernels():
    for seed, side in enumerate((1, 3, 5, 7)):
        yield numbers(side, side, seed=seed + 60)
    yield HX
    yield np.eye(3)


def _convolutions(padding):
    for image, kernel in itertools.product(_images(), _kernels()):
        if _admits(image, kernel, padding):
            yield image, kernel, padding
    if padding == "zero":
        yield from ((numbers(4, 4), numbers(3, 3), word) for word in WORDS)


def _gradients(padding):
    yield from ((each, padding) for each in _images() if _admits(each, HX, padding))
    if padding == "zero":
        yield from ((numbers(4, 4), word) for word in WORDS)


def _oracles(question, padding):
    def admits(image, word):
        return _admits(image, HX, word)

    def cases():
        return _gradients(padding)

    return {
        (question, "convolve2d"): Oracle(
            convolved, plain(agreement.array), _admits, lambda: _convolutions(padding)
        ),
        (question, "prewitt_gradients"): Oracle(gradients, plain(agreement.pair), admits, cases),
        (question, "gradient_magnitude"): Oracle(magnitude, plain(agreement.array), admits, cases),
    }


ORACLES = _oracles("2d", "zero") | _oracles("2e", "reflect")
