"""
From verdicts to points.

Pure arithmetic on values, so that the rules of marking can be read on one page
and argued about without running anything.
"""

from collections.abc import Sequence

from grader.model import Mark, Outcome, Verdict

__all__ = ["mark"]


def mark(question: str, title: str, verdicts: Sequence[Verdict]) -> Mark:
    """
    Add up what was earned, and what is still open.

    A property holds or it does not, so it earns all of its points or none.
    Points stay open where *our* machinery failed: a student is never marked
    down for that, and the run can be repeated for the open points alone.
    """
    return Mark(
        question=question,
        title=title,
        earned=_sum(verdicts, Outcome.PASSED),
        open=_sum(verdicts, Outcome.UNDECIDED),
        possible=sum(verdict.points for verdict in verdicts),
        verdicts=tuple(verdicts),
    )


def _sum(verdicts: Sequence[Verdict], outcome: Outcome) -> int:
    return sum(verdict.points for verdict in verdicts if verdict.outcome is outcome)
