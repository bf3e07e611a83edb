"""
Weights times windows, without copying the windows where that can be helped.

In the layout [row, column, channel, image] the columns that a window sees are one stretch of
memory, so the matrix (K·C, n) of a window is a *view*, and the next window's begins one column
further on:

    row r   |c0 ... n|c1 ... n|c2 ... n|c3 ... n|c4 ... n|c5 ... n|     each |...| is C × n numbers
    window 0 [-----------------K·C-----------------------] window 1
    [-----------------K·C-----------------------]     the same memory, moved by C·n

``Sliding`` hands the stack of these views to one ``np.matmul``. (With few images the matrices are
too narrow for BLAS; see ``few_first``.)

Every row r has weights of its own, w[r] (K·C, O).
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

__all__ = ["Sliding"]

Array = NDArray[np.float32]


class Sliding:
    """
    Rows of windows times weights, and the two gradients of that.

    Parameters
    ----------
    shape : tuple of int
        Of x, (R, W, C, n).
    kernel : int
        Columns of a window, K.
    filters : int
        Columns of the weights, O.
    stride : int
        From a window to the next; the gradient of x is computed for 1 only.
    """

    def __init__(
        self, shape: tuple[int, int, int, int], kernel: int, filters: int, stride: int = 1
    ) -> None:
        rows, width, channels, n = shape
        self._kernel, self._stride = kernel, stride
        self._columns = (width - kernel) // stride + 1
        self._shape = (rows, self._columns, kernel * channels, n)
        self._y = np.empty((rows, self._columns, filters, n), np.float32)
        self._dx_shape = shape
        self._dweights: Array | None = None
        self._dx: Array | None = None
        self._dwindows: Array | None = None

    def multiply(self, weights: Array, x: Array) -> Array:
        """Map x, with weights (R, K·C, O) or (1, K·C, O) for all rows, to (R, J, O, n)."""
        return np.matmul(weights.swapaxes(1, 2)[:, None], self._windows(x), out=self._y)

    def weight_gradients(self, x: Array, dy: Array) -> Array:
        """Give a term for each window, (R, J, K·C, O); their sum is the gradient."""
        if self._dweights is None:
            rows, columns, depth, _ = self._shape
            self._dweights = np.empty((rows, columns, depth, dy.shape[2]), np.float32)
        return np.matmul(self._windows(x), dy.swapaxes(2, 3), out=self._dweights)

    def input_gradient(self, weights: Array, dy: Array) -> Array:
        """Give ∂loss/∂x (R, W, C, n): one product, added up where windows overlap."""
        if self._dx is None or self._dwindows is None:
            self._dx = np.empty(self._dx_shape, np.float32)
            self._dwindows = np.empty(self._shape, np.float32)
        np.matmul(weights[:, None], dy, out=self._dwindows)
        return _overlap_add(self._dwindows, self._kernel, self._dx)

    def _windows(self, x: Array) -> Array:
        row, column, _, image = x.strides
        strides = (row, self._stride * column, x.shape[3] * image, image)
        return as_strided(x, self._shape, strides)


def _overlap_add(dwindows: Array, kernel: int, dx: Array) -> Array:
    """Add every window (of stride 1) to the columns that it saw: one long addition a tap."""
    rows, columns, depth, n = dwindows.shape
    dtaps = dwindows.reshape(rows, columns, kernel, depth // kernel, n)
    dx[:, :columns] = dtaps[:, :, 0]
    dx[:, columns:] = 0
    for v in range(1, kernel):
        dx[:, v : v + columns] += dtaps[:, :, v]
    return dx
