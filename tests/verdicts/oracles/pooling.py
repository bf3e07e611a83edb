"""Question 1a, one window at a time."""

import itertools
import math

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.inputs import numbers
from tests.verdicts.oracles.oracle import Oracle, plain, within

__all__ = ["ORACLES"]


def _pooled(x, window, stride, summary):
    n, height, width, channels = x.shape
    if window > height or window > width:
        raise ValueError
    tops, lefts = range(0, height - window + 1, stride), range(0, width - window + 1, stride)
    return [
        [
            [
                [
                    summary(
                        [
                            float(x[a, top + u, left + v, c])
                            for u in range(window)
                            for v in range(window)
                        ]
                    )
                    for c in range(channels)
                ]
                for left in lefts
            ]
            for top in tops
        ]
        for a in range(n)
    ]


def largest(x, window, stride):
    """The largest number of each window."""
    return _pooled(x, window, stride, max)


def mean(x, window, stride):
    """The mean of each window."""
    return _pooled(x, window, stride, lambda values: math.fsum(values) / len(values))


def _admits(x, window, stride):
    return within(x) and x.ndim == 4 and window >= 1 and stride >= 1


def _cases():
    shapes = [(1, 1, 1, 1), (2, 5, 4, 3), (1, 7, 3, 2), (3, 3, 8, 1), (1, 1, 6, 2), (2, 9, 9, 1)]
    for seed, shape in enumerate(shapes):
        for window, stride in itertools.product((1, 2, 3, 4), (1, 2, 3, 5)):
            yield numbers(*shape, seed=seed), window, stride
        yield numbers(*shape, seed=seed) - 50.0, 2, 1
    yield np.zeros((1, 4, 4, 2)), 2, 2
    yield numbers(1, 12, 11, 5, seed=9), 5, 2


ORACLES = {
    ("1a", "max_pool2d"): Oracle(largest, plain(agreement.array), _admits, _cases),
    ("1a", "average_pool2d"): Oracle(mean, plain(agreement.array), _admits, _cases),
}
