"""
Question 1e's randomness: what a generator gives is compared with the distribution.

Nothing can be said of one answer but that it is a window, so many are drawn.  A law is broken where
what was seen has a chance below 1e-9 among right functions; seeds are fixed, so the same is
said every time.
"""

import copy
import math
from collections import Counter

import numpy as np
from scipy import special

from tests.verdicts import agreement
from tests.verdicts.inputs import grey
from tests.verdicts.oracles.augmentation import is_image
from tests.verdicts.oracles.oracle import Oracle

__all__ = ["ORACLES"]

RARE = 1e-9
CROPS = 2_000
VALUES = 24_000


def _window_at(answer, image, size):
    """Where the answer is a window of the image, or nothing."""
    if not agreement.array(answer, image[:size, :size]) and np.shape(answer) != (
        size,
        size,
        image.shape[2],
    ):
        return None
    answer = np.asarray(answer)
    for i in range(image.shape[0] - size + 1):
        for j in range(image.shape[1] - size + 1):
            if agreement.array(answer, image[i : i + size, j : j + size]):
                return i, j
    return None


def _is_window(answer, expected, _):
    image, size = expected
    return _window_at(answer, image, size) is not None


def _crop_faults(crop, call):
    image, size = call
    rows, columns = image.shape[0] - size + 1, image.shape[1] - size + 1
    marked = np.arange(image.size).reshape(image.shape) / image.size  # no two windows are alike
    seen: Counter = Counter()
    for seed in range(CROPS):
        answer = np.asarray(crop(marked.copy(), size, np.random.default_rng(seed)))
        if answer.shape != (size, size, image.shape[2]):
            return ["a crop has the wrong shape"]
        pixel = round(float(answer.flat[0]) * image.size) // image.shape[2]
        seen[divmod(pixel, image.shape[1])] += 1
    every = [seen[i, j] for i in range(rows) for j in range(columns)]
    if sum(every) != CROPS:
        return ["a crop begins where no window can"]
    faults = _unreproducible(crop, (marked, size))
    if len(every) > 1 and _even(every) < RARE:
        faults.append("positions are not equally likely")
    odd = sum(times for (i, j), times in seen.items() if (i + j) % 2)
    likely = sum((i + j) % 2 for i in range(rows) for j in range(columns)) / (rows * columns)
    if 0 < likely < 1 and _often(odd, CROPS, likely) < RARE:
        faults.append("positions depend on each other")
    return faults


def _unreproducible(function, call):
    """The same state has to give the same, and a call before must not matter."""
    for seed in range(10):
        first = function(*copy.deepcopy(call), np.random.default_rng(seed))
        function(*copy.deepcopy(call), np.random.default_rng(seed + 50))
        again = function(*copy.deepcopy(call), np.random.default_rng(seed))
        if not np.array_equal(first, again):
            return ["the same state gives something else"]
    return []


def _noise_faults(add_noise, call):
    image, sigma = call
    drawn = max(8, min(1_000, VALUES // image.size))
    noise = np.array(
        [add_noise(image.copy(), sigma, np.random.default_rng(s)) - image for s in range(drawn)]
    )
    faults = _unreproducible(add_noise, call)
    if sigma == 0:
        return faults + ["noise without a spread"] * bool(np.any(noise))
    return faults + _not_normal(noise / sigma) + _not_independent(noise / sigma)


def _not_normal(z):
    flat = z.ravel()
    centred = flat - flat.mean()
    if not centred.any():
        return ["all noise is the same"]
    found = {
        "not normal": _normal(flat),
        "wrong variance": _spread(flat),
        "wrong mean": _beyond(flat.mean() * math.sqrt(flat.size)),
        "wrong tails": _beyond(
            (np.mean(centred**4) / np.mean(centred**2) ** 2 - 3) / math.sqrt(24 / flat.size)
        ),
    }
    for bound in (2.0, 3.0):
        beyond = int(np.sum(abs(flat) > bound))
        chance = _beyond(bound)
        found[f"beyond {bound} sigma"] = _often(beyond, flat.size, chance)
    for place in np.ndindex(z.shape[1:]):
        one = z[(slice(None), *place)]
        found[f"variance at {place}"] = _spread(one)
        found[f"mean at {place}"] = _beyond(one.mean() * math.sqrt(one.size))
    if flat.size - len(np.unique(np.round(flat, 9))) > 20:
        found["numbers that come again"] = 0.0
    return [name for name, chance in found.items() if chance < RARE]


def _even(counts):
    """How likely equally likely places are hit as unevenly (Pearson's statistic)."""
    mean = np.mean(counts)
    seen = float(np.sum((np.array(counts) - mean) ** 2)) / mean
    return float(special.gammaincc((len(counts) - 1) / 2, seen / 2))


def _often(seen, of, chance):
    """How likely something of this chance is seen as rarely, or as often."""
    return float(2 * min(special.bdtr(seen, of, chance), special.bdtrc(seen - 1, of, chance)))


def _normal(z):
    """How likely normal numbers are as far from their distribution (Kolmogorov's statistic)."""
    exact, n = special.ndtr(np.sort(z)), len(z)
    places = np.arange(n)
    far = max(np.max(exact - places / n), np.max((places + 1) / n - exact))
    return float(special.kolmogorov(far * math.sqrt(n)))


def _beyond(deviations):
    """How likely a standard normal number is at least as far from zero."""
    return float(2 * special.ndtr(-abs(deviations)))


def _spread(z):
    """How likely the squares of standard normal numbers add up to as little, or as much."""
    half, seen = z.size / 2, float(np.sum(z**2)) / 2
    return float(2 * min(special.gammainc(half, seen), special.gammaincc(half, seen)))


def _not_independent(z):
    """Sums over an axis, and over neighbours, have the variance that independence gives them."""
    found = {}
    for axis, name in enumerate(("draws", "rows", "columns", "channels")):
        if z.shape[axis] > 1:
            first, second = (np.moveaxis(z, axis, 0)[part].ravel() for part in (FRONT, BACK))
            together = float(np.sum(first * second)) / math.sqrt(first.size)
            found[f"{name} depend on each other"] = _beyond(together)
    return [name for name, chance in found.items() if chance < RARE]


FRONT, BACK = slice(None, -1), slice(1, None)


def _admits_crop(image, size, rng):
    return is_image(image) and 1 <= size <= min(image.shape[:2]) and rng is not None


def _admits_noise(image, sigma, rng):
    return is_image(image) and sigma >= 0 and rng is not None


def _crops():
    for seed, (shape, size) in enumerate(CROPPED):
        yield grey(*shape, seed=seed), size, np.random.default_rng(seed)


CROPPED = [((1, 1, 1), 1), ((4, 6, 3), 2), ((5, 5, 1), 5), ((6, 3, 2), 3), ((7, 9, 2), 1)]


def _silent():
    for seed, shape in enumerate([(1, 1, 1), (3, 4, 2), (5, 2, 3)]):
        yield grey(*shape, seed=seed), 0.0, np.random.default_rng(seed)


ORACLES = {
    ("1e", "random_crop"): Oracle(
        lambda image, size, rng: (image, size),
        _is_window,
        _admits_crop,
        _crops,
        untouched=True,
        chance=_crop_faults,
        draws=lambda: [(grey(5, 6, 2), 3)],
    ),
    ("1e", "add_noise"): Oracle(
        lambda image, sigma, rng: image,
        lambda answer, expected, call: agreement.array(answer, expected),
        _admits_noise,
        _silent,
        untouched=True,
        chance=_noise_faults,
        draws=lambda: [(grey(4, 5, 3), 0.5), (grey(2, 2, 1), 20.0)],
    ),
}
