"""Question 1e but for its randomness, pixel by pixel."""

import itertools

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.inputs import grey, numbers
from tests.verdicts.oracles.oracle import Oracle, plain

__all__ = ["ORACLES", "is_image"]


def mirrored(image):
    """Left and right exchanged."""
    width = image.shape[1]
    return [[image[i, width - 1 - j] for j in range(width)] for i in range(image.shape[0])]


def turned(image, quarter_turns):
    """One quarter turn after the other: the last column becomes the first row."""
    for _ in range(quarter_turns % 4):
        height, width, _ = image.shape
        rows = [[image[i, width - 1 - j] for i in range(height)] for j in range(width)]
        image = np.array(rows)
    return image


def sheared(image, pixels_per_row):
    """Each pixel is put where it moves to, if that is inside."""
    result = np.zeros(image.shape)
    height, width, _ = image.shape
    for i, j in itertools.product(range(height), range(width)):
        if 0 <= j + i * pixels_per_row < width:
            result[i, j + i * pixels_per_row] = image[i, j]
    return result


def coloured(image, shift):
    """Each value by itself."""
    result = np.zeros(image.shape)
    for i, j, c in np.ndindex(image.shape):
        result[i, j, c] = min(1.0, max(0.0, float(image[i, j, c]) + float(shift[c])))
    return result


def stored(images, augmentations, when):
    """Originals, and the views where they are stored."""
    if when not in ("preprocessing", "training"):
        raise ValueError
    return images * (augmentations + 1) if when == "preprocessing" else images


def is_image(image):
    """Whether this is an image of 1e."""
    inside = bool(np.all((image >= 0) & (image <= 1)))
    return image.ndim == 3 and image.dtype == np.float64 and image.size > 0 and inside


def _images():
    shapes = [(1, 1, 1), (3, 4, 3), (5, 2, 1), (1, 6, 2), (4, 4, 4), (7, 1, 3), (9, 8, 1)]
    for seed, shape in enumerate(shapes):
        yield grey(*shape, seed=seed)
    yield np.zeros((3, 3, 2))
    yield np.ones((2, 5, 3))
    yield np.round(grey(4, 3, 3, seed=20))


def _oracle(expected, admits, cases):
    return Oracle(expected, plain(agreement.array), admits, cases, untouched=True)


def _with_ints():
    turns = (-(10**30), -7, -2, -1, 0, 1, 2, 3, 4, 9, 2**63 + 1)
    return list(itertools.product(_images(), turns))


def _with_shift():
    for seed, image in enumerate(_images()):
        channels = image.shape[2]
        yield image, numbers(channels, seed=seed, scale=0.4)
        yield image, np.zeros(channels)
        yield image, np.linspace(-1.0, 1.0, channels)


def _counts():
    words = ["preprocessing", "training", "", "Training", "testing", "preprocess", "train"]
    return list(itertools.product((0, 1, 7, 60000, 1 << 33), (0, 1, 5, 1 << 31), words))


def _admits_shift(image, shift):
    return is_image(image) and shift.shape == image.shape[2:] and bool(np.all(abs(shift) <= 100))


ORACLES = {
    ("1e", "mirror"): _oracle(mirrored, is_image, lambda: [(each,) for each in _images()]),
    ("1e", "rotate"): _oracle(turned, lambda image, _: is_image(image), _with_ints),
    ("1e", "shear"): _oracle(sheared, lambda image, _: is_image(image), _with_ints),
    ("1e", "colour_shift"): _oracle(coloured, _admits_shift, _with_shift),
    ("1e", "stored_images"): Oracle(
        stored,
        plain(agreement.integer),
        lambda images, augmentations, when: images >= 0 and augmentations >= 0 and when == when,
        _counts,
    ),
}
