"""
The rounds in which calls are sent.

All that is known to be wanted could be asked at once. What comes in a later round would then be
what laws ask only when they have been answered, and those are mostly the calls that are to be
refused: a function could refuse whatever comes late. So some of the calls that could be first are
kept back, and sent with later ones.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from functools import lru_cache

from grader.examine.asking.call_order import Asked, Order, arranged, arranged_for_many
from grader.examine.student.replies import Request

__all__ = ["CallRounds"]


LookUp = Callable[[Asked], Order | None]


class CallRounds:
    """
    The rounds in which the calls of one question are sent; each in an order of its own.

    ``look_up`` gives an order that need not be found out, or None.
    """

    def __init__(self, salt: str, look_up: LookUp = lambda _: None) -> None:
        self._salt, self._look_up = salt, look_up
        self._kept: dict[Request, None] | None = None  # for later rounds; unknown at first
        self._last: dict[str, Request] = {}  # by function, what was sent last

    def prepare(self, wanted: Sequence[Request]) -> None:
        """Find out the order of the first round, which is then known."""
        self._order_of_first(wanted)

    def next_round(
        self, wanted: Sequence[Request], steps: Sequence[Sequence[Request]]
    ) -> Sequence[Request]:
        """What is sent of the calls that are wanted, which example runs wait for in these steps."""
        sent = self._first(wanted, steps) if self._kept is None else self._later(wanted)
        self._last |= {request.function: request for request in sent}
        return sent

    def _first(
        self, wanted: Sequence[Request], steps: Sequence[Sequence[Request]]
    ) -> Sequence[Request]:
        often = Counter(request for step in steps for request in step)
        alone = {step[0] for step in steps if len(step) == 1 and often[step[0]] == 1}
        order = self._order_of_first(wanted)
        self._kept = dict.fromkeys(_kept_back(order, alone))
        sent = [each for each in order if each not in self._kept]
        # What follows on it, and is like it, begins the next round.
        ends = {each.function: each for each in sent if often[each] > 1}
        return [each for each in sent if ends.get(each.function) != each] + [*ends.values()]

    def _order_of_first(self, wanted: Sequence[Request]) -> Sequence[Request]:
        asked = self._salt, tuple(wanted), ()
        return self._look_up(asked) or arranged_for_many(*asked)

    def _later(self, wanted: Sequence[Request]) -> Sequence[Request]:
        assert self._kept is not None
        still = set(wanted)
        kept = [each for each in self._kept if each in still]
        sent = [each for each in wanted if each not in self._kept]
        sent += kept[: (len(kept) + 1) // 2] if sent else kept
        for each in sent:
            self._kept.pop(each, None)
        asked = self._salt, tuple(sent), tuple(self._last.values())
        again = arranged_for_many if _came_before(hash(asked)) else arranged
        return self._look_up(asked) or again(*asked)


def _came_before(asked: int) -> bool:
    """Whether another submission was asked the same: what follows from its answers is not kept."""
    submissions = _met(asked)
    if not submissions:
        submissions.append(asked)
        return False
    return True


@lru_cache(maxsize=256)
def _met(_: int) -> list[int]:
    return []


def _kept_back(first: Sequence[Request], alone: Container[Request]) -> Iterator[Request]:
    """
    Half of the calls of each function that are wanted alone.

    Those at the end, so that what is alike stays together. What several example runs wait for comes
    first, since all that they ask afterwards would come in one of the last rounds.
    """
    count = Counter(each.function for each in first if each in alone)
    met = Counter[str]()
    for request in first:
        if request in alone:
            met[request.function] += 1
            if 2 * met[request.function] > count[request.function] + 1:
                yield request
