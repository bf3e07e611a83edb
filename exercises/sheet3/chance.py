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
    "assert_equally_likely",
    "assert_not_repeated",
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


def looks_equally_likely(places, positions, gap):
    """
    Whether there is no reason to draw more positions, 0 to positions - 1.

    No share of a position, and no share of the first few of them together, is off by more than
    ``gap``; of few positions each has turned up, and one twice in a row; of many, no more draws are
    equal than four standard deviations beyond what is usual.
    """
    counts, pairs = np.bincount(places, minlength=positions), math.comb(len(places), 2)
    off = np.abs(counts / len(places) - 1 / positions).max()
    equal = sum(math.comb(count, 2) for count in counts.tolist())
    usual = pairs / positions
    return (
        max(off, _prefix_gap(counts), *_scaled_gaps(counts)) <= gap
        and (positions > len(places) / 8 or bool(counts.all()))
        and not _never_in_a_row(places, positions, 7)
        and equal <= usual + 4 * math.sqrt(usual)
    )


def assert_equally_likely(places, positions, what="position"):
    """
    Every position, 0 to positions - 1, turns up about equally often among the places.

    Chernoff: a count falls as far from its mean as ``share`` or further, on one side, with a
    chance of at most ``exp(-draws * KL(share || 1/positions))``; 2.5e-11 is shared by both sides of
    all positions. Dvoretzky, Kiefer, Wolfowitz and Massart: the share of the first few together is
    off by more than ``gap`` with a chance of at most ``2 * exp(-2 * draws * gap**2)``, 1.5e-11;
    so is that of the positions which a number of few bits hits more often when it is scaled, with
    a chance of at most 1.5e-11 (Hoeffding). With ``assert_not_repeated`` that stays below 1e-9 for
    all samples of the sheet together; few positions never turn up twice in a row with a chance
    below 1e-16.

    In 1400 draws of 3 positions it finds an end that is half as likely as the others, both ends
    half as likely as the middle (rounding instead of rounding down), and one that never turns up.
    In 1600 draws of 171 it finds a number below 8, 16, 32 or 256 modulo 171, and the same scaled
    instead of reduced.
    """
    draws = len(places)
    counts = np.bincount(places, minlength=positions)
    limit = -math.log(1.25e-11 / positions) / draws
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
    if _prefix_gap(counts) > math.sqrt(math.log(2 / 1.5e-11) / (2 * draws)):
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
    if max(_scaled_gaps(counts)) > math.sqrt(math.log(8 / 1.5e-11) / (2 * draws)):
        raise Disagreement(
            Message("every second or third position, about, turned up more often than the others"),
            note=Message("draw from `rng` itself"),
        )
    if _never_in_a_row(places, positions, 39):
        raise Disagreement(
            Message("no position turned up twice in a row, in {draws} draws", draws=draws),
            note=Message("a draw does not depend on the one before it"),
        )
    assert_not_repeated(places, positions)


def _never_in_a_row(places, positions, nats):
    """
    Whether no draw equals the one before it, where independent ones are equal somewhere.

    That they are not has a chance of at most ``exp(-nats)``, or nothing is said of it.
    """
    unlikely = positions > 1 and (1 - len(places)) * math.log1p(-1 / positions) >= nats
    return unlikely and not (places[1:] == places[:-1]).any()


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
