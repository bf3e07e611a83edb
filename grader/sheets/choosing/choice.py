"""
Choosing, of many candidates, the few examples that tell the most apart.

Every trait is wanted in three examples, the first of them most of all, and small examples are
preferred to large ones, for which a class waits.  So it is a set cover, done greedily.  All
weights are whole numbers, so that the same examples are chosen on every machine.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from grader.sheets.choosing.traits import paired

__all__ = ["Choice"]

Floats = npt.NDArray[np.float64]

SINGLE, PAIR = 20, 3  # what a trait counts, and one that is a pair of two others
WORTH = (10, 4, 2, 0)  # of the first, second, third and any further example that has a trait
NUMBERS = 60  # so many numbers cost as much as one call


class Choice:
    """
    The examples of one property that are chosen so far.

    Parameters
    ----------
    traits : sequence of sets of str
        Those of each candidate.
    sizes : sequence of int
        How long each candidate is to read.
    ask : callable
        Takes a candidate's place, and gives how many calls it adds to those of the chosen ones.

    Attributes
    ----------
    places : list of int
        The candidates that are chosen, in that order.
    calls : int
        How many calls these make.
    """

    def __init__(
        self, traits: Sequence[frozenset[str]], sizes: Sequence[int], ask: Callable[[int], int]
    ) -> None:
        self.places: list[int] = []
        self.calls = 0
        self._ask = ask
        self._has, self._weights = _table(traits)
        self._times = np.zeros(len(self._weights), dtype=np.intp)
        self._costs = 1 + np.array(sizes, dtype=np.float64) / NUMBERS
        self._own = self._has @ self._weights
        self._nearest = np.full(len(traits), np.inf)

    def add(self, place: int) -> None:
        """Choose a candidate, unless it is chosen already."""
        if place in self.places:
            return
        self.places.append(place)
        self.calls += self._ask(place)
        row = self._has[place]
        self._times = np.minimum(self._times + row.astype(np.intp), len(WORTH) - 1)
        common = self._has @ (self._weights * row)
        apart = self._own + self._own[place] - 2 * common
        self._nearest = np.minimum(self._nearest, apart)

    def by_traits(self, calls: int, most: int) -> None:
        """Choose what adds the most traits for its size, until there are so many calls."""
        self._until(calls, most, lambda: self._has @ (self._weights * np.array(WORTH)[self._times]))

    def by_distance(self, calls: int, most: int, least: int = 0) -> None:
        """
        Choose what differs in the most traits from the nearest chosen one, as far as it goes.

        However few calls there may be, there are ``least`` examples in the end, if any are left.
        """
        self._until(calls, most, lambda: self._nearest)
        self._until(math.inf, least, lambda: self._nearest)

    def _until(self, calls: float, most: int, worth: Callable[[], Floats]) -> None:
        left = [place for place in range(len(self._own)) if place not in self.places]
        while left and self.calls < calls and len(self.places) < most:
            worths = worth() / self._costs
            best = max(left, key=lambda place: float(worths[place]))  # the first of equals
            left.remove(best)
            self.add(best)


def _table(traits: Sequence[frozenset[str]]) -> tuple[Floats, Floats]:
    """Which example has which trait, a row for each example, and what each trait counts."""
    names = sorted(frozenset[str]().union(*traits))
    columns = {name: column for column, name in enumerate(names)}
    has = np.zeros((len(traits), len(names)))
    for row, told in enumerate(traits):
        has[row, [columns[name] for name in told]] = 1.0
    return has, np.array([float(PAIR if paired(name) else SINGLE) for name in names])
