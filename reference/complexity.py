"""
What it costs to filter an image, in one pass or in two.

The cost is counted by summing over the loops and not written down here, so that it can bear
witness against the printed answers.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["blur_separable", "filter_complexity"]

Array = NDArray[np.floating]


@cache
def filter_complexity(separable: bool) -> str:
    """
    Cost of filtering an N by N image with a K by K kernel, as a growth class.

    Parameters
    ----------
    separable : bool
        False for one pass with the whole kernel, True for two one-dimensional passes.

    Returns
    -------
    str
        Multiplications, in Landau's notation, N and K both growing.

    Examples
    --------
    >>> filter_complexity(False)
    'O(K**2*N**2)'
    """
    import sympy

    n, k = sympy.symbols("N K", positive=True)
    row, column, kernel_row, kernel_column = sympy.symbols("i j k l")
    pixels = (row, 1, n), (column, 1, n)
    along_rows = sympy.Sum(1, *pixels, (kernel_row, 1, k))
    along_columns = sympy.Sum(1, *pixels, (kernel_column, 1, k))
    whole = sympy.Sum(1, *pixels, (kernel_row, 1, k), (kernel_column, 1, k))
    cost = along_rows.doit() + along_columns.doit() if separable else whole.doit()
    return f"O({sympy.Order(cost, (n, sympy.oo), (k, sympy.oo)).expr})"


def blur_separable(image: Array, taps: Array) -> Array:
    """
    Filter with the outer product of ``taps`` by itself, zero-padded; (H, W) to (H, W).

    Parameters
    ----------
    image : array, shape (H, W)
        One channel.
    taps : array, shape (K,)
        K is odd, and the taps are symmetric, so that rotating the kernel changes nothing.

    Returns
    -------
    array, shape (H, W)
        Two passes with K multiplications a pixel each, instead of K² at once.

    Raises
    ------
    ValueError
        If the number of taps is even.

    Examples
    --------
    >>> one_pixel = np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]])
    >>> blur_separable(one_pixel, np.array([1.0, 2.0, 1.0]))
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    if len(taps) % 2 == 0:
        raise ValueError(f"{len(taps)} taps have no middle; choose an odd number")
    return _blur_columns(_blur_columns(image, taps).T, taps).T


def _blur_columns(image: Array, taps: Array) -> Array:
    """Filter down the columns of an image (H, W), which is zero outside."""
    height, width = image.shape
    border = len(taps) // 2
    padded = np.zeros((height + 2 * border, width), image.dtype)
    padded[border : border + height] = image
    blurred = np.zeros((height, width))
    for row, tap in enumerate(taps):
        blurred += tap * padded[row : row + height]
    return blurred
