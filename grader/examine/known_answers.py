"""
What is known of right answers while submissions are examined.

It saves time alone: whatever is not known is found out, and no mark changes.
"""

from collections.abc import Mapping

from grader.examine.answer_tree import AnswerNode, AnswerTrees
from grader.examine.asking.call_order import Asked, Order

__all__ = ["KnownAnswers"]


class KnownAnswers:
    """
    What has satisfied each property so far; grows while submissions are examined.

    ``orders`` are those in which calls are sent whose answers are right, as far as they are known.
    """

    def __init__(
        self,
        trees: AnswerTrees | None = None,
        orders: Mapping[Asked, Order] | None = None,
    ) -> None:
        self._recorded = trees or {}
        self._trees: dict[str, list[AnswerNode | None]] = {}
        self.orders = orders or {}

    def of(self, key: str, examples: int) -> list[AnswerNode | None]:
        """The trees of a property that has so many examples, to be added to."""
        if key not in self._trees:
            self._trees[key] = self._recorded.get(key) or [None] * examples
        return self._trees[key]
