"""Question 1b: places are counted one after the other, and sums are taken term by term."""

import itertools
import math

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.inputs import numbers
from tests.verdicts.oracles.oracle import Oracle, plain, within

__all__ = ["ORACLES"]


def places(size, kernel, stride, padding):
    """How many of the kernel's first pixels 0, stride, 2 * stride… leave it inside."""
    last = size + 2 * padding - kernel
    if last < 0:
        raise ValueError
    return len(range(0, last + 1, stride)) if last < 1 << 60 else last // stride + 1


def layer(x, weights, stride, padding):
    """The cross-correlation, term by term."""
    n, height, width, inside = x.shape
    k, _, _, outside = weights.shape
    rows, columns = places(height, k, stride, padding), places(width, k, stride, padding)

    def pixel(a, i, j, c):
        return float(x[a, i, j, c]) if 0 <= i < height and 0 <= j < width else 0.0

    result = np.zeros((n, rows, columns, outside))
    for a, i, j, o in np.ndindex(result.shape):
        result[a, i, j, o] = math.fsum(
            pixel(a, i * stride + u - padding, j * stride + v - padding, c)
            * float(weights[u, v, c, o])
            for u, v, c in itertools.product(range(k), range(k), range(inside))
        )
    return result


def _admits_size(size, kernel, stride, padding):
    """The question's bounds: numbers below 2**62, and at most 2000 places."""
    room = size + 2 * padding - kernel
    return (
        min(size, kernel, stride, padding + 1) >= 1
        and max(size, kernel, stride, padding) < 2**62
        and room // stride < 2000
    )


def _admits_layer(x, weights, stride, padding):
    return (
        within(x, weights)
        and x.ndim == 4
        and weights.ndim == 4
        and weights.shape[0] == weights.shape[1]
        and weights.shape[2] == x.shape[3]
        and stride >= 1
        and 0 <= padding <= 3
    )


def _sizes():
    yield from itertools.product((1, 2, 3, 5, 8, 17), (1, 2, 3, 5, 9), (1, 2, 3, 7), (0, 1, 2, 4))
    yield 2000, 3, 2, 1
    yield 2**60, 1, 2**55, 0
    yield 2**61, 2**62 - 5, 3, 2**60
    yield 3, 2**62 - 1, 1, 2**61
    yield 100, 100, 100, 100


def _layers():
    shapes = [((1, 1, 1, 1), 1), ((2, 4, 5, 3), 2), ((1, 5, 3, 2), 3), ((1, 6, 7, 1), 4)]
    for seed, (shape, outside) in enumerate(shapes):
        for k, stride, padding in itertools.product((1, 2, 3, 5), (1, 2, 3), (0, 1, 2)):
            yield (
                numbers(*shape, seed=seed),
                numbers(k, k, shape[3], outside, seed=seed + 40),
                stride,
                padding,
            )
    yield numbers(1, 9, 9, 5, seed=7), numbers(3, 3, 5, 6, seed=8), 4, 3


ORACLES = {
    ("1b", "conv_output_size"): Oracle(places, plain(agreement.integer), _admits_size, _sizes),
    ("1b", "conv2d"): Oracle(layer, plain(agreement.array), _admits_layer, _layers),
}
