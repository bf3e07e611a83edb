"""
Refuse a batch before anything is computed from it.

Both paths would accept a label that no class has: the readable one finds it in no column and learns
nothing from the image, the fast one may count it from the end. Looking costs a few microseconds.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.cnn.errors import WrongData

__all__ = ["require_images", "require_labels"]


def require_images(images: Any, shape: tuple[int, ...]) -> None:
    """
    Check that images are (N, H, W, C) with the (H, W, C) of ``shape``, at least one.

    Raises
    ------
    WrongData
        With both shapes.
    """
    if tuple(images.shape[1:]) != tuple(shape) or len(images) == 0:
        wanted = ", ".join(map(str, ("N", *shape)))
        raise WrongData(f"images have shape {images.shape}; give ({wanted}), N at least 1")


def require_labels(labels: NDArray[np.integer[Any]], n: int, classes: int) -> None:
    """
    Check that there are ``n`` labels from 0 to ``classes`` - 1.

    Raises
    ------
    WrongData
        With the first one that is none.
    """
    if labels.shape != (n,):
        raise WrongData(f"labels have shape {labels.shape} for {n} images; give ({n},)")
    if labels.dtype.kind not in "iu":
        raise WrongData(f"labels are {labels.dtype}; give integers from 0 to {classes - 1}")
    if labels.min() < 0 or labels.max() >= classes:
        worst = int(np.flatnonzero((labels < 0) | (labels >= classes))[0])
        raise WrongData(f"label {worst} is {labels[worst]}; labels go from 0 to {classes - 1}")
