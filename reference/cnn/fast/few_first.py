"""
The first stage for few images, where ``products`` has nothing to slide on.

With the image innermost, the matrix of one window is as narrow as there are images, and BLAS would
be called for a few columns at a time. So here the windows of all images lie side by side, which is
im2col. It takes several times the memory of the images, which stays in the cache as long as they
are few. With one image, what counts is the number of calls: a call of NumPy takes as long as ten
thousand multiplications. So the image is split into its even and odd rows and columns:

    a b a b          a a   b b        A pooling window begins at an even row and column, so the
    c d c d    ->    a a   b b        pixels that all windows see at the same place lie side by
    a b a b                           side in one quarter: a stretch as long as the quarter,
    c d c d          c c   d d        but for the windows that would begin at its right margin,
                     c c   d d        which are computed all the same, and left out after it.

The result is what ``first`` would give, as a view of another order in memory,

    [row, image, column, channel],

which is how ``few_middle`` wants it.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from reference.cnn.fast.pooling import RectifiedPool, Winners
from reference.cnn.fast.spread import collected, spread

__all__ = ["FewFirst"]

Array = NDArray[np.float32]


class FewFirst:
    """
    Convolution (stride 1, no padding), 2 by 2 max pooling and ReLU: as ``first.FirstStage``.

    Parameters
    ----------
    shape : tuple of int
        Of the images, (H, W, C, n); the convolution leaves even sides.
    kernel, filters : int
        K and O of the weights (K, K, C, O); K odd, so that the patches have even sides.
    """

    prepare = staticmethod(spread)

    def __init__(self, shape: tuple[int, int, int, int], kernel: int, filters: int) -> None:
        height, width, channels, n = shape
        rows, columns = (height - kernel + 1) // 2, (width - kernel + 1) // 2
        reach = kernel // 2  # pixels of a quarter that a window sees beyond its first
        high, wide = rows + reach, columns + reach
        length = rows * n * wide
        # Behind each quarter there is room for what its last windows see.
        self._quarters = np.zeros((2, 2, channels, high * n * wide + reach), np.float32)
        self._windows = np.empty(((kernel + 1) ** 2 * channels, length), np.float32)
        self._cut = _cuts(self._quarters, self._windows, n * wide, reach + 1)
        pixels = self._quarters[..., : high * n * wide].reshape(2, 2, channels, high, n, wide)
        self._pixels = pixels.transpose(3, 0, 5, 1, 2, 4)
        self._y = np.empty((2, 2, filters, length), np.float32)
        self._flat_y = self._y.reshape(4 * filters, length)
        self._pool = RectifiedPool((filters, length))
        self._winners = Winners(np.empty((filters, length), np.float32))
        self._pooled = _inside(self._winners.pooled, (rows, n, wide), columns)
        self._dpooled = np.zeros((filters, length), np.float32)  # and 0 it remains at the margin
        self._dinside = _inside(self._dpooled, (rows, n, wide), columns)
        self._out = np.empty((rows, n, columns, filters), np.float32)

    def forward(self, weights: Array, x: Array, *, training: bool) -> Array:
        """Map x (H, W, C, n) to y (H', W', O, n)."""
        np.copyto(self._pixels, x.reshape(self._pixels.shape))
        np.copyto(*self._cut)
        np.dot(weights[0].T, self._windows, out=self._flat_y)
        self._pool.forward(self._y, self._winners, training=training)
        np.copyto(self._out, self._pooled)
        return self._out.transpose(0, 2, 3, 1)

    def backward(self, weights: Array, dy: Array, dweight: Array) -> None:  # noqa: ARG002
        """Write ∂loss/∂weight (K, K, C, O); the images get no gradient."""
        np.copyto(self._dinside, dy.transpose(0, 3, 1, 2))
        self._pool.backward(self._winners, self._dpooled, self._y)
        collected(np.dot(self._windows, self._flat_y.T), dweight)


def _cuts(quarters: Array, windows: Array, line: int, taps: int) -> tuple[Array, Array]:
    """The windows, pixels (column first) and then channels, and where in the quarters they lie."""
    row, column, channel, pixel = quarters.strides
    seen = (taps, 2, taps, 2, quarters.shape[2], windows.shape[1])
    strides = (pixel, column, line * pixel, row, channel, pixel)
    return windows.reshape(seen), as_strided(quarters, seen, strides)


def _inside(pixels: Array, shape: tuple[int, int, int], columns: int) -> Array:
    """View (filters, length) as [row, image, column, filter], without the margin."""
    return pixels.reshape(-1, *shape)[..., :columns].transpose(1, 2, 3, 0)
