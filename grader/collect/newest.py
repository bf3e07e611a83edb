"""Of two submissions of one person that a platform numbers, the newer counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from grader.collect.names import listed
from grader.collect.piles import Pile

__all__ = ["newest"]


def newest(piles: Iterable[Pile]) -> list[Pile]:
    """One pile for each person of whose piles an order is known; the others as they are."""
    people: defaultdict[tuple[str, str], list[Pile]] = defaultdict(list)
    kept = []
    for pile in piles:
        if pile.id and pile.order:
            people[pile.platform, pile.id].append(pile)
        else:
            kept.append(pile)
    return kept + [_last(sorted(each, key=lambda pile: pile.order)) for each in people.values()]


def _last(piles: list[Pile]) -> Pile:
    last = piles[-1]
    if len(piles) == 1:
        return last
    older = listed(pile.label for pile in piles[:-1])
    note = f"the newest of {len(piles)} submissions; not counted: {older}"
    return replace(last, notes=(*last.notes, note))
