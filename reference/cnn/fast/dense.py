"""
A convolution whose kernel covers the whole image: one matrix product, with nothing to copy.

In the layout [row, column, channel, image] the image as the kernel sees it, (K·K·C, n), is the
array as it lies.
"""

import numpy as np
from numpy.typing import NDArray

from reference.cnn.fast.momentum import Momentum

__all__ = ["DenseStage"]

Array = NDArray[np.float32]

_BLOCK = 1 << 16
"""Weights at a time; three times as many numbers stay in the cache."""


class DenseStage:
    """
    Fully connected layer, with a ReLU or, the last one, without.

    Parameters
    ----------
    shape : tuple of int
        Of x, (K, K, C, n).
    filters : int
        O of the weights (K, K, C, O).
    """

    def __init__(self, shape: tuple[int, int, int, int], filters: int, *, rectified: bool) -> None:
        self._dx = np.empty(shape, np.float32)
        self._x = self._dx
        self._y = np.empty((1, 1, filters, shape[3]), np.float32)
        self._rectified = rectified
        self._block = np.empty((max(1, _BLOCK // filters), filters), np.float32)

    @staticmethod
    def prepare(weight: Array) -> Array:
        """See the weights as (K·K·C, O)."""
        return weight.reshape(-1, weight.shape[3])

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:  # noqa: ARG002
        """Map x (K, K, C, n) to y (1, 1, O, n)."""
        self._x = x
        y = np.matmul(weights.T, x.reshape(len(weights), -1), out=self._y[0, 0])
        if self._rectified:
            np.maximum(y, np.float32(0), out=y)
        return self._y

    def backward(self, weights: Array, dy: Array, dweight: Array) -> Array:
        """Write ∂loss/∂weight (K, K, C, O); give ∂loss/∂x (K, K, C, n)."""
        if self._rectified:
            dy *= self._y > 0
        x = self._x.reshape(len(weights), -1)
        # For a single image np.matmul would do without BLAS, seven times slower.
        np.dot(x, dy[0, 0].T, out=dweight.reshape(weights.shape))
        np.matmul(weights, dy[0, 0], out=self._dx.reshape(x.shape))
        return self._dx

    def learn(self, weights: Array, velocity: Array, dy: Array, change: Momentum) -> Array:
        """
        Change the weights as a single image demands; give ∂loss/∂x (K, K, C, 1).

        What ``backward`` and the step after it do, in one pass: with one image a weight takes part
        in two multiplications, and fetching it from memory takes longer than those.  The gradient
        is never all there.
        """
        if self._rectified:
            dy *= self._y > 0
        out, x = dy[0, 0], self._x.reshape(-1, 1)
        dx = self._dx.reshape(-1, 1)
        for start in range(0, len(weights), len(self._block)):
            rows = slice(start, start + len(self._block))
            w, v = weights[rows], velocity[rows]
            np.matmul(w, out, out=dx[rows])
            gradient = np.einsum("i,j->ij", x[rows, 0], out[:, 0], out=self._block[: len(w)])
            change.apply(w, v, [gradient])
        return self._dx
