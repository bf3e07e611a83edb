"""
The middle stage for few images, in the layout of ``few_first``.

In [row, image, column, channel], what there is to do is few calls over long stretches:

- rows outermost, so that Toom and Cook's transform is one product with a tiny matrix, a band that
  holds all tiles, and whose transpose adds up their overlap;
- columns and channels innermost, so that what a window sees of a row, K·C, is one stretch of
  memory, and im2col, of the columns alone, copies whole stretches.

The windows of all images, rows and columns take part in one product a point, however few images
there are.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from reference.cnn.fast.pooling import RectifiedPool, Winners
from reference.cnn.fast.toom_cook import banded, tile_rows, toom_cook

__all__ = ["FewMiddle"]

Array = NDArray[np.float32]


class FewMiddle:
    """
    Convolution (stride 1, no padding), 2 by 2 max pooling and ReLU: as ``middle.MiddleStage``.

    All tiles of Toom and Cook's algorithm go through one product: they are further pixels.

    Parameters
    ----------
    shape : tuple of int
        Of x, (H, W, C, n); the convolution leaves even sides.
    kernel, filters : int
        K and O of the weights (K, K, C, O).
    """

    def __init__(self, shape: tuple[int, int, int, int], kernel: int, filters: int) -> None:
        height, width, channels, n = shape
        rows, columns = height - kernel + 1, width - kernel + 1
        step = tile_rows(rows, kernel)
        tiles = rows // step
        self._transform = toom_cook(step, kernel)
        self._band = banded(self._transform.B, step, tiles)
        points = len(self._transform.G)
        self._v = np.empty((points * tiles, n * width * channels), np.float32)
        self._windows = np.empty((points, tiles * n * columns, kernel * channels), np.float32)
        windows = (points * tiles * n, columns, kernel * channels)
        strides = (4 * width * channels, 4 * channels, 4)
        self._cut = self._windows.reshape(windows), as_strided(self._v, windows, strides)

        self._m = np.empty((points, tiles * n * columns, filters), np.float32)
        self._by_point = self._m.reshape(points, tiles, -1).swapaxes(0, 1)
        self._y = np.empty((tiles, step, n * columns * filters), np.float32)
        pixels = self._y.reshape(rows // 2, 2, n, columns // 2, 2, filters)
        self._candidates = pixels.transpose(1, 4, 0, 2, 3, 5)
        self._pool = RectifiedPool(self._candidates.shape[2:])
        self._winners = Winners(np.empty(self._candidates.shape[2:], np.float32))

        self._dwindows = np.empty_like(self._windows)
        self._dv = np.empty_like(self._v)
        lines = self._dv.reshape(-1, width * channels)
        self._dcut = _apart(self._dwindows.reshape(windows), lines, kernel, channels)
        self._dx = np.empty((height, n, width, channels), np.float32)

    def prepare(self, weight: Array) -> Array:
        """Transform the kernel's rows: (points, K·C, O)."""
        return self._transform.rows_apart(weight)

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:
        """Map x (H, W, C, n) to y (H', W', O, n)."""
        np.dot(self._band, x.transpose(0, 3, 1, 2).reshape(len(x), -1), out=self._v)
        np.copyto(*self._cut)
        np.matmul(self._windows, weights, out=self._m)
        np.matmul(self._transform.A, self._by_point, out=self._y)
        self._pool.forward(self._candidates, self._winners, training=training)
        return self._winners.pooled.transpose(0, 2, 3, 1)

    def backward(self, weights: Array, dy: Array, dweight: Array) -> Array:
        """Write ∂loss/∂weight (K, K, C, O); give ∂loss/∂x (H, W, C, n)."""
        self._pool.backward(self._winners, dy.transpose(0, 3, 1, 2), self._candidates)
        np.matmul(self._transform.A.T, self._y, out=self._by_point)
        terms = np.matmul(self._windows.swapaxes(1, 2), self._m)
        kernel_rows = dweight.reshape(len(dweight), -1)
        np.dot(self._transform.G.T, terms.reshape(len(terms), -1), out=kernel_rows)
        np.matmul(self._m, weights.swapaxes(1, 2), out=self._dwindows)
        return self._put_back()

    def _put_back(self) -> Array:
        """Add the windows' gradient to the columns, and those to the rows, they were cut from."""
        self._dv.fill(0)
        for seen, dwindows in self._dcut:
            np.add(seen, dwindows, out=seen)
        np.dot(self._band.T, self._dv, out=self._dx.reshape(len(self._dx), -1))
        return self._dx.transpose(0, 2, 3, 1)


def _apart(windows: Array, lines: Array, kernel: int, channels: int) -> list[tuple[Array, Array]]:
    """
    Where in the lines (L, W·C) the windows (L, J, K·C) belong, in sets without overlap.

    Every K-th window begins where the last one ended, so such a set is one stretch of memory.
    """
    pairs = []
    for first in range(min(kernel, windows.shape[1])):
        apart = windows[:, first::kernel]
        begin = first * channels
        stretch = lines[:, begin : begin + apart[0].size]
        pairs.append((stretch.reshape(apart.shape), apart))
    return pairs
