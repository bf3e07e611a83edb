"""
Finds out beforehand in which order a right submission is asked.

To find out takes as long as to judge its answers, and it is the same every time: a round follows
from the salt and from what the laws ask of right answers.  So it is found out once, by asking
nobody, and recorded with these answers.
"""

from collections.abc import Sequence

from grader.examine.answer_tree import Path
from grader.examine.asking.call_order import Asked, Order, arranged
from grader.examine.asking.call_rounds import CallRounds
from grader.examine.student.replies import Request

__all__ = ["right_orders"]


def right_orders(salt: str, paths: Sequence[Path]) -> dict[Asked, Order]:
    """The orders of a question whose examples, in the order of the laws, have these paths."""
    orders: dict[Asked, Order] = {}

    def found_out(asked: Asked) -> Order:
        return orders.setdefault(asked, arranged(*asked))

    rounds, known = CallRounds(salt, found_out), set[Request]()
    while steps := [step for path in paths if (step := _next(path, known))]:
        wanted = dict.fromkeys(request for step in steps for request in step)
        known.update(rounds.next_round([each for each in wanted if each not in known], steps))
    return orders


def _next(path: Path, known: set[Request]) -> Sequence[Request]:
    """The first step that is not answered yet; nothing where all are."""
    return next((asked for asked, _ in path if not known.issuperset(asked)), ())
