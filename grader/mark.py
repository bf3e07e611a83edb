"""
From verdicts to points.

Pure arithmetic on values, so that the rules of marking can be read on one page
and argued about without running anything.
"""

from collections.abc import Sequence

from grader.model import Mark, Outcome, Verdict, added

__all__ = ["mark"]


def mark(question: str, title: str, verdicts: Sequence[Verdict]) -> Mark:
    """
    Add up what was earned, and what is still open.

    A property holds or it does not, so it earns all of its points or none.
    Points stay open where *our* machinery failed, and where time ended before all was
    asked: nobody is marked down for what was not found wrong.  A bonus adds to what is
    earned, and not to what is possible: nobody loses it.
    """
    passed = [each for each in verdicts if each.outcome is Outcome.PASSED]
    still_open = [each for each in verdicts if each.outcome.is_open]
    return Mark(
        question=question,
        title=title,
        earned=added(each.points for each in passed),
        open=added(each.points for each in still_open),
        possible=added(each.points for each in verdicts if not each.bonus),
        verdicts=tuple(verdicts),
        bonus=added(each.points for each in (*passed, *still_open) if each.bonus),
    )
