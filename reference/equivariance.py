"""
Whether an operation notices that its image was moved.

With T a transformation of the image and f the operation, f is *invariant* if f(Tx) = f(x), and
*equivariant* if f(Tx) = T f(x).  Both are decided by trying, on images whose values are small
integers: then every sum is exact, and "equal" means equal.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reference.errors import UnknownWord
from reference.filtering import convolve_padded

__all__ = ["classify", "equivariance_gap", "translate"]

Array = NDArray[np.floating]
Map = Callable[[Array], Array]

PADDINGS = ("wrap", "zero")


def translate(image: Array, rows: int, columns: int) -> Array:
    """
    Shift an image circularly, down and to the right; (H, W) to (H, W).

    Examples
    --------
    >>> translate(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), 1, -1)
    array([[5., 6., 4.],
           [2., 3., 1.]])
    """
    height, width = image.shape
    # Reduced before NumPy sees them: any int is allowed, also one beyond 64 bits.
    down = (np.arange(height) - rows % height) % height
    right = (np.arange(width) - columns % width) % width
    shifted: Array = image.take(down, axis=0).take(right, axis=1)
    return shifted


def equivariance_gap(image: Array, kernel: Array, rows: int, columns: int, padding: str) -> float:
    """
    How far filtering is from commuting with a circular shift.

    Parameters
    ----------
    image : array, shape (H, W)
        One channel.
    kernel : array, shape (K, K)
        K is odd, and not larger than the image.
    rows, columns : int
        The shift, as in `translate`.
    padding : {"wrap", "zero"}
        What stands outside the image: its periodic continuation, or zeros.

    Returns
    -------
    float
        Largest absolute difference between the shifted filtered image and the filtered
        shifted one.  0, up to rounding, for ``"wrap"``.

    Raises
    ------
    ValueError
        If the padding is any other word, or the kernel is not odd and square.

    Examples
    --------
    >>> image, kernel = np.eye(3), np.ones((3, 3))
    >>> equivariance_gap(image, kernel, 1, 0, "wrap"), equivariance_gap(image, kernel, 1, 0, "zero")
    (0.0, 1.0)
    """
    if padding not in PADDINGS:
        raise UnknownWord("padding", padding, PADDINGS)
    filter_then_shift = translate(convolve_padded(image, kernel, padding), rows, columns)
    shift_then_filter = convolve_padded(translate(image, rows, columns), kernel, padding)
    return float(np.abs(filter_then_shift - shift_then_filter).max())


_RNG = np.random.default_rng(3)
IMAGES = tuple(_RNG.integers(-9, 10, size=(4, 6, 6)).astype(float))
KERNEL = _RNG.integers(-9, 10, size=(3, 3)).astype(float)

# Pooled to one pixel, which every transformation leaves where it is.
OPERATIONS: dict[str, Map] = {
    "convolution": lambda image: convolve_padded(image, KERNEL, "wrap"),
    "relu": lambda image: np.maximum(image, 0),
    "global_average_pooling": lambda image: image.mean(keepdims=True),
    "global_max_pooling": lambda image: image.max(keepdims=True),
}

# Generators: what commutes with them commutes with everything composed of them.
TRANSFORMS: dict[str, tuple[Map, ...]] = {
    "shift": (lambda image: translate(image, 1, 0), lambda image: translate(image, 0, 1)),
    "flip": (np.fliplr, np.flipud),
    "rotate90": (np.rot90,),
}


@cache
def classify(operation: str, transform: str) -> str:
    """
    How an operation answers to a transformation of a square image with circular borders.

    Parameters
    ----------
    operation : {"convolution", "relu", "global_average_pooling", "global_max_pooling"}
        The convolution is one with a general kernel: it has no symmetry.
    transform : {"shift", "flip", "rotate90"}
        By any distance; left-right or upside down; by any number of quarter turns.

    Returns
    -------
    {"invariant", "equivariant", "neither"}
        "invariant" also where "equivariant" would be true.

    Raises
    ------
    ValueError
        If either is any other word.

    Examples
    --------
    >>> classify("convolution", "shift"), classify("convolution", "flip")
    ('equivariant', 'neither')
    """
    if operation not in OPERATIONS:
        raise UnknownWord("operation", operation, OPERATIONS)
    if transform not in TRANSFORMS:
        raise UnknownWord("transform", transform, TRANSFORMS)
    f = OPERATIONS[operation]
    trials = [(move, image) for move in TRANSFORMS[transform] for image in IMAGES]
    if all(np.array_equal(f(move(image)), f(image)) for move, image in trials):
        return "invariant"
    if all(np.array_equal(f(move(image)), move(f(image))) for move, image in trials):
        return "equivariant"
    return "neither"
