"""What somebody who waits is told, on a pipe."""

import pytest

from grader.commands.class_progress import plain_lines
from grader.gradebook.fill import Tally


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def told():
    """Lines, and how to let time pass until a tally is told."""
    lines, clock = [], Clock()
    tell = plain_lines(lines.append, clock)

    def after(seconds, *tally):
        clock.seconds = seconds
        tell(Tally(*tally))
        return lines

    return after


def test_a_line_comes_every_few_seconds_and_not_for_each_submission(told):
    """A log of a thousand submissions stays readable."""
    for tenth in range(1, 121):
        lines = told(tenth / 10, 1000, tenth)
    assert len(lines) == 2


def test_it_tells_rate_time_left_and_problems(told):
    """What there is to say so far."""
    assert told(10, 200, 50, 3) == ["50 of 200, 5.0 a second, 0:30 left, 3 problems"]


def test_a_slow_start_is_no_division_by_zero(told):
    """Nothing is done yet, so nothing is foretold."""
    assert told(6, 200, 0) == ["0 of 200"]


def test_a_slow_class_is_counted_by_the_minute(told):
    """Hours are minutes, still."""
    assert told(60, 200, 5, 1) == ["5 of 200, 5.0 a minute, 39:00 left, 1 problem"]
