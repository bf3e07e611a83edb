"""
The order of rows, names for them that differ, and which of two submissions is the newer.

All follow from names alone, so that a run which is resumed on another machine finds the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.collect.listing import StudentFiles
from grader.collect.names import listed

__all__ = ["distinct", "in_order", "newest"]


def in_order(piles: Iterable[StudentFiles]) -> list[StudentFiles]:
    """Piles by label, then by where they come from; no file system is asked."""
    return sorted(piles, key=_place)


def distinct(piles: Sequence[StudentFiles]) -> list[StudentFiles]:
    """Piles of which no two share a label."""
    taken = {pile.label for pile in piles}
    seen: set[str] = set()
    named = []
    for pile in piles:
        name, number = pile.label, 2
        while name in seen or (name in taken and name != pile.label):
            name, number = f"{pile.label} ({number})", number + 1
        seen.add(name)
        named.append(replace(pile, label=name))
    return named


def _place(pile: StudentFiles) -> tuple[str, int, tuple[tuple[str, ...], ...], str]:
    return pile.label, pile.source, tuple(leaf.parts for leaf in pile.leaves), pile.id


def newest(piles: Iterable[StudentFiles]) -> list[StudentFiles]:
    """One pile for each person of whose piles an order is known; the others as they are."""
    people: defaultdict[tuple[str, str], list[StudentFiles]] = defaultdict(list)
    kept = []
    for pile in piles:
        if pile.id and pile.order:
            people[pile.platform, pile.id].append(pile)
        else:
            kept.append(pile)
    return kept + [_last(sorted(each, key=lambda pile: pile.order)) for each in people.values()]


def _last(piles: list[StudentFiles]) -> StudentFiles:
    last = piles[-1]
    if len(piles) == 1:
        return last
    older = listed(pile.label for pile in piles[:-1])
    note = f"the newest of {len(piles)} submissions; not counted: {older}"
    return replace(last, notes=(*last.notes, note))
