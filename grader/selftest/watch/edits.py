"""
What an edit can have changed: which of a submission's names, and where its lines went.

A function is as before if it says the same, and everything that it relies on is as before.
Where that cannot be told, everything counts as changed: a check too many costs a second, one
too few shows a mark that is not true.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from grader.selftest.watch.statements import Place, Statement

__all__ = ["changed_names", "moved_places"]


def changed_names(old: Sequence[Statement], new: Sequence[Statement]) -> frozenset[str] | None:
    """
    Names that may mean something else than before; None where any may.

    Definitions are compared by name.  The other statements, and the order of all that is
    there before and after, must be the same.
    """
    if _rest(old) != _rest(new):
        return None
    texts = _texts(old), _texts(new)
    names = texts[0].keys() | texts[1].keys()
    counts = [Counter(each.defines for each in found) for found in (old, new)]
    come_or_gone = {name for name in names if counts[0][name] != counts[1][name]}
    if _order(old, come_or_gone) != _order(new, come_or_gone):
        return None
    edited = {name for name in names if texts[0].get(name) != texts[1].get(name)}
    return _with_dependants(edited, [*old, *new])


def moved_places(old: Sequence[Statement], new: Sequence[Statement]) -> dict[Place, Place]:
    """Where the lines of the statements that say the same are now."""
    now = defaultdict(list)
    for statement in reversed(new):
        now[statement.text].append(statement)
    return {
        before: after
        for statement in old
        if now[statement.text]
        for before, after in zip(statement.places, now[statement.text].pop().places, strict=True)
    }


def _rest(found: Sequence[Statement]) -> list[str]:
    """What the statements say that define no single name."""
    return [each.text for each in found if not each.defines]


def _texts(found: Sequence[Statement]) -> dict[str, list[str]]:
    """All definitions of each name, in order; a name may be defined more than once."""
    texts = defaultdict(list)
    for each in found:
        if each.defines:
            texts[each.defines].append(each.text)
    return dict(texts)


def _order(found: Sequence[Statement], leaving_out: Collection[str]) -> list[str]:
    keys = (each.defines or each.text for each in found)
    return [key for key in keys if key not in leaving_out]


def _with_dependants(names: Collection[str], found: Sequence[Statement]) -> frozenset[str]:
    """The names, and all that rely on one of them."""
    shared = frozenset().union(*(each.shared for each in found))
    reached = [(each.uses | each.binds, each.binds | each.alters & shared) for each in found]
    affected = set(names)
    before = -1
    while len(affected) > before:
        before = len(affected)
        for needs, gives in reached:
            if not affected.isdisjoint(needs | gives):
                affected |= gives
    return frozenset(affected)
