"""
What an order of calls follows from, and where one is looked up that was found out before.

Who asks needs no more than this; to find an order out is another matter (``call_order``).
"""

from typing import Protocol

from grader.examine.student.replies import Request

__all__ = ["Asked", "KnownOrders", "Order"]

Order = tuple[Request, ...]
Asked = tuple[str, Order, Order]
"""The salt, the calls as their laws want them, and the calls that were sent before."""


class KnownOrders(Protocol):
    """Orders that were found out before."""

    def get(self, asked: Asked, /) -> Order | None:
        """The order of these calls; None where it is not known."""
