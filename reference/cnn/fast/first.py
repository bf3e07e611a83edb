"""
The first convolution, with its pooling: few channels, a large image, and no gradient wanted for
the image.

A 2 by 2 pooling window sees a patch of (K + 1) by (K + 1) pixels. Its four convolutions are one
product, with weights (4·O, (K + 1)²·C) that hold each kernel four times, shifted, with zeros
around. For K = 5 that is 36 multiplications where 25 would do, and still faster: the product is
four times as high, its result is what the pooling wants, and the patches are views (see
``products``) of an array in which the K + 1 rows that a window row sees are interleaved: [window
row, column, row in the window, channel, image].

A few window rows at a time go through convolution and pooling, so that the four candidates stay in
the cache.
"""

import numpy as np
from numpy.typing import NDArray

from reference.cnn.fast.pooling import RectifiedPool, Winners
from reference.cnn.fast.products import Sliding
from reference.cnn.fast.spread import collected, spread

__all__ = ["FirstStage"]

Array = NDArray[np.float32]

_CACHE_BYTES = 1 << 20


class FirstStage:
    """
    Convolution (stride 1, no padding), 2 by 2 max pooling and ReLU.

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
        rows, columns = (height - kernel + 1) // 2, (width - kernel + 1) // 2
        block = _block(rows, columns * 4 * filters * n * 4)
        blocks, depth = rows // block, (kernel + 1) * channels

        self._image = np.empty(shape, np.float32)
        self._x = np.empty((blocks, block, width, depth, n), np.float32)
        self._product = Sliding((block, width, depth, n), kernel + 1, 4 * filters, stride=2)
        self._dy = np.empty((block, columns, 4 * filters, n), np.float32)
        self._pool = RectifiedPool((block, columns, filters, n))
        self._y = np.empty((rows, columns, filters, n), np.float32)
        self._winners = [Winners(y) for y in self._y.reshape(blocks, block, columns, filters, n)]

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:
        """Map x (H, W, C, n) to y (H', W', O, n)."""
        np.copyto(self._image, x)  # turned round once; the rows are then copied as they lie
        self._interleave(self._image)
        for x_block, winners in zip(self._x, self._winners, strict=True):
            y = self._product.multiply(weights, x_block)
            self._pool.forward(_candidates(y), winners, training=training)
        return self._y

    def backward(self, weights: Array, dy: Array, dweight: Array) -> None:
        """Write ∂loss/∂weight (K, K, C, O); the images get no gradient."""
        total = np.zeros(weights.shape[1:], np.float32)
        dblocks = dy.reshape(len(self._winners), *self._winners[0].pooled.shape)
        for x_block, winners, dblock in zip(self._x, self._winners, dblocks, strict=True):
            self._pool.backward(winners, dblock, _candidates(self._dy))
            terms = self._product.weight_gradients(x_block, self._dy)
            total += np.add.reduce(terms.reshape(-1, *total.shape), axis=0)
        collected(total, dweight)

    def _interleave(self, x: Array) -> None:
        _, width, channels, n = x.shape
        blocks, block, _, depth, _ = self._x.shape
        rows = self._x.reshape(blocks * block, width, depth // channels, channels, n)
        for u in range(depth // channels):
            np.copyto(rows[:, :, u], x[u : u + 2 * blocks * block : 2])


def _candidates(y: Array) -> Array:
    """View products (R, J, 4·O, n) as the pixels of each window, (2, 2, R, J, O, n)."""
    rows, columns, filters, n = y.shape
    return y.reshape(rows, columns, 2, 2, filters // 4, n).transpose(2, 3, 0, 1, 4, 5)


def _block(rows: int, row_bytes: int) -> int:
    """Find how many rows to take at a time: a divisor of all of them, within the cache."""
    fitting = [d for d in range(1, rows + 1) if rows % d == 0 and d * row_bytes <= _CACHE_BYTES]
    return max(fitting, default=1)
