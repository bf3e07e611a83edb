"""
Where crops lie, and whether they look as if every position were equally likely.

Many are needed to be sure of a fault, so that few are looked at first: ``chance`` says how both
are judged, and how seldom that wrongs anybody.
"""

import math

import numpy as np

from exercises.sheet3.chance import looks_equally_likely
from grader.authoring import Disagreement, answers, array
from reference import augmentation

__all__ = [
    "FULL",
    "LONG_SIDE",
    "NARROW",
    "NEARLY_FULL",
    "SINGLE_PIXELS",
    "SQUARE",
    "crops_of",
    "is_calm",
    "is_fair",
    "looks_unrepeated",
    "places",
]

# Height and width of an image, the side of a crop, how many crops of it and of its transpose are
# looked at first, by how much a share may then be off, and how many are drawn where one is.
NARROW, LONG_SIDE = (4, 4, 2, 70, 0.057, 350), (13, 172, 2, 165, 0.074, 800)
NEARLY_FULL, SINGLE_PIXELS = (5, 5, 4, 16, 0.25, 70), (2, 2, 1, 16, 0.25, 70)
# Many rows and as many columns, which may not be the same number.
SQUARE = (12, 12, 2, 12, 0.25, 120)
# Of the shorter side nothing is left out.
FULL = (3, 4, 3, 12, 0.25, 60)
# What holds for rows or columns alone, which are half as many.
ALONE = {"row": 0.105, "column": 0.105, "short row": 0.13, "short column": 0.13}


def places(image, size, crops):
    """Position of each crop (size, size, C) in the image (H, W, C), counted row by row."""
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
    windows = np.moveaxis(windows, 2, 4).reshape(-1, size, size, image.shape[2])
    found = np.stack([array(crop, windows.shape[1:]) for crop in crops])
    same = _are_close(found[:, np.newaxis, 0, 0, 0], windows[:, 0, 0, 0])
    which, where = np.nonzero(same)  # few windows of a varied image begin alike
    same[which, where] = _are_close(found[which], windows[where]).all(axis=(1, 2, 3))
    if not same.any(axis=1).all():
        raise Disagreement("the crop is no window of the image")
    return same.argmax(axis=1)


def _are_close(found, right):
    return np.abs(found - right) <= 1e-9 + 1e-6 * np.abs(right)


def looks_unrepeated(places, positions):
    """
    Whether there is no reason to draw more positions, 0 to positions - 1, for being repeated.

    No more pairs of draws are equal than two standard deviations beyond what is usual, which fair
    draws miss in 1 of 40 cases. Of 330 draws of 4104 positions those from 1024 seeds pass with a
    chance below 0.001.
    """
    counts = np.unique(places, return_counts=True)[1]
    equal = sum(math.comb(count, 2) for count in counts.tolist())
    usual = math.comb(len(places), 2) / positions
    return equal <= usual + 2 * math.sqrt(usual)


def is_calm(kind, seed):
    """Whether a first look is enough at the crops that come straight from the generator."""
    *sides, few, gap, _ = kind
    return is_fair(crops_of(augmentation, sides, seed, range(few)), gap)


def is_fair(drawn, gap):
    """Whether there is no reason to draw more crops."""
    return all(
        looks_unrepeated(*sample)
        if what == "either"
        else looks_equally_likely(*sample, max(gap, ALONE.get(what, gap)))
        for what, sample in drawn.items()
    )


def crops_of(student, sides, seed, numbers):
    """
    Where crops of an image and of its transpose lie; and how many places there are.

    ``sides`` are height and width of the image and the side of a crop. Along the longer sides;
    altogether, for a square image; else also of each side alone, and on "either" image, the places
    of the transpose after those of the image, one of these and one of those in turn. Of each longer
    side alone where the crop is as large as the shorter one.
    """
    *sides, size = sides
    along, across, altogether = [], [], []
    for turned, (height, width) in enumerate([sides, sides[::-1]]):
        image = np.arange(1.0, height * width + 1).reshape(height, width, 1) / (height * width)
        image[:size, :size] = 0.0  # some draw again where all is black
        if height == width:
            image = image * [0.5, 1.0, 0.25]
        states = [seed + 2 * number + turned for number in numbers]
        drawn = answers(
            student.random_crop, [(image, size, np.random.default_rng(state)) for state in states]
        )
        chosen, columns = places(image, size, drawn), width - size + 1
        altogether.append(chosen)
        # Rows and columns are independent of each other, so that they are twice as many draws.
        along += [chosen // columns] * (height >= width) + [chosen % columns] * (width >= height)
        across += [chosen % columns] * (height > width) + [chosen // columns] * (width > height)
    positions, few = max(sides) - size + 1, min(sides) - size + 1
    all_places = positions * few
    samples = {"row or column": (np.concatenate(along), positions)}
    if sides[0] == sides[1]:
        return samples | {"position": (np.concatenate(altogether), all_places)}
    samples |= {"column": (along[0], positions), "row": (along[1], positions)}
    if few == 1:
        return {"column": samples["column"], "row": samples["row"]}
    samples |= {"short row": (across[0], few), "short column": (across[1], few)}
    either = np.stack(altogether, axis=1) + np.array([0, all_places])
    return samples | {"either": (either.ravel(), 2 * all_places)}
