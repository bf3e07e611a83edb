"""
Choosing, of many candidates, the few examples that tell the most apart.

Every trait is wanted in three examples, the first of them most of all, and small examples are
preferred to large ones, for which a class waits.  So it is a set cover, done greedily.  What is
left of the budget goes to the candidates farthest from all that were chosen.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from grader.sheets.traits import paired

__all__ = ["choose"]

Floats = npt.NDArray[np.float64]

WORTH = (1.0, 0.4, 0.2)  # of the first, second and third example that has a trait
PAIR = 0.15  # what a trait counts that is a pair of two others
SPREAD = 4  # one in so many is chosen for its distance
NUMBERS = 60  # so many numbers cost as much as one call


def choose(
    traits: Sequence[frozenset[str]], sizes: Sequence[int], given: Sequence[int], wanted: int
) -> list[int]:
    """
    Places of at most ``wanted`` examples, those ``given`` first, by their traits and sizes.

    The same for the same arguments: of equally good candidates the earlier one is taken.
    """
    chosen, places = list(given), set(range(len(traits))) - set(given)
    has, weights = _table(traits)
    costs = 1 + np.array(sizes, dtype=np.float64) / NUMBERS
    while places and len(chosen) < wanted:
        far = len(chosen) % SPREAD == SPREAD - 1
        worth = (_farness if far else _gains)(has, weights, chosen) / costs
        best = max(sorted(places), key=lambda place: float(worth[place]))
        places.remove(best)
        chosen.append(best)
    return chosen


def _table(traits: Sequence[frozenset[str]]) -> tuple[Floats, Floats]:
    """Which example has which trait, a row for each example, and what each trait counts."""
    names = sorted(frozenset[str]().union(*traits))
    columns = {name: column for column, name in enumerate(names)}
    has = np.zeros((len(traits), len(names)))
    for row, told in enumerate(traits):
        has[row, [columns[name] for name in told]] = 1.0
    return has, np.array([PAIR if paired(name) else 1.0 for name in names])


def _gains(has: Floats, weights: Floats, chosen: Sequence[int]) -> Floats:
    """What each example adds to those chosen: the traits that are not yet in three of them."""
    times = np.minimum(has[list(chosen)].sum(axis=0), len(WORTH)).astype(int)
    gains: Floats = has @ (weights * np.array([*WORTH, 0.0])[times])
    return gains


def _farness(has: Floats, weights: Floats, chosen: Sequence[int]) -> Floats:
    """In how many traits, by what they count, each example differs from the nearest chosen one."""
    own = has @ weights
    common = (has * weights) @ has[list(chosen)].T
    far: Floats = (own[:, np.newaxis] + own[list(chosen)] - 2 * common).min(axis=1, initial=1e9)
    return far
