"""
The order of rows, and names for them that differ.

Both follow from names alone, so that a run which is resumed on another machine finds the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.collect.piles import Pile

__all__ = ["distinct", "in_order"]


def in_order(piles: Iterable[Pile]) -> list[Pile]:
    """Piles by label, then by where they come from; no file system is asked."""
    return sorted(piles, key=_place)


def distinct(piles: Sequence[Pile]) -> list[Pile]:
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


def _place(pile: Pile) -> tuple[str, int, tuple[tuple[str, ...], ...], str]:
    return pile.label, pile.source, tuple(leaf.parts for leaf in pile.leaves), pile.id
