"""
A convolution in the middle of the network, with its pooling: most of the work.

The rows go through Toom and Cook's algorithm (see ``toom_cook``), a tile of output rows at a time;
the columns are the sliding windows of ``products``:

    8 rows of x ── B ──> 8 rows v ── times weights of their own ──> 8 rows m ── A ──> 4 rows of y
      (W, C, n)            (W, C, n)      (K·C, O), one a row       (J, O, n)          (J, O, n)

As rows are the outermost axis, the transforms A and B are products of a tiny matrix with very long
rows, and the algorithm does the additions over the kernel's rows that would otherwise need a sum
of K products.
"""

import numpy as np
from numpy.typing import NDArray

from reference.cnn.fast.pooling import RectifiedPool, Winners
from reference.cnn.fast.products import Sliding
from reference.cnn.fast.toom_cook import tile_rows, toom_cook

__all__ = ["MiddleStage"]

Array = NDArray[np.float32]


class MiddleStage:
    """
    Convolution (stride 1, no padding), 2 by 2 max pooling and ReLU.

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
        self._step = tile_rows(rows, kernel)
        self._transform = toom_cook(self._step, kernel)
        self._spread: Array | None = None
        tiles, points = rows // self._step, len(self._transform.G)

        self._v = np.empty((tiles, points, width, channels, n), np.float32)
        self._product = Sliding((points, width, channels, n), kernel, filters)
        self._tile = np.empty((self._step, columns, filters, n), np.float32)
        self._dm = np.empty((points, columns, filters, n), np.float32)
        self._pool = RectifiedPool((self._step // 2, columns // 2, filters, n))
        self._y = np.empty((rows // 2, columns // 2, filters, n), np.float32)
        self._winners = [Winners(y) for y in self._by_tile(self._y)]
        self._dx = np.empty(shape, np.float32)
        self._dx_tile = np.empty((points, width, channels, n), np.float32)

    def prepare(self, weight: Array) -> Array:
        """Transform the kernel's rows: (points, K·C, O)."""
        return self._transform.rows_apart(weight)

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:
        """Map x (H, W, C, n) to y (H', W', O, n)."""
        for tile, winners in enumerate(self._winners):
            v = _rows(self._transform.B, x[self._seen(tile)], out=self._v[tile])
            m = self._product.multiply(weights, v)
            _rows(self._transform.A, m, out=self._tile)
            self._pool.forward(_candidates(self._tile), winners, training=training)
        return self._y

    def backward(self, weights: Array, dy: Array, dweight: Array) -> Array:
        """Write ∂loss/∂weight (K, K, C, O); give ∂loss/∂x (H, W, C, n)."""
        total = np.zeros(dweight.size, np.float32)
        self._dx[...] = 0
        for tile, (winners, dtile) in enumerate(zip(self._winners, self._by_tile(dy), strict=True)):
            self._pool.backward(winners, dtile, _candidates(self._tile))
            dm = _rows(self._transform.A.T, self._tile, out=self._dm)
            total += self._kernel_gradient(self._v[tile], dm)
            dv = self._product.input_gradient(weights, dm)
            self._dx[self._seen(tile)] += _rows(self._transform.B.T, dv, out=self._dx_tile)
        dweight[...] = total.reshape(dweight.shape)
        return self._dx

    def _kernel_gradient(self, v: Array, dm: Array) -> Array:
        """Undo G and sum the columns' terms in one product: (K·K·C·O,)."""
        terms = self._product.weight_gradients(v, dm)
        points, count = terms.shape[:2]
        if self._spread is None:
            self._spread = np.repeat(self._transform.G, count, axis=0).T.copy()
        return np.ravel(self._spread @ terms.reshape(points * count, -1))

    def _seen(self, tile: int) -> slice:
        start = tile * self._step
        return slice(start, start + len(self._transform.G))

    def _by_tile(self, y: Array) -> Array:
        return y.reshape(len(self._v), -1, *y.shape[1:])


def _rows(matrix: Array, x: Array, out: Array | None = None) -> Array:
    """Multiply along the first axis, seeing all others as one."""
    shape = (len(matrix), *x.shape[1:])
    flat = None if out is None else out.reshape(len(matrix), -1)
    return np.matmul(matrix, x.reshape(len(x), -1), out=flat).reshape(shape)


def _candidates(tile: Array) -> Array:
    """
    View a tile (rows, columns, O, n) as the pixels of each window, (2, 2, rows/2, columns/2, O,
    n).
    """
    rows, columns, filters, n = tile.shape
    pixels = tile.reshape(rows // 2, 2, columns // 2, 2, filters, n)
    return pixels.transpose(1, 3, 0, 2, 4, 5)
