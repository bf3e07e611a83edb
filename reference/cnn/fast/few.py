"""
The first and the middle stage for few images, where ``products`` has nothing to slide on.

With the image innermost, the matrix of one window is as narrow as there are images, and BLAS would
be called for a few columns at a time. So here all windows lie side by side, the pixels innermost,

    [tap and channel, row, column, image],

which is im2col (for the middle stage of the columns alone). It takes several times the memory of
the images, which stays in the cache as long as they are few, and each convolution is one product.
With one image, what counts is the number of calls: a call of NumPy takes as long as a thousand
multiplications.

Results are what ``first`` and ``middle`` would give, as views of another order in memory.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from reference.cnn.fast.pooling import RectifiedPool, Winners
from reference.cnn.fast.spread import collected, spread
from reference.cnn.fast.toom_cook import tile_rows, toom_cook

__all__ = ["FewFirst", "FewMiddle"]

Array = NDArray[np.float32]


class FewFirst:
    """
    Convolution (stride 1, no padding), 2 by 2 max pooling and ReLU: as ``first.FirstStage``.

    Parameters
    ----------
    shape : tuple of int
        Of the images, (H, W, C, n); the convolution leaves even sides.
    kernel, filters : int
        K and O of the weights (K, K, C, O).
    """

    prepare = staticmethod(spread)

    def __init__(self, shape: tuple[int, int, int, int], kernel: int, filters: int) -> None:
        height, width, channels, n = shape
        rows, columns, side = (height - kernel + 1) // 2, (width - kernel + 1) // 2, kernel + 1
        pixels = (rows, columns, n)
        self._windows = np.empty((side, side, channels, *pixels), np.float32)
        self._y = np.empty((2, 2, filters, *pixels), np.float32)
        self._pool = RectifiedPool((filters, *pixels))
        self._winners = Winners(np.empty((filters, *pixels), np.float32))

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:
        """Map x (H, W, C, n) to y (H', W', O, n)."""
        row, column, channel, image = x.strides
        strides = (column, row, channel, 2 * row, 2 * column, image)
        np.copyto(self._windows, as_strided(x, self._windows.shape, strides))
        np.matmul(weights[0].T, self._matrix(weights), out=self._y.reshape(weights.shape[2], -1))
        self._pool.forward(self._y, self._winners, training=training)
        return self._winners.pooled.transpose(1, 2, 0, 3)

    def backward(self, weights: Array, dy: Array, dweight: Array) -> None:
        """Write ∂loss/∂weight (K, K, C, O); the images get no gradient."""
        self._pool.backward(self._winners, dy.transpose(2, 0, 1, 3), self._y)
        dspread = self._matrix(weights) @ self._y.reshape(weights.shape[2], -1).T
        collected(dspread, dweight)

    def _matrix(self, weights: Array) -> Array:
        return self._windows.reshape(weights.shape[1], -1)


class FewMiddle:
    """
    Convolution (stride 1, no padding), 2 by 2 max pooling and ReLU: as ``middle.MiddleStage``.

    All tiles of Toom and Cook's algorithm go through one product: they are further pixels. What it
    gives is sorted into the four pixels of each window, so that pooling compares whole arrays.

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
        points = len(self._transform.G)
        self._starts = range(0, rows, step)
        self._rows = np.empty((points, channels, tiles, width, n), np.float32)
        self._windows = np.empty((points, kernel, channels, tiles, columns, n), np.float32)
        # Each column of the kernel's windows a column further on, zeros around them.
        self._room = np.zeros((points, kernel, channels, tiles, width, n), np.float32)
        point, tap, *others = self._room.strides
        slid = (point, tap + self._room.strides[4], *others)
        self._slid = as_strided(self._room, self._windows.shape, slid)
        self._y = np.empty((2, 2, step // 2, filters, tiles, columns // 2, n), np.float32)
        self._pool = RectifiedPool((step // 2, filters, tiles, columns // 2, n))
        self._winners = Winners(np.empty(self._y.shape[2:], np.float32))
        self._y_shape = (rows // 2, columns // 2, filters, n)
        self._pixels = columns * tiles * n
        self._dx = np.empty(shape, np.float32)

    def prepare(self, weight: Array) -> Array:
        """Transform the kernel's rows: (points, K·C, O)."""
        kernel, _, channels, filters = weight.shape
        transformed = self._transform.G @ weight.reshape(kernel, -1)
        return transformed.reshape(-1, kernel * channels, filters)

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:
        """Map x (H, W, C, n) to y (H', W', O, n)."""
        for tile, start in enumerate(self._starts):
            seen = x[start : start + len(self._rows)]
            np.copyto(self._rows[:, :, tile], seen.transpose(0, 2, 1, 3))
        self._cut(_mixed(self._transform.B, self._rows))
        m = np.matmul(weights.swapaxes(1, 2), self._matrix(weights))
        np.copyto(self._y, self._candidates(_mixed(self._transform.A, m)))
        self._pool.forward(self._y, self._winners, training=training)
        return self._winners.pooled.transpose(2, 0, 3, 1, 4).reshape(self._y_shape)

    def backward(self, weights: Array, dy: Array, dweight: Array) -> Array:
        """Write ∂loss/∂weight (K, K, C, O); give ∂loss/∂x (H, W, C, n)."""
        by_tile = dy.reshape(len(self._starts), -1, *dy.shape[1:])
        self._pool.backward(self._winners, by_tile.transpose(1, 3, 0, 2, 4), self._y)
        dy_rows = np.empty((len(self._transform.A), weights.shape[2], self._pixels), np.float32)
        np.copyto(self._candidates(dy_rows), self._y)
        dm = _mixed(self._transform.A.T, dy_rows)
        terms = np.matmul(self._matrix(weights), dm.swapaxes(1, 2))
        np.matmul(
            self._transform.G.T,
            terms.reshape(len(terms), -1),
            out=dweight.reshape(len(dweight), -1),
        )
        return self._put_back(np.matmul(weights, dm).reshape(self._windows.shape))

    def _candidates(self, y: Array) -> Array:
        """View rows of y (rows, O, tiles·columns·n) as the pixels of each window, (2, 2, ...)."""
        _, _, rows, filters, tiles, columns, n = self._y.shape
        pairs = y.reshape(rows, 2, filters, tiles, columns, 2, n)
        return pairs.transpose(1, 5, 0, 2, 3, 4, 6)

    def _cut(self, v: Array) -> None:
        """Copy the windows out of the transformed rows."""
        point, channel, tile, column, image = v.strides
        strides = (point, column, channel, tile, column, image)
        np.copyto(self._windows, as_strided(v, self._windows.shape, strides))

    def _put_back(self, dwindows: Array) -> Array:
        """Add the windows' gradient to the rows and columns they were cut from."""
        np.copyto(self._slid, dwindows)
        np.add.reduce(self._room, axis=1, out=self._rows)
        drows = _mixed(self._transform.B.T, self._rows)
        self._dx[...] = 0
        for tile, start in enumerate(self._starts):
            self._dx[start : start + len(drows)] += drows[:, :, tile].transpose(0, 2, 1, 3)
        return self._dx

    def _matrix(self, weights: Array) -> Array:
        return self._windows.reshape(len(weights), weights.shape[1], -1)


def _mixed(matrix: Array, x: Array) -> Array:
    """Multiply along the first axis, seeing all others as one."""
    return (matrix @ x.reshape(len(x), -1)).reshape(len(matrix), *x.shape[1:])
