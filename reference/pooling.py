"""
Pooling: one number for each window of an image.

Both kinds are separable (the maximum of a square is the maximum of its rows' maxima, and the
same holds for sums), so a window of side k costs 2k array operations instead of k².
"""

from collections.abc import Callable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from reference.errors import DoesNotFit

__all__ = ["average_pool2d", "max_pool2d"]

Array = NDArray[np.floating]


def max_pool2d(x: Array, window: int, stride: int) -> Array:
    """
    Largest value in each ``window`` by ``window`` square.

    Parameters
    ----------
    x : array, shape (N, H, W, C)
        Images.  Any real dtype; the result has the same one.
    window, stride : int
        Side of a window, and the distance between neighbouring ones, in pixels; at least 1.

    Returns
    -------
    array, shape (N, (H - window)//stride + 1, (W - window)//stride + 1, C)
        Only windows that fit whole count; pixels left over at the bottom and right are dropped.
        Never a view of ``x``.

    Raises
    ------
    ValueError
        If no window fits in the image, or ``stride`` is less than 1.

    Notes
    -----
    A window that contains a NaN pools to NaN.

    Examples
    --------
    >>> x = np.arange(16.0).reshape(1, 4, 4, 1)
    >>> max_pool2d(x, 2, 2)[0, :, :, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    return _pool(np.maximum, x, window, stride)


def average_pool2d(x: Array, window: int, stride: int) -> Array:
    """
    Mean of each ``window`` by ``window`` square.

    Parameters, shapes and refusals are those of `max_pool2d`.

    Examples
    --------
    >>> x = np.arange(16.0).reshape(1, 4, 4, 1)
    >>> average_pool2d(x, 3, 1)[0, :, :, 0]
    array([[ 5.,  6.],
           [ 9., 10.]])
    """
    return _pool(np.add, x, window, stride) / window**2


def _pool(combine: Callable[[Array, Array], Array], x: Array, window: int, stride: int) -> Array:
    """Combine the pixels of each window, first along its columns and then along its rows."""
    _, height, width, _ = x.shape
    if not 1 <= window <= min(height, width):
        raise DoesNotFit("window", window, height, width)
    if stride < 1:
        raise ValueError(f"the windows are {stride} pixels apart; choose a stride of at least 1")
    tall, wide = height - window + 1, width - window + 1
    rows = reduce(combine, [x[:, i : i + tall : stride] for i in range(window)])
    pooled = reduce(combine, [rows[:, :, j : j + wide : stride] for j in range(window)])
    return pooled.copy() if window == 1 else pooled
