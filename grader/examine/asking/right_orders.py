"""
Finds out beforehand in which order a right submission is asked.

To find out takes as long as to judge its answers, and it is the same every time: a round follows
from the salt and from what the laws ask of right answers.  So it is found out once, by asking
nobody, and recorded with these answers.
"""

from collections.abc import Sequence

from grader.examine.answer_tree import Path
from grader.examine.asking.call_order import arranged
from grader.examine.asking.call_rounds import CallRounds
from grader.examine.asking.known_orders import Asked, Order
from grader.examine.student.replies import Request

__all__ = ["right_orders"]


class _FoundOut:
    """Orders, each of which is found out when it is wanted."""

    def __init__(self) -> None:
        self.orders: dict[Asked, Order] = {}

    def get(self, asked: Asked, /) -> Order:
        """The one of these calls, which follow on others."""
        if asked not in self.orders:
            self.orders[asked] = arranged(*asked)
        return self.orders[asked]


def right_orders(salt: str, paths: Sequence[Path]) -> dict[Asked, Order]:
    """The orders of a question whose examples, in the order of the laws, have these paths."""
    found = _FoundOut()
    rounds, known = CallRounds(salt, found), set[Request]()
    while steps := [step for path in paths if (step := _next(path, known))]:
        wanted = dict.fromkeys(request for step in steps for request in step)
        known.update(rounds.next_round([each for each in wanted if each not in known], steps))
    return found.orders


def _next(path: Path, known: set[Request]) -> Sequence[Request]:
    """The first step that is not answered yet; nothing where all are."""
    return next((asked for asked, _ in path if not known.issuperset(asked)), ())
