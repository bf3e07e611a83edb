"""Asking everything at once comes to the same as asking one thing after the other."""

import numpy as np
import pytest

from grader.authoring import answers, assert_close
from grader.examine.example_run import run
from grader.examine.scheduler import Scheduler
from grader.examine.student.faults import CallTimedOut, StudentFault
from grader.examine.verdicts import outcome_of
from grader.sandbox.limits import Limits
from grader.sheets.corpus import FILE_NAME, read_corpus
from tests.grader.misbehaviour import BODIES, right, submission

QUICK_ONES = [name for name in BODIES if "returns" in name or "raises" in name]


@pytest.mark.parametrize("name", [*QUICK_ONES, "ends its process", "answers twice"])
def test_the_first_failure_is_that_of_asking_in_order(session, toy, name):
    """Its place, what was said, and what it means."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    prop = toy.properties[0]
    source = submission(BODIES[name][0])

    scheduler = Scheduler(session(source))
    index = scheduler.add(prop.body, corpus.examples(prop))
    scheduler.run()
    together = scheduler.example_runs(index)

    alone = session(source)
    one_by_one = [
        run(prop.body, example, alone.ask) for example in corpus.examples(prop)[: len(together)]
    ]
    last = one_by_one[-1]
    assert [each.failure is None for each in one_by_one[:-1]] == [True] * (len(together) - 1)
    assert outcome_of(together[-1].failure) is outcome_of(last.failure)
    assert str(together[-1].failure) == str(last.failure)


def test_a_later_call_may_need_an_earlier_answer(session):
    """The property is run again with what has come, and goes on from there."""
    runs = []

    def doubles_twice(student, x):
        runs.append(x)
        once = student.double(x)
        assert_close(student.double(once), 4 * x)

    scheduler = Scheduler(session(right()))
    index = scheduler.add(doubles_twice, [{"x": np.array([float(n)])} for n in range(5)])
    scheduler.run()
    assert [each.failure for each in scheduler.example_runs(index)] == [None] * 5
    assert len(runs) == 15  # each once to its first call, once to its second, once to its end


def test_equal_calls_are_sent_once(session):
    """However often a property asks them."""
    begun = session(right())
    scheduler = Scheduler(begun)
    body = lambda student, x, n: assert_close(student.double(x), 2 * x)  # noqa: E731
    scheduler.add(body, [{"x": np.ones(2), "n": n} for n in range(20)])
    scheduler.run()
    assert len(scheduler.known) == 1


def test_a_topic_that_fails_costs_no_other(session):
    """Two properties are talked about at the same time."""

    def wrong(student, x):
        assert_close(student.double(x), 3 * x)

    def true(student, x):
        assert_close(student.double(x), 2 * x)

    scheduler = Scheduler(session(right()))
    examples = [{"x": np.array([float(n)])} for n in range(1, 30)]
    first, second = scheduler.add(wrong, examples), scheduler.add(true, examples)
    scheduler.run()
    assert len(scheduler.example_runs(first)) == 1
    assert [each.failure for each in scheduler.example_runs(second)] == [None] * 29


def test_after_a_lost_process_the_rest_is_asked_again(session):
    """A call that hangs takes down the answers behind it, not their marks."""
    body = "if x[0] == 3: \n    while True: pass\nif not len(x): raise ValueError\nreturn 2 * x"

    def true(student, x):
        assert_close(student.double(x), 2 * x)

    scheduler = Scheduler(session(submission(body)))
    hangs = scheduler.add(true, [{"x": np.array([float(n)])} for n in range(1, 30)])
    holds = scheduler.add(true, [{"x": np.array([float(n)])} for n in range(50, 80)])
    scheduler.run()
    assert len(scheduler.example_runs(hangs)) == 3
    assert isinstance(scheduler.example_runs(hangs)[-1].failure, CallTimedOut)
    assert [each.failure for each in scheduler.example_runs(holds)] == [None] * 30


def test_a_fault_among_many_calls_ends_the_step(session):
    """The calls behind it are not waited for, or asked again one by one."""
    calls = [(np.array([float(n)]),) for n in range(200)]
    body = "import os\nif x[0] == 5: os._exit(1)\nreturn 2 * x"

    def many(student, seed):
        answers(student.double, calls)

    begun = session(submission(body))
    scheduler = Scheduler(begun)
    index = scheduler.add(many, [{"seed": 0}])
    scheduler.run()
    failure = scheduler.example_runs(index)[-1].failure
    assert isinstance(failure, StudentFault)
    assert "exit status 1" in str(failure)
    assert len(scheduler.known) < 10
    assert scheduler.requests(index) == list(scheduler.known)


def test_a_slow_function_is_put_off_and_takes_no_time_of_others(session):
    """It is left after a moment, and goes on when the others have been asked."""
    body = "import time\ntime.sleep(0.15)\nreturn 2 * x"
    limits = Limits(call_seconds=1.0, load_seconds=5.0, question_seconds=20.0)
    begun = session(submission(body), limits)
    begun.begin_question(is_first_round=True)
    scheduler = Scheduler(begun)
    examples = [{"x": np.array([float(n)])} for n in range(1, 19)]
    slow = scheduler.add(lambda s, x: assert_close(s.double(x), 2 * x), examples)
    quick = scheduler.add(lambda s, x: assert_close(s.average(x), x[0]), examples)
    scheduler.run()
    assert scheduler.slow == ["double"]
    assert sum(each.finished for each in scheduler.example_runs(slow)) < 9
    assert [(e.finished, e.failure) for e in scheduler.example_runs(quick)] == [(True, None)] * 18

    begun.begin_share(1)
    scheduler.run_slow([])
    assert scheduler.slow == []
    assert [(e.finished, e.failure) for e in scheduler.example_runs(slow)] == [(True, None)] * 18


def test_a_slow_question_that_can_be_finished_has_all_its_time(session):
    """More than half of it, here."""
    body = "import time\ntime.sleep(0.15)\nreturn 2 * x"
    limits = Limits(call_seconds=1.0, load_seconds=5.0, question_seconds=4.0)
    scheduler = Scheduler(session(submission(body), limits))
    true = lambda student, x: assert_close(student.double(x), 2 * x)  # noqa: E731
    index = scheduler.add(true, [{"x": np.array([float(n)])} for n in range(1, 19)])
    scheduler.run()
    assert [each.failure for each in scheduler.example_runs(index)] == [None] * 18
