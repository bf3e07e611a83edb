"""
Further views of an image, for training on more than was photographed.

An image is (H, W, C) with values in [0, 1] and row 0 at the top.  Every function returns a new
array that shares no memory with its argument, so a stored original can be augmented again and
again; and all randomness comes from the generator that is passed in, so a run can be repeated.
"""

import numpy as np
from numpy.typing import NDArray

from reference.errors import DoesNotFit, UnknownWord

__all__ = [
    "add_noise",
    "colour_shift",
    "mirror",
    "random_crop",
    "rotate",
    "shear",
    "stored_images",
]

Array = NDArray[np.floating]


def mirror(image: Array) -> Array:
    """
    Exchange left and right; (H, W, C) to (H, W, C).

    Examples
    --------
    >>> mirror(np.array([[[1.0], [2.0], [3.0]]]))[:, :, 0]
    array([[3., 2., 1.]])
    """
    return image[:, ::-1].copy()


def rotate(image: Array, quarter_turns: int) -> Array:
    """
    Turn anticlockwise; (H, W, C) to (W, H, C) where ``quarter_turns`` is odd.

    Examples
    --------
    >>> image = np.array([[[1.0], [2.0]], [[3.0], [4.0]]])
    >>> rotate(image, 1)[:, :, 0]
    array([[2., 4.],
           [1., 3.]])
    >>> bool((rotate(image, -3) == rotate(image, 1)).all())
    True
    """
    return np.rot90(image, quarter_turns).copy()


def shear(image: Array, pixels_per_row: int) -> Array:
    """
    Move row ``r`` to the right by ``r * pixels_per_row`` pixels; (H, W, C) to (H, W, C).

    What leaves the image is lost, and what is left empty is 0.

    Examples
    --------
    >>> image = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])[:, :, np.newaxis]
    >>> shear(image, 1)[:, :, 0]
    array([[1., 2., 3.],
           [0., 4., 5.],
           [0., 0., 7.]])
    """
    height, width, _ = image.shape
    # A step of the whole width empties every row but the first, and so does any larger one.
    step = max(-width, min(width, pixels_per_row))
    rows = np.arange(height)[:, np.newaxis]
    source = np.arange(width) - step * rows
    inside = (source >= 0) & (source < width)
    return np.where(inside[:, :, np.newaxis], image[rows, source % width], 0)


def colour_shift(image: Array, shift: Array) -> Array:
    """
    Add ``shift`` (C,) to the channels and clip to [0, 1]; (H, W, C) to (H, W, C).

    Examples
    --------
    >>> colour_shift(np.array([[[0.5, 0.5, 0.5]]]), np.array([0.25, 0.75, -0.75]))
    array([[[0.75, 1.  , 0.  ]]])
    """
    return np.clip(image + shift, 0, 1)


def random_crop(image: Array, size: int, rng: np.random.Generator) -> Array:
    """
    Cut out a window, every position equally likely; (H, W, C) to (size, size, C).

    Raises
    ------
    ValueError
        If no window of that size fits in the image.

    Examples
    --------
    >>> random_crop(np.zeros((5, 4, 3)), 2, np.random.default_rng(0)).shape
    (2, 2, 3)
    """
    height, width, _ = image.shape
    if not 1 <= size <= min(height, width):
        raise DoesNotFit("crop", size, height, width)
    row = rng.integers(height - size, endpoint=True)
    column = rng.integers(width - size, endpoint=True)
    return image[row : row + size, column : column + size].copy()


def add_noise(image: Array, sigma: float, rng: np.random.Generator) -> Array:
    """
    Add independent noise N(0, sigma²) to every value; (H, W, C) to (H, W, C).

    The result is not clipped, so it may leave [0, 1].

    Raises
    ------
    ValueError
        If ``sigma`` is negative.

    Examples
    --------
    >>> image = np.full((1, 2, 3), 0.5)
    >>> bool((add_noise(image, 0.0, np.random.default_rng(0)) == image).all())
    True
    """
    if sigma < 0:
        raise ValueError(f"the standard deviation is {sigma}; choose one of at least 0")
    return image + rng.normal(0.0, sigma, image.shape)


def stored_images(images: int, augmentations: int, when: str) -> int:
    """
    Number of images that are kept when each gets ``augmentations`` further views.

    Parameters
    ----------
    images, augmentations : int
        At least 0.
    when : {"preprocessing", "training"}
        Beforehand, when originals and views are all kept; or on each batch, when views are
        thrown away again.

    Raises
    ------
    ValueError
        If ``when`` is any other word.

    Examples
    --------
    >>> stored_images(1000, 4, "preprocessing"), stored_images(1000, 4, "training")
    (5000, 1000)
    """
    kept_views = {"preprocessing": augmentations, "training": 0}
    if when not in kept_views:
        raise UnknownWord("time of augmentation", when, kept_views)
    return images * (1 + kept_views[when])
