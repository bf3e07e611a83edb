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
    Points stay open where *our* machinery failed, and where time ended before all was
    asked: nobody is marked down for what was not found wrong.
    """
    return Mark(
        question=question,
        title=title,
        earned=sum(v.points for v in verdicts if v.outcome is Outcome.PASSED),
        open=sum(v.points for v in verdicts if v.outcome.is_open),
        possible=sum(verdict.points for verdict in verdicts),
        verdicts=tuple(verdicts),
    )
