"""
Judging noise: whether its numbers are a sample of N(0, sigma^2), drawn independently.

As in ``chance``, each check fails a right answer with a chance below 1e-9, by a bound that holds
for every sample size. What shows only in many numbers is looked for in few first, by bounds that a
right answer, too, misses now and then.
"""

import math

import numpy as np

from grader.authoring import Disagreement, Message, answers, array, assert_leaves_arguments

__all__ = [
    "assert_distinct",
    "assert_normal",
    "assert_normal_throughout",
    "assert_small_images_differ",
    "assert_unrelated",
    "looks_normal",
    "noise_of",
    "noises_of",
]

GREY = np.full((1, 2, 1), 0.5), np.full((1, 1, 2), 0.5)
AXES = (Message("rows"), Message("columns"), Message("channels"))
# Of z**4 - 6 * z**2 + 3, z in N(0, 1), with z taken for 3.5 beyond that: how heavy tails are.
BOUND, MEAN, VARIANCE, FARTHEST = 3.5, -0.019489, 18.9238, 79.61


def noise_of(student, image, sigma, seed):
    """What is added to an image, divided by sigma; the image stays, however large it is."""
    noisy = assert_leaves_arguments(student.add_noise, image, sigma, np.random.default_rng(seed))
    return _noise(noisy, image, sigma)


def noises_of(student, image, sigma, seeds):
    """What is added to an image for each seed, divided by sigma."""
    calls = [(image, sigma, np.random.default_rng(seed)) for seed in seeds]
    return [_noise(noisy, image, sigma) for noisy in answers(student.add_noise, calls)]


def _noise(noisy, image, sigma):
    # Bounded, so that an answer of 1e308 stays a number.
    return (np.clip(array(noisy, image.shape), -1e3, 1e3) - image) / sigma


def _tails(noise):
    squares = np.clip(noise, -BOUND, BOUND) ** 2
    return float(np.mean(squares**2 - 6 * squares + 3)) - MEAN


def looks_normal(noise):
    """
    Whether there is no reason to draw more noise.

    The mean square is within 1.9 standard deviations of 1, and the tails are not lighter by 1.8;
    fair noise misses it in 1 of 10 cases.
    """
    spread = float(np.mean(noise**2)) - 1
    tails = _tails(noise) / math.sqrt(VARIANCE / noise.size)
    return abs(spread) <= 1.9 * math.sqrt(2 / noise.size) and tails >= -1.8


def assert_normal_throughout(noise):
    """
    So many values, of any shape, have the spread and the tails of N(0, 1) to a few hundredths.

    Laurent and Massart: the sum of squares leaves n by more than ``2 * sqrt(25 * n) + 50`` with a
    chance of at most ``2 * exp(-25)``, below 3e-11. Bernstein: the mean of a bounded number is
    below its expectation by more than ``reach`` with a chance of at most 1e-11. With n = 110592 it
    finds a sigma that is off by three hundredths, and six uniform numbers that are added up.
    """
    n, nats = noise.size, math.log(1e11)
    reach = math.sqrt(2 * nats * VARIANCE / n) + 2 * nats * FARTHEST / (3 * n)
    off = abs(float(np.sum(noise**2)) - n) > 2 * math.sqrt(25 * n) + 50
    if off or _tails(noise) < -reach:
        raise _abnormal(noise)


def assert_normal(noise):
    """
    The values, of any shape, are a sample of N(0, 1).

    Dvoretzky, Kiefer and Wolfowitz, with Massart's constant: the empirical distribution is
    further than ``gap`` away with a chance of at most ``2 * exp(-2 * n * gap**2)``, here 1e-11.
    With n = 9216 the gap is 0.038: it finds a mean that is off by a fifth of sigma, clipping, and
    uniform noise (0.057 away). Laurent and Massart: the sum of squares leaves n by more than
    ``2 * sqrt(24 * n) + 48``, an eighth, with a chance of at most ``2 * exp(-24)``, below 1e-10: it
    finds a scale that is off by a tenth. None of 9216 values beyond 3.01 has a chance of 4e-11: it
    finds values clipped at 3 sigma.
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
        raise _abnormal(noise)
    _assert_not_made_exact(noise)


def _abnormal(noise):
    return Disagreement(
        Message(
            "the noise, divided by sigma, has mean {mean} and standard deviation {deviation}, "
            "or is not normal",
            mean=f"{noise.mean():.3g}",
            deviation=f"{noise.std():.3g}",
        ),
        Message("a sample of N(0, 1)"),
    )


def assert_small_images_differ(student, sigma, seeds):
    """Images of two numbers get other noise for each seed, neither centred nor uniform."""
    small = [
        noise.ravel()
        for turn, grey in enumerate(GREY)
        for noise in noises_of(student, grey, sigma, seeds[turn::2])
    ]
    if len({noise.tobytes() for noise in small}) < len(seeds):
        raise Disagreement("returned the same noise for two generators in different states")
    _assert_freely_centred(np.stack(small))
    _assert_reaches_out(np.stack(small))
    for place, noise in enumerate(np.stack(small).T, 1):
        _assert_not_left_alone(noise, place)


def _assert_freely_centred(noises):
    """
    The means of small images' noise, (n, k), are not fixed: they vary as those of N(0, 1) do.

    Laurent and Massart: the squares of n such numbers add up to less than ``n - 2 * sqrt(24 * n)``
    with a chance of at most ``exp(-24)``, below 4e-11, and noise that is centred to nothing.
    """
    n, size = len(noises), noises[0].size
    means = np.clip(noises, -1e3, 1e3).reshape(n, -1).sum(axis=1) / size**0.5
    if float(means @ means) < n - 2 * math.sqrt(24 * n):
        raise Disagreement(
            Message("the noise of each of {n} small images adds up to about 0", n=n),
            note=Message("numbers that are drawn independently do not"),
        )


def _assert_reaches_out(noises):
    """
    The noise of small images, (n, k), has values that no uniform noise of its size has.

    None of 264 numbers from N(0, 1) is beyond 1.733 with a chance of 1.2e-10; numbers from -3**0.5
    to 3**0.5, which is 1.7321, have the same variance.
    """
    if float(np.abs(noises).max()) < 1.733:
        raise Disagreement(
            Message("the noise of {n} small images is never beyond 1.733 sigma", n=len(noises)),
            note=Message("normal noise is, once in twelve numbers"),
        )


def _assert_not_left_alone(noise, place):
    """
    One number of many small images, (n,), gets noise like any other.

    None of 132 numbers from N(0, 1) is beyond 1 with a chance of 2e-22.
    """
    if float(np.abs(noise).max()) < 1:
        raise Disagreement(
            Message(
                "number {place} of each of {n} small images gets no noise beyond 1 sigma",
                place=place,
                n=noise.size,
            ),
            note=Message("normal noise is, once in three numbers"),
        )


def _assert_not_made_exact(noise):
    """
    Neither the sum of n values nor that of their squares is what is expected to the last digit.

    The squares are those of the values, and of what these are off their mean. The density of the
    first sum, divided by n**0.5, is below 0.4, and that of the others below 0.3 / n**0.5: they are
    as close as 1e-11 and 1e-9 with a chance below 1e-11 each, and noise that is centred, or scaled
    to a variance of 1, always.
    """
    n, off = noise.size, noise - noise.mean()
    squares = float(np.sum(noise**2)) - n, float(np.sum(off**2)) - n, float(np.sum(off**2)) - n + 1
    if abs(float(np.sum(noise))) < 1e-11 * n**0.5 or min(map(abs, squares)) < 1e-9:
        raise Disagreement(
            Message("the mean of the noise is 0, or its variance sigma**2, to the last digit"),
            note=Message("of numbers that are drawn independently they vary"),
        )


def assert_unrelated(noise):
    """
    A sample of N(0, 1), (H, W, C), has uncorrelated neighbours and does not repeat itself.

    The mean product of n pairs has a standard deviation of n**-0.5: with n = 9216 the threshold of
    0.1 is 9.6 of them, and the Chernoff bound of that quadratic form is below 1e-16. It finds a
    correlation of 0.15 between neighbouring rows, columns or channels.
    """
    for axis, name in enumerate(AXES):
        if noise.shape[axis] == 1:
            continue
        product = float(np.mean(noise * np.roll(noise, 1, axis)))
        if not abs(product) < 0.1:
            raise Disagreement(
                Message(
                    "the noise of neighbouring {name} has a correlation of {product}",
                    name=name,
                    product=f"{product:.2g}",
                ),
                Message("about 0"),
            )
    assert_distinct(np.abs(noise))


def assert_distinct(values):
    """
    Numbers from a continuous distribution do not turn up again.

    Of n numbers some n**2 * 1e-12 = 1e-4 lie so close to the next one that they look equal; 1 in
    10 never do. It finds noise that is used twice, and noise that is rounded.
    """
    ordered = np.sort(values, axis=None)
    repeated = int(np.count_nonzero(np.diff(ordered) < 1e-12))
    if repeated > values.size // 10:
        raise Disagreement(
            Message(
                "the same noise turns up again, {repeated} times in {size}",
                repeated=repeated,
                size=values.size,
            )
        )
