"""
Pooling of 2 by 2 pixels, and the ReLU after it, by comparing pairs.

``argmax`` looks at one window after the other. Two rounds of ``np.maximum`` look at all windows at
once, first left against right, then upper against lower, and remember who won. Ties go to the left
and to the upper one, so the gradient takes the same way as in ``layers.MaxPool``, which gives it
to the first.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["RectifiedPool", "Winners", "zeros"]

Array = NDArray[np.float32]

_ZEROS = 1 << 13


class Winners:
    """Who won each comparison, and the result (...) itself: 0 where nobody did."""

    def __init__(self, pooled: Array) -> None:
        self.pooled = pooled
        self.left = np.empty((2, *pooled.shape), np.bool_)
        self.upper = np.empty(pooled.shape, np.bool_)


class RectifiedPool:
    """
    The largest of every 2 by 2 pixels, negative values replaced by 0.

    The pixels of a window are the first two axes of a view (2, 2, ...), whatever lies in between
    in memory.
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._sides = np.empty((2, *shape), np.float32)
        self._zeros = zeros(shape)
        self._positive = np.empty(shape, np.bool_)

    def forward(self, y: Array, winners: Winners, *, training: bool) -> None:
        """Pool y (2, 2, ...) into ``winners.pooled``; remember the rest only for training."""
        upper, lower = np.maximum(y[:, 0], y[:, 1], out=self._sides)
        np.maximum(upper, lower, out=winners.pooled)
        np.maximum(winners.pooled, self._zeros, out=winners.pooled)
        if training:
            np.greater_equal(y[:, 0], y[:, 1], out=winners.left)
            np.greater_equal(upper, lower, out=winners.upper)

    def backward(self, winners: Winners, dpooled: Array, dy: Array) -> None:
        """Write to dy (2, 2, ...) what dpooled (...) gives to each pixel."""
        upper, lower = self._sides
        np.greater(winners.pooled, 0, out=self._positive)
        np.multiply(dpooled, self._positive, out=lower)
        np.multiply(lower, winners.upper, out=upper)
        np.subtract(lower, upper, out=lower)
        np.multiply(self._sides, winners.left, out=dy[:, 0])
        np.subtract(self._sides, dy[:, 0], out=dy[:, 1])


def zeros(shape: tuple[int, ...]) -> Array:
    """
    Zeros to compare with an array of this shape; a few of them, seen again and again.

    NumPy compares two arrays three times as fast as an array and a number.
    """
    few = next((axis for axis in range(len(shape)) if np.prod(shape[axis:]) <= _ZEROS), -1)
    return np.zeros(shape[few:], np.float32)
