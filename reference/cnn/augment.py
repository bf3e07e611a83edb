"""
New views of the training digits for every epoch, made of the operations of question 1e.

Those operations work on one image (H, W, C), and a network that learns 10,000 images a second
cannot wait for 60,000 calls of each. So some images are stacked as the *channels* of one: the
operations treat all channels alike, every group gets its own random view, and the next epoch
shuffles who is in a group with whom.

A digit may move by some pixels and lean a little; it may not be mirrored or turned, or 2 becomes 5
and 6 becomes 9. ``shear`` moves whole pixels, one a row at least, which is 45°; on an image
widened six times that is a sixth of a pixel, 9°.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.augmentation import random_crop, shear

__all__ = ["augmented"]

Images = NDArray[Any]
"""Bytes; the operations of question 1e are typed for floats, and move any number alike."""

_GROUP = 32
_SHIFT = 2
_FINENESS = 6
_ROOM = 6
"""Paper around the digit, in pixels, while it leans; the widest stroke stays on it."""


def augmented(images: Images, rng: np.random.Generator) -> Images:
    """
    Give each image (N, H, W) a random view: leaning by -9°, 0° or 9°, and moved by up to 2 pixels
    each way.

    All randomness comes from ``rng``, so an epoch can be repeated.
    """
    views = [_view(images[start : start + _GROUP], rng) for start in range(0, len(images), _GROUP)]
    return np.concatenate(views)


def _view(group: Images, rng: np.random.Generator) -> Images:
    roomy = np.pad(group.transpose(1, 2, 0), ((_ROOM, _ROOM), (_ROOM, _ROOM), (0, 0)))
    leaning = _lean(roomy, int(rng.integers(-1, 1, endpoint=True)))
    spare = _ROOM - _SHIFT
    near = leaning[spare:-spare, spare:-spare]
    return random_crop(near, group.shape[1], rng).transpose(2, 0, 1)


def _lean(stack: Images, direction: int) -> Images:
    """
    Shear (H, W, C) about its middle row, by 1 / _FINENESS pixels a row, to the side that
    ``direction`` says.
    """
    if direction == 0:
        return stack
    height, width, count = stack.shape
    wide = shear(np.repeat(stack, _FINENESS, axis=1), direction)
    centred = np.roll(wide, -direction * (height // 2), axis=1)
    sums = centred.reshape(height, width, _FINENESS, count).sum(axis=2, dtype=np.uint16)
    mean: Images = (sums // _FINENESS).astype(np.uint8)
    return mean
