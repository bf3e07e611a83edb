"""
A convolution whose kernel covers the whole image: one matrix product, with nothing to copy.

In the layout [row, column, channel, image] the image as the kernel sees it, (K·K·C, n), is the
array as it lies.
"""

import numpy as np
from numpy.typing import NDArray

from reference.cnn.fast.pooling import zeros

__all__ = ["DenseStage"]

Array = NDArray[np.float32]


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
        self._flat_dx = self._dx.reshape(-1, shape[3])
        self._x = self._flat_dx
        self._y = np.empty((1, 1, filters, shape[3]), np.float32)
        self._rectified = rectified
        self._zeros = zeros((filters, shape[3]))

    @staticmethod
    def prepare(weight: Array) -> Array:
        """See the weights as (K·K·C, O)."""
        return weight.reshape(-1, weight.shape[3])

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:  # noqa: ARG002
        """Map x (K, K, C, n) to y (1, 1, O, n)."""
        self._x = x.reshape(self._flat_dx.shape)
        y = np.dot(weights.T, self._x, out=self._y[0, 0])
        if self._rectified:
            np.maximum(y, self._zeros, out=y)
        return self._y

    def backward(self, weights: Array, dy: Array, dweight: Array) -> Array:
        """Write ∂loss/∂weight (K, K, C, O); give ∂loss/∂x (K, K, C, n)."""
        if self._rectified:
            dy *= self._y > 0
        # For a single image np.matmul would do without BLAS, seven times slower.
        np.dot(self._x, dy[0, 0].T, out=dweight.reshape(weights.shape))
        np.dot(weights, dy[0, 0], out=self._flat_dx)
        return self._dx
