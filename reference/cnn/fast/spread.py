"""
The weights of the first layer, spread over what a pooling window sees (see ``first``).

A 2 by 2 window of the convolution's output sees (K + 1) by (K + 1) pixels, and each of its four
outputs K by K of them: the same kernel in four places, with zeros around. Which weight goes where
is a matrix of zeros and ones; its transpose gathers the gradient.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["collected", "spread"]

Array = NDArray[np.float32]


def spread(weight: Array) -> Array:
    """Write each kernel four times: (1, (K + 1)²·C, 4·O), columns of the patch first."""
    kernel, _, channels, filters = weight.shape
    places = _places(kernel) @ weight.reshape(kernel * kernel, -1)
    by_pixel = places.reshape(-1, 4, channels, filters).transpose(0, 2, 1, 3)
    return by_pixel.reshape(1, -1, 4 * filters)


def collected(dspread: Array, dweight: Array) -> None:
    """Add up the four places to which ``spread`` writes a kernel."""
    kernel, _, channels, filters = dweight.shape
    by_pixel = dspread.reshape(-1, channels, 4, filters).transpose(0, 2, 1, 3)
    places = by_pixel.reshape(-1, channels * filters)
    np.dot(_places(kernel).T, places, out=dweight.reshape(kernel * kernel, -1))


@cache
def _places(kernel: int) -> Array:
    """1 where a pixel of the patch, columns first, meets a weight: (pixels and outputs, K²)."""
    places = np.zeros((kernel + 1, kernel + 1, 2, 2, kernel, kernel), np.float32)
    for down, right, u, v in np.ndindex(2, 2, kernel, kernel):
        places[right + v, down + u, down, right, u, v] = 1
    return places.reshape(-1, kernel * kernel)
