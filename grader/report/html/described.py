"""
What can be seen in the plots of a class, in words, for those who do not see them.

Where several are highest or lowest, none of them is named alone: a few are all named, of many it is
said how many they are.
"""

from collections.abc import Sequence

from grader.report.classes.figures import Bin
from grader.report.classes.item_analysis import Spread
from grader.report.html.pages import count
from grader.report.html.plots import Bar, Stack
from grader.report.rounding import figure, percent
from grader.text import several

__all__ = ["discriminations", "shares", "totals"]

MOST_NAMED = 3
EQUAL = 9  # digits to which numbers that are computed in different ways have to agree


def totals(found: Spread, sorted_in: Sequence[Bin]) -> str:
    """The lowest total and the highest, and where most are."""
    lower, upper = figure(found.lower_quartile, 1), figure(found.upper_quartile, 1)
    return (
        f"Totals go from {count(found.lowest)} to {count(found.highest)} points; half of them lie "
        f"between {lower} and {upper}. {_fullest(sorted_in)}"
    )


def _fullest(sorted_in: Sequence[Bin]) -> str:
    most = max(each.submissions for each in sorted_in)
    labels = [each.label for each in sorted_in if each.submissions == most]
    if len(labels) > MOST_NAMED:
        return f"The {len(labels)} highest bars stand for {several(most, 'submission')} each."
    return f"Most, {count(most)}{_each(labels)}, have {_named(labels)} points."


def shares(stacks: Sequence[Stack]) -> str:
    """The questions of which most have all points, and those of which fewest."""
    of = {label: parts[0] / 100 for label, parts, _ in stacks}
    least, low, most, high = _ends(of)
    if low == high:
        every = "each of " if len(most) > 1 else ""
        return f"{percent(high)} have all points of {every}{_named(most)}."
    return (
        f"Most have all points of {_named(most)}, {percent(high)}{_each(most)}, "
        f"and fewest of {_named(least)}, {percent(low)}{_each(least)}."
    )


def discriminations(bars: Sequence[Bar]) -> str:
    """The questions that tell least, and those that tell most."""
    least, low, most, high = _ends({label: value for label, value, _ in bars})
    if low == high:
        return f"It is {figure(high)} for {_named(most)}."
    return (
        f"It is lowest for {_named(least)}, {figure(low)}{_each(least)}, "
        f"and highest for {_named(most)}, {figure(high)}{_each(most)}."
    )


def _ends(values: dict[str, float]) -> tuple[list[str], float, list[str], float]:
    """All that have the lowest value, that value, and the same of the highest."""
    near = {label: round(value, EQUAL) for label, value in values.items()}
    low, high = min(near.values()), max(near.values())
    least, most = ([each for each in near if near[each] == end] for end in (low, high))
    return least, low, most, high


def _named(labels: Sequence[str]) -> str:
    """A few by their names, as in a sentence; of many only how many they are."""
    if len(labels) > MOST_NAMED:
        return several(len(labels), "question")
    *others, last = labels
    return f"{', '.join(others)} and {last}" if others else last


def _each(labels: Sequence[str]) -> str:
    return " each" if len(labels) > 1 else ""
