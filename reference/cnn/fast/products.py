"""
Weights times windows, without copying the windows where that can be helped.

In the layout [row, column, channel, image] the columns that a window sees are one stretch of
memory, so the matrix (K·C, n) of a window is a *view*, and the next window's begins one column
further on:

    row r   |c0 ... n|c1 ... n|c2 ... n|c3 ... n|c4 ... n|c5 ... n|     each |...| is C × n numbers
    window 0 [-----------------K·C-----------------------] window 1
    [-----------------K·C-----------------------]     the same memory, moved by C·n

``Sliding`` hands the stack of these views to one ``np.matmul``. With few images the matrices
become too narrow for BLAS, and ``Gathered`` lays all windows of a row side by side first, (K·C,
J·n): im2col, but only of one direction.

Every row r has weights of its own, w[r] (K·C, O).
"""

from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

__all__ = ["Gathered", "Product", "Sliding", "product"]

Array = NDArray[np.float32]

_NARROW = 12
"""Below so many images BLAS is better off with the windows of a row side by side (measured)."""


class Product(Protocol):
    """Rows of windows times weights, and the two gradients of that."""

    def multiply(self, weights: Array, x: Array) -> Array:
        """Map x (R, W, C, n), with weights (R, K·C, O) or (1, K·C, O), to (R, J, O, n)."""

    def weight_gradients(self, x: Array, dy: Array) -> Array:
        """Give terms (R, any, K·C, O), to be summed over the second axis."""

    def input_gradient(self, weights: Array, dy: Array) -> Array:
        """Give ∂loss/∂x (R, W, C, n)."""


class Sliding:
    """Windows as overlapping views."""

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
        """One product for all windows of all rows."""
        return np.matmul(weights.swapaxes(1, 2)[:, None], self._windows(x), out=self._y)

    def weight_gradients(self, x: Array, dy: Array) -> Array:
        """One term for each window."""
        if self._dweights is None:
            rows, columns, depth, _ = self._shape
            self._dweights = np.empty((rows, columns, depth, dy.shape[2]), np.float32)
        return np.matmul(self._windows(x), dy.swapaxes(2, 3), out=self._dweights)

    def input_gradient(self, weights: Array, dy: Array) -> Array:
        """One product for all windows, added up where they overlap."""
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


class Gathered:
    """Windows of a row copied side by side."""

    def __init__(
        self, shape: tuple[int, int, int, int], kernel: int, filters: int, stride: int = 1
    ) -> None:
        rows, width, channels, n = shape
        columns = (width - kernel) // stride + 1
        self._stride, self._dx_shape = stride, shape
        self._taps = np.empty((rows, kernel, channels, columns, n), np.float32)
        self._y = np.empty((rows, columns, filters, n), np.float32)

    def multiply(self, weights: Array, x: Array) -> Array:
        """One product for all windows of all rows."""
        rows, columns, filters, n = self._y.shape
        y = np.matmul(weights.swapaxes(1, 2), self._matrix(x)).reshape(rows, filters, columns, n)
        np.copyto(self._y, y.transpose(0, 2, 1, 3))
        return self._y

    def weight_gradients(self, x: Array, dy: Array) -> Array:
        """One term for each row."""
        terms: Array = np.matmul(self._matrix(x), _side_by_side(dy).swapaxes(1, 2))
        return terms[:, None]

    def input_gradient(self, weights: Array, dy: Array) -> Array:
        """One product for all windows, added up where they overlap."""
        dtaps = np.matmul(weights, _side_by_side(dy)).reshape(self._taps.shape)
        columns = dtaps.shape[3]
        dx = np.zeros(self._dx_shape, np.float32)
        for v in range(dtaps.shape[1]):
            dx[:, v : v + columns] += dtaps[:, v].transpose(0, 2, 1, 3)
        return dx

    def _matrix(self, x: Array) -> Array:
        rows, kernel, channels, columns, n = self._taps.shape
        row, column, channel, image = x.strides
        strides = (row, column, channel, self._stride * column, image)
        np.copyto(self._taps, as_strided(x, self._taps.shape, strides))
        return self._taps.reshape(rows, kernel * channels, columns * n)


def _side_by_side(dy: Array) -> Array:
    """(R, J, O, n) to (R, O, J·n)."""
    rows, columns, filters, n = dy.shape
    return dy.transpose(0, 2, 1, 3).reshape(rows, filters, columns * n)


def product(
    shape: tuple[int, int, int, int], kernel: int, filters: int, stride: int = 1
) -> Product:
    """Choose the way that suits the number of images, the last of ``shape`` (R, W, C, n)."""
    kind = Gathered if shape[3] < _NARROW else Sliding
    return kind(shape, kernel, filters, stride)
