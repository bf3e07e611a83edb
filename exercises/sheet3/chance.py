"""
Judging randomness without ever being unlucky, and without letting poor randomness pass.

Each check fails a right answer with a chance below 1e-9, by a bound that holds for every
sample size and not only in the limit. That takes many draws, of which nearly all are only there to
be sure of a fault. So a few are looked at first, with a bound that a right answer, too, misses now
and then, and most of the time no more are asked for. What is found in the end with a chance of at
least 0.999 is said beside each check, and simulated in the tests.
"""

import math

import numpy as np

from grader.authoring import Disagreement, Message

__all__ = [
    "assert_distinct",
    "assert_equally_likely",
    "assert_freely_centred",
    "assert_normal",
    "assert_not_repeated",
    "assert_reaches_out",
    "assert_unrelated",
    "looks_equally_likely",
]

NOUNS = {
    "position": Message("position"),
    "row or column": Message("row or column"),
    "row": Message("row"),
    "column": Message("column"),
    "short row": Message("row"),
    "short column": Message("column"),
}
BITS = (3, 4, 5, 8)  # of the numbers that are scaled, or reduced, to a position
AXES = (Message("rows"), Message("columns"), Message("channels"))


def looks_equally_likely(places, positions, gap):
    """
    Whether there is no reason to draw more positions, 0 to positions - 1.

    No share of a position, and no share of the first few of them together, is off by more than
    ``gap``; of few positions each has turned up; of many, no more draws are equal than four
    standard deviations beyond what is usual.
    """
    counts, pairs = np.bincount(places, minlength=positions), math.comb(len(places), 2)
    off = np.abs(counts / len(places) - 1 / positions).max()
    equal = sum(math.comb(count, 2) for count in counts.tolist())
    usual = pairs / positions
    return (
        max(off, _prefix_gap(counts), *_scaled_gaps(counts)) <= gap
        and (positions > len(places) / 8 or bool(counts.all()))
        and equal <= usual + 4 * math.sqrt(usual)
    )


def assert_equally_likely(places, positions, what="position"):
    """
    Every position, 0 to positions - 1, turns up about equally often among the places.

    Chernoff: a count falls as far from its mean as ``share`` or further, on one side, with a
    chance of at most ``exp(-draws * KL(share || 1/positions))``; 3e-11 is shared by both sides of
    all positions. Dvoretzky, Kiefer, Wolfowitz and Massart: the share of the first few together is
    off by more than ``gap`` with a chance of at most ``2 * exp(-2 * draws * gap**2)``, here 3e-11;
    so is that of the positions which a number of few bits hits more often when it is scaled, with a
    chance of at most 3e-11 (Hoeffding). With ``assert_not_repeated`` that stays below 1e-9 for all
    samples of the sheet together.

    In 1400 draws of 3 positions it finds an end that is half as likely as the others, both ends
    half as likely as the middle (rounding instead of rounding down), and one that never turns up.
    In 1600 draws of 171 it finds a number below 8, 16, 32 or 256 modulo 171, and the same scaled
    instead of reduced.
    """
    draws = len(places)
    counts = np.bincount(places, minlength=positions)
    limit = -math.log(1.5e-11 / positions) / draws
    for position, count in enumerate(counts.tolist()):
        if _divergence(count / draws, 1 / positions) > limit:
            raise Disagreement(
                Message(
                    "{what} {position} of {positions} turned up {count} times in {draws}",
                    what=NOUNS[what],
                    position=position,
                    positions=positions,
                    count=count,
                    draws=draws,
                ),
                Message("about {count} times", count=round(draws / positions)),
                Message("positions are counted row by row, from 0")
                if what == "position"
                else Message("counted from 0"),
            )
    if _prefix_gap(counts) > math.sqrt(math.log(2 / 3e-11) / (2 * draws)):
        below = 1 + int(np.argmax(np.abs(_prefix_gaps(counts))))
        raise Disagreement(
            Message(
                "the first {below} of {positions} positions turned up {count} times in {draws}",
                below=below,
                positions=positions,
                count=int(counts[:below].sum()),
                draws=draws,
            ),
            Message("about {count} times", count=round(draws * below / positions)),
        )
    if max(_scaled_gaps(counts)) > math.sqrt(math.log(8 / 3e-11) / (2 * draws)):
        raise Disagreement(
            Message("every second or third position, about, turned up more often than the others"),
            note=Message("draw from `rng` itself"),
        )
    assert_not_repeated(places, positions)


def _scaled_gaps(counts):
    """By how much the share of those is off that a number of few bits, scaled, hits more often."""
    for bits in BITS:
        hits = np.bincount(np.arange(2**bits) * counts.size >> bits, minlength=counts.size)
        often = hits > hits.min()
        yield abs(float(counts[often].sum() / counts.sum() - often.mean()))


def _prefix_gaps(counts):
    """By how much the share of the first few positions together is off, for each few."""
    return np.cumsum(counts) / counts.sum() - np.arange(1, counts.size + 1) / counts.size


def _prefix_gap(counts):
    return float(np.abs(_prefix_gaps(counts)).max())


def assert_not_repeated(places, positions):
    """
    The second half of the draws does not favour what the first half has drawn.

    Given the first half, how often each of the second was drawn before is bounded, independent, and
    has the mean and the variance that the first half's counts have over all positions. So it is
    beyond the bound with a chance of at most 1e-11 (Bernstein); also where every second draw is
    of the one half of the positions and all others of the other half, since both have been drawn
    equally often then. In 1600 draws of 4104 positions it finds draws from 1024 seeds or fewer.
    """
    first, second = np.array_split(np.asarray(places), 2)
    before = np.bincount(first, minlength=positions)
    excess = float(before[second].sum() - second.size * before.mean())
    nats, spread = math.log(1e11), second.size * float(before.var())
    reach = float(before.max() - before.mean())
    if excess > math.sqrt(2 * nats * spread) + 2 * nats * reach / 3:
        raise Disagreement(
            Message(
                "the same positions turn up again: {count} of {positions} in {draws} draws",
                count=int(np.unique(places).size),
                positions=positions,
                draws=len(places),
            ),
            note=Message("draw from `rng` itself"),
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
        raise Disagreement(
            Message(
                "the noise, divided by sigma, has mean {mean} and standard deviation {deviation}, "
                "or is not normal",
                mean=f"{noise.mean():.3g}",
                deviation=f"{noise.std():.3g}",
            ),
            Message("a sample of N(0, 1)"),
        )


def assert_freely_centred(noises, sigma):
    """
    The means of small images' noise, (n, H, W, C), are not fixed: they vary as those of N(0, 1) do.

    Laurent and Massart: the squares of n such numbers add up to less than ``n - 2 * sqrt(24 * n)``
    with a chance of at most ``exp(-24)``, below 4e-11, and noise that is centred to nothing.
    """
    n, size = len(noises), noises[0].size
    means = np.clip(noises, -1e3, 1e3).reshape(n, -1).sum(axis=1) / (size**0.5 * sigma)
    if float(means @ means) < n - 2 * math.sqrt(24 * n):
        raise Disagreement(
            Message("the noise of each of {n} small images adds up to about 0", n=n),
            note=Message("numbers that are drawn independently do not"),
        )


def assert_reaches_out(noises, sigma):
    """
    The noise of small images, (n, H, W, C), has values that no uniform noise of its size has.

    None of 280 numbers from N(0, 1) is beyond 1.733 with a chance of 3e-11; numbers from -3**0.5 to
    3**0.5, which is 1.7321, have the same variance.
    """
    if float(np.abs(noises).max()) < 1.733 * sigma:
        raise Disagreement(
            Message("the noise of {n} small images is never beyond 1.733 sigma", n=len(noises)),
            note=Message("normal noise is, once in twelve numbers"),
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
