"""The process of a submission: kept while it lives, replaced when it is gone, but not for ever."""

import time
from dataclasses import replace

import pytest

from grader.examine.student.calls import Call
from grader.examine.student.faults import CallTimedOut, StudentFault, TooManyEnds
from grader.examine.student.process import Process
from grader.examine.student.time_budget import TimeBudget
from grader.model import Submission
from grader.sandbox.processes.channel import Closed
from grader.sandbox.processes.child import Child
from tests.grader.conftest import QUICK, ROOMY


@pytest.fixture
def process(launched):
    """Processes of submissions given as text; ended afterwards."""
    made = []

    def make(source, **limits):
        bounds = replace(QUICK, **limits)
        submission = Submission("submission.py", source.encode())
        made.append(Process(submission, launched, "limits", bounds, TimeBudget(bounds)))
        return made[-1]

    yield make
    for each in made:
        each.end()


def test_there_is_one_as_long_as_it_is_not_ended(process):
    """None before anybody asks; the same for all who do; then another, with the file loaded."""
    submission = process("def f(): return 1\n")
    assert submission.child is None
    first = submission.started()
    assert submission.started() is first
    submission.end()
    assert submission.child is None
    assert submission.started().pid != first.pid
    assert submission.loading.callables == {"f"}
    assert submission.starts == 2


def test_what_our_own_process_takes_to_be_there_is_nobodys_time(launched):
    """On a busy machine it was more than a question has, and all was open before it was asked."""

    class Late:
        packages = launched.packages
        prepares = False

        def spawn(self, tier, limits):
            time.sleep(3.2)
            return launched.spawn(tier, limits)

    bounds = replace(QUICK, load_seconds=10.0, question_seconds=3.0, submission_seconds=4.0)
    budget = TimeBudget(bounds)
    submission = Process(Submission("submission.py", b""), Late(), "limits", bounds, budget)
    submission.started()
    left = budget.left()
    submission.end()
    assert left > 0


def test_one_too_often_lost_is_not_replaced(process):
    """A submission that ends its process at every call would be started for ever."""
    submission = process("", respawns=1)
    for _ in range(2):
        submission.started()
        submission.end()
    with pytest.raises(TooManyEnds, match="not asked: .* had ended 2 times"):
        submission.started()
    assert submission.child is None


def test_one_that_was_excused_does_not_count(process):
    """Whoever ends a process for reasons of their own takes the start back."""
    submission = process("", respawns=1)
    for _ in range(4):
        submission.started()
        submission.end()
        submission.starts -= 1


def test_what_cannot_be_loaded_is_tried_once(process):
    """The same fault is told to everyone, and no process is spent on it."""
    submission = process("while True: pass\n" * 5, load_seconds=0.1)
    with pytest.raises(CallTimedOut) as told:
        submission.started()
    with pytest.raises(StudentFault) as again:
        submission.started()
    assert again.value is told.value
    assert submission.starts == 1


def test_without_one_nothing_is_heard_and_no_time_has_passed(process):
    """Ending what is not there is no fault either."""
    submission = process("")
    assert submission.end() == 0
    assert submission.cpu_seconds() == 0.0
    with pytest.raises(Closed):
        submission.next_frame(1.0)


def test_the_clock_of_a_process_that_rests_is_read_at_once(session, monkeypatch):
    """
    To see that it sleeps takes longer than many a call: once for each is enough.

    And what loading the file has cost is no part of the first one.
    """
    seen = []
    settled = Child.settled_cpu_seconds
    monkeypatch.setattr(
        Child, "settled_cpu_seconds", lambda child: seen.append(child) or settled(child)
    )
    asked = session("held = sum(range(10**7))\ndef f(n): return sum(range(n))\n", ROOMY)
    short, long = asked.ask([Call("f", (n,), timed=True) for n in (10, 10**7)])
    assert len(seen) == 1 + 2
    assert 0 <= short.cpu_seconds < 0.05 < long.cpu_seconds
