"""
Judging randomness without ever being unlucky.

Each check fails a right answer with a chance below 1e-9, by a bound that holds for every
sample size and not only in the limit; what it finds all the same is said beside it.
"""

import math

import numpy as np

from grader.authoring import Disagreement, array

__all__ = ["assert_equally_likely", "assert_normal", "assert_unrelated", "places"]


def places(image, size, crops):
    """Position of each crop (size, size, C) in the image (H, W, C), counted row by row."""
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
    windows = np.moveaxis(windows, 2, 4).reshape(-1, size, size, image.shape[2])
    found = np.stack([array(crop, windows.shape[1:]) for crop in crops])
    margin = 1e-9 + 1e-6 * np.abs(windows)
    same = (np.abs(found[:, np.newaxis] - windows) <= margin).all(axis=(2, 3, 4))
    if not same.any(axis=1).all():
        raise Disagreement("the crop is no window of the image")
    return same.argmax(axis=1)


def assert_equally_likely(places, positions, what="position"):
    """
    Every position, 0 to positions - 1, turns up about equally often among the places.

    Chernoff: a count falls as far from its mean as ``share`` or further, on one side, with a
    chance of at most ``exp(-draws * KL(share || 1/positions))``. 1e-12 a side and position stays
    below 1e-10 for a sheet's dozens of them. In 800 draws, the rows and columns of 400 crops at 3
    by 3 positions, it finds the ends chosen half as often as the middle (rounding instead of
    rounding down) 98 times in 100.
    """
    counts = np.bincount(places, minlength=positions)
    limit = -math.log(1e-12) / len(places)
    for position, count in enumerate(counts):
        if _divergence(count / len(places), 1 / positions) > limit:
            raise Disagreement(
                f"{what} {position} of {positions} turned up {count} times in {len(places)}",
                f"about {len(places) / positions:.0f} times",
                "positions are counted row by row, from 0" if what == "position" else "from 0",
            )


def _divergence(share, chance):
    """Kullback-Leibler divergence of one coin from another, in nats."""
    sides = [(share, chance), (1 - share, 1 - chance)]
    return sum(p * math.log(p / q) for p, q in sides if p > 0)


def assert_normal(noise):
    """
    The values, of any shape, are a sample of N(0, 1).

    Dvoretzky, Kiefer and Wolfowitz, with Massart's constant: the empirical distribution is
    further than ``gap`` away with a chance of at most ``2 * exp(-2 * n * gap**2)``, here 1e-11.
    With n = 9216 the gap is 0.038: it finds a mean that is off by a tenth of sigma, clipping, and
    uniform noise (0.057 away). Laurent and Massart: the sum of squares leaves n by more than
    ``2 * sqrt(24 * n) + 48``, an eighth, with a chance of at most ``2 * exp(-24)``, below 1e-10: it
    finds a scale that is off by a tenth. None of 9216 values beyond 3.01 has a chance of 4e-11.
    """
    values = np.sort(noise, axis=None)
    normal = np.array([math.erfc(-value / math.sqrt(2)) / 2 for value in values.tolist()])
    steps = np.arange(values.size + 1) / values.size
    gap = max(np.max(normal - steps[:-1]), np.max(steps[1:] - normal))
    squares = float(values @ values)
    if (
        gap > math.sqrt(math.log(2e11) / (2 * values.size))
        or abs(squares - values.size) > 2 * math.sqrt(24 * values.size) + 48
        or np.abs(values).max() < 3.01
    ):
        raise Disagreement(
            f"the noise, divided by sigma, has mean {noise.mean():.3g} and standard deviation "
            f"{noise.std():.3g}, or is not normal",
            "a sample of N(0, 1)",
        )


def assert_unrelated(noise):
    """
    A sample of N(0, 1), (H, W, C), has uncorrelated neighbours and does not repeat itself.

    The mean product of n pairs has a standard deviation of n**-0.5: with n = 9216 the threshold of
    0.1 is 9.6 of them, and the Chernoff bound of that quadratic form is below 1e-16. Of n sizes
    some n**2 * 1e-12 = 1e-4 lie so close to the next one that they look equal; 1 in 10 never do.
    """
    for axis, name in enumerate(["rows", "columns", "channels"]):
        product = float(np.mean(noise * np.roll(noise, 1, axis)))
        if not abs(product) < 0.1:
            raise Disagreement(
                f"the noise of neighbouring {name} has a correlation of {product:.2g}", "about 0"
            )
    sizes = np.sort(np.abs(noise), axis=None)
    repeated = int(np.count_nonzero(np.diff(sizes) < 1e-12))
    if repeated > noise.size // 10:
        raise Disagreement(f"the same noise turns up again, {repeated} times in {noise.size}")
