"""
What stands outside an image.

``numpy.pad`` has all of these and more, but on the small images of a sheet it takes longer than
the filtering that follows it.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reference.errors import UnknownWord

__all__ = ["pad"]

Array = NDArray[np.floating]


def pad(image: Array, border: int, padding: str) -> Array:
    """
    Surround an image with ``border`` further pixels; (H, W) to (H + 2 border, W + 2 border).

    Parameters
    ----------
    image : array, shape (H, W)
        One channel.
    border : int
        At least 0.
    padding : {"zero", "reflect", "wrap"}
        Zeros; the image mirrored about its edge pixels, which are not repeated; or the
        image continued periodically.

    Raises
    ------
    ValueError
        If the padding is any other word, or a side is too short to be mirrored.

    Examples
    --------
    >>> image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    >>> pad(image, 1, "reflect")
    array([[5., 4., 5., 6., 5.],
           [2., 1., 2., 3., 2.],
           [5., 4., 5., 6., 5.],
           [2., 1., 2., 3., 2.]])
    """
    height, width = image.shape
    if padding == "zero":
        padded = np.zeros((height + 2 * border, width + 2 * border), image.dtype)
        padded[border : border + height, border : border + width] = image
        return padded
    rows, columns = _sources(height, border, padding), _sources(width, border, padding)
    return image.take(rows, axis=0).take(columns, axis=1)


@lru_cache(maxsize=1024)
def _sources(size: int, border: int, padding: str) -> NDArray[np.intp]:
    """Index of the pixel that each place of a padded axis shows."""
    place = np.arange(-border, size + border)
    if padding == "wrap":
        return place % size
    if padding != "reflect":
        raise UnknownWord("padding", padding, ["zero", "reflect", "wrap"])
    if border >= size:
        raise ValueError(
            f"an image of side {size} cannot be mirrored {border} pixels far; "
            f"choose a kernel of side {2 * size - 1} at most"
        )
    last = size - 1
    mirrored: NDArray[np.intp] = last - np.abs(last - np.abs(place))
    return mirrored
