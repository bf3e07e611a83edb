"""
The weights of the first layer, spread over what a pooling window sees (see ``first``).

A 2 by 2 window of the convolution's output sees (K + 1) by (K + 1) pixels, and each of its four
outputs K by K of them: the same kernel in four places, with zeros around.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["collected", "spread"]

Array = NDArray[np.float32]


def spread(weight: Array) -> Array:
    """Write each kernel four times: (1, (K + 1)²·C, 4·O), columns of the patch first."""
    kernel, _, channels, filters = weight.shape
    side = kernel + 1
    places = np.zeros((side, side, channels, 2, 2, filters), np.float32)
    for down, right in np.ndindex(2, 2):
        corner = places[right : right + kernel, down : down + kernel, :, down, right]
        corner[...] = weight.transpose(1, 0, 2, 3)
    return places.reshape(1, side * side * channels, 4 * filters)


def collected(dspread: Array, dweight: Array) -> None:
    """Add up the four places to which ``spread`` writes a kernel."""
    kernel, _, channels, filters = dweight.shape
    places = dspread.reshape(kernel + 1, kernel + 1, channels, 2, 2, filters)
    dweight[...] = 0
    for down, right in np.ndindex(2, 2):
        corner = places[right : right + kernel, down : down + kernel, :, down, right]
        dweight += corner.transpose(1, 0, 2, 3)
