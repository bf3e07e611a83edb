"""How marks are made on a machine that others use, too: again, while points are open."""

import time

import pytest

from grader.integrations.packages import mark
from grader.model import Outcome
from tests.grader.integrations.packages.reports import report

OPEN, HALF = report(Outcome.UNDECIDED, Outcome.UNDECIDED), report(Outcome.PASSED, Outcome.UNDECIDED)
DECIDED = report(Outcome.PASSED, Outcome.WRONG)
PLENTY = 1_000.0


@pytest.mark.parametrize(
    ("made", "seconds", "kept", "times"),
    [
        ([DECIDED], PLENTY, DECIDED, 1),
        ([OPEN, DECIDED], PLENTY, DECIDED, 2),
        ([HALF, OPEN, OPEN], PLENTY, HALF, 3),
        ([OPEN, HALF, OPEN], PLENTY, HALF, 3),
        ([OPEN, DECIDED], -1.0, OPEN, 1),
    ],
)
def test_open_points_are_asked_again_while_there_is_time(monkeypatch, made, seconds, kept, times):
    """The report with the fewest of them counts, and what is decided is not asked again."""
    left = iter(made)
    monkeypatch.setattr(mark, "check", lambda *_: next(left))
    assert mark._checked(None, None, time.monotonic() + seconds) is kept
    assert len(list(left)) == len(made) - times
