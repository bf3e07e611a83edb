"""
How well each item of a sheet told those who know from those who do not.

Marks alone do not say whether a question was any good.  Two figures of classical test theory do:
how many of its points a class earned, and whether those who earned them also did well elsewhere.
An item's own points are taken out of the rest before the two are compared, because an item
always agrees with itself, and on a short sheet that alone looks like a good item.

Points that our machinery could not decide are left out on both sides: they say nothing about
anybody.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["FEWEST", "Item", "Spread", "discrimination", "item_analysis", "spread"]

FEWEST = 3  # any two students lie on a line: their correlation is 1 or -1 whatever they know

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Item:
    """
    What the class's marks say about one item.

    Attributes
    ----------
    difficulty : float or None
        Mean share of the item's points that was earned, 0 to 1: the *higher*, the easier.  None
        where nothing was decided.
    discrimination : float or None
        Corrected item-total correlation, -1 to 1; see `discrimination`.
    """

    difficulty: float | None
    discrimination: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the totals of a class lie, in points; the deviation is of the class itself (1/n)."""

    mean: float
    deviation: float
    lowest: float
    lower_quartile: float
    median: float
    upper_quartile: float
    highest: float


def item_analysis(earned: ArrayLike, decided: ArrayLike) -> tuple[Item, ...]:
    """
    Difficulty and discrimination of each item.

    Parameters
    ----------
    earned, decided : array_like of int, shape (students, items)
        Points earned, and points that could be decided; 0 decided where nothing is known.

    Returns
    -------
    tuple of Item
        One for each column.

    Raises
    ------
    ValueError
        Where the shapes are not the same two dimensions, or more was earned than decided.

    Notes
    -----
    Difficulty is the mean of earned / decided (the index p of L. Crocker and J. Algina,
    *Introduction to Classical and Modern Test Theory*, 1986, ch. 14, for items of many points).
    """
    points, out_of = np.asarray(earned, dtype=np.float64), np.asarray(decided, dtype=np.float64)
    if points.ndim != 2 or points.shape != out_of.shape:
        raise ValueError(
            f"earned has shape {points.shape} and decided {out_of.shape}. "
            f"Give both as (students, items)."
        )
    if (points > out_of).any():
        raise ValueError("more points were earned than were decided. Swap the two?")
    rest = _share(
        points.sum(axis=1, keepdims=True) - points, out_of.sum(axis=1, keepdims=True) - out_of
    )
    shares = _share(points, out_of)
    return tuple(
        Item(_mean(own), discrimination(own, others))
        for own, others in zip(shares.T, rest.T, strict=True)
    )


def discrimination(item: ArrayLike, rest: ArrayLike) -> float | None:
    """
    Correlation of an item with the rest of the sheet.

    Parameters
    ----------
    item, rest : array_like of float, shape (students,)
        Share of the item's points, and share of all other points, that each student earned; NaN
        where not decided, and then the student does not count.

    Returns
    -------
    float or None
        Pearson's r, from -1 to 1.  None where fewer than `FEWEST` students count, or where all
        earned the same in the item or in the rest, for then r is not defined.

    Notes
    -----
    The corrected item-total correlation of S. Henrysson, "Correction of item-total correlations in
    item analysis", *Psychometrika* 28 (1963), 211-218: the item is not part of the total.
    """
    pair = np.array([item, rest], dtype=np.float64)
    own, others = pair[:, ~np.isnan(pair).any(axis=0)]
    if own.size < FEWEST or np.ptp(own) == 0 or np.ptp(others) == 0:
        return None
    return float(np.clip(np.corrcoef(own, others)[0, 1], -1.0, 1.0))


def spread(totals: ArrayLike) -> Spread | None:
    """
    Mean, deviation and quartiles of ``totals``, shape (students,), in points; None for nobody.

    Quartiles are interpolated linearly (R. Hyndman and Y. Fan, 1996, definition 7).
    """
    points = np.asarray(totals, dtype=np.float64)
    if not points.size:
        return None
    quartiles = (float(each) for each in np.quantile(points, (0, 0.25, 0.5, 0.75, 1)))
    return Spread(float(points.mean()), float(points.std()), *quartiles)


def _share(earned: Floats, decided: Floats) -> Floats:
    """Earned out of decided, NaN where nothing was decided."""
    return np.divide(earned, decided, out=np.full_like(earned, np.nan), where=decided > 0)


def _mean(shares: Floats) -> float | None:
    known = shares[~np.isnan(shares)]
    return float(known.mean()) if known.size else None
