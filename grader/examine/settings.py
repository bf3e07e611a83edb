"""
How a submission is graded, as a value that is stored with every mark.

It stands alone, because whoever compares or stores conditions needs nothing of the engine.
"""

from dataclasses import dataclass, field

from grader.examine.feedback.hint_levels import EXAMPLE
from grader.sandbox.limits import Limits

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    How a submission is graded.

    Attributes
    ----------
    tier : str
        Isolation of the student's process.
    limits : Limits
    feedback : str
        ``"full"``, or ``"law"`` to keep back what should have been returned.
    search_seconds : float
        Budget of the search for smaller examples, over the whole submission.
    hint : int
        How much is told: 1 the law, 2 where it breaks, 3 the smallest example.
    capped : bool
        Whether it tells no more than the sheet's ``HINTS``; not so for who gives the marks.
    """

    tier: str = "limits"
    limits: Limits = field(default_factory=Limits)
    feedback: str = "full"
    search_seconds: float = 2.0
    hint: int = EXAMPLE
    capped: bool = True
