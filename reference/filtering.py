"""
Filtering an image with a small kernel, and the Prewitt gradient.

Here convolution is that of mathematics: the kernel is rotated by half a turn.  For Prewitt's
kernels this decides the sign of the gradient.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from reference.errors import UnknownWord
from reference.padding import pad

__all__ = ["convolve2d", "convolve_padded", "gradient_magnitude", "prewitt_gradients"]

Array = NDArray[np.floating]

PREWITT_X = np.array([[1.0, 0.0, -1.0]] * 3)
PREWITT_Y = PREWITT_X.T

PADDINGS = ("zero", "reflect")


def convolve2d(image: Array, kernel: Array, padding: str) -> Array:
    """
    Convolve an image with an odd square kernel; (H, W) to (H, W).

    Parameters
    ----------
    image : array, shape (H, W)
        One channel.
    kernel : array, shape (K, K)
        K is odd; the middle entry belongs to the pixel itself.
    padding : {"zero", "reflect"}
        What stands outside the image: zeros, or the image mirrored about its edge pixels,
        which are not repeated.

    Raises
    ------
    ValueError
        If the padding is any other word, the kernel is not odd and square, or the image is
        too small to be mirrored.

    Examples
    --------
    >>> one_pixel = np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]])
    >>> convolve2d(one_pixel, np.arange(9.0).reshape(3, 3), "zero")
    array([[0., 1., 2.],
           [3., 4., 5.],
           [6., 7., 8.]])
    """
    if padding not in PADDINGS:
        raise UnknownWord("padding", padding, PADDINGS)
    return convolve_padded(image, kernel, padding)


def convolve_padded(image: Array, kernel: Array, padding: str) -> Array:
    """Convolve as `convolve2d` does, with any padding that `reference.padding` knows."""
    height, width = image.shape
    side = len(kernel)
    if kernel.shape != (side, side) or side % 2 == 0:
        raise ValueError(f"the kernel has shape {kernel.shape}; choose an odd square one")
    padded = pad(image, side // 2, padding)
    down, right = padded.strides
    windows = as_strided(padded, (height, width, side, side), (down, right, down, right))
    return np.asarray(np.einsum("ijkl,kl->ij", windows, kernel[::-1, ::-1]))


def prewitt_gradients(image: Array, padding: str) -> tuple[Array, Array]:
    """
    Prewitt's estimates of how an image changes to the right and downwards.

    Parameters
    ----------
    image : array, shape (H, W)
        One channel.
    padding : {"zero", "reflect"}
        As in `convolve2d`.

    Returns
    -------
    (gx, gy) : pair of arrays, shape (H, W)
        Convolutions with ``hx = [[1, 0, -1]]*3`` and with its transpose.

    Raises
    ------
    ValueError
        As in `convolve2d`.

    Notes
    -----
    Each is the difference of both neighbours, summed over three rows or columns: six times
    the slope of a ramp.  Source: J. M. S. Prewitt, Object enhancement and extraction, 1970.

    Examples
    --------
    >>> image = np.array([[3.0, 4, 8, 10, 22, 45, 50, 65]] * 10)
    >>> prewitt_gradients(image, "zero")[0][1]
    array([  12.,   15.,   18.,   42.,  105.,   84.,   60., -150.])
    >>> prewitt_gradients(image, "reflect")[0][1]
    array([  0.,  15.,  18.,  42., 105.,  84.,  60.,   0.])
    """
    return convolve2d(image, PREWITT_X, padding), convolve2d(image, PREWITT_Y, padding)


def gradient_magnitude(image: Array, padding: str) -> Array:
    """
    Length of the Prewitt gradient; (H, W) to (H, W).

    Raises
    ------
    ValueError
        As in `convolve2d`.

    Examples
    --------
    >>> image = np.array([[3.0, 4, 8, 10, 22, 45, 50, 65]] * 10)
    >>> gradient_magnitude(image, "zero")[1]
    array([ 12.,  15.,  18.,  42., 105.,  84.,  60., 150.])
    """
    gx, gy = prewitt_gradients(image, padding)
    return np.hypot(gx, gy)
