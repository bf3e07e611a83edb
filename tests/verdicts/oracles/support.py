"""Question 3d: a layer widens what the one before it sees by a pixel less than its side."""

import itertools

from tests.verdicts import agreement
from tests.verdicts.oracles.oracle import Oracle, plain

__all__ = ["ORACLES"]


def support(layers, kernel):
    """The reach of one pixel, back through the layers."""
    first, last = 0, 0
    for _ in range(layers):
        last += kernel - 1
    side = last - first + 1
    return side, sum(side for _ in range(side)) if side < 1000 else side * side


def _admits(layers, kernel):
    return 1 <= layers <= 200 and 1 <= kernel <= 1000


ORACLES = {
    ("3d", "stacked_support"): Oracle(
        support,
        plain(agreement.integers),
        _admits,
        lambda: itertools.product((1, 2, 3, 4, 7, 50, 199, 200), (1, 2, 3, 4, 8, 99, 999, 1000)),
    )
}
