"""Asking everything at once comes to the same as asking one thing after the other."""

import itertools

import numpy as np
import pytest

from grader.authoring import answers, assert_close
from grader.examine.asking.scheduler import Scheduler
from grader.examine.example_run import run
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


def pairs(student, x):
    """A law that asks of each number first, and then of its opposite."""
    answers(student.double, [(x,), (-x,)])


def order_of(session, salt, monkeypatch):
    """The numbers in the order in which they are asked of a submission, batch by batch."""
    sent = []
    begun = session(right(), salt=salt)
    monkeypatch.setattr(
        begun, "send_all", lambda batch: sent.extend(batch) or type(begun).send_all(begun, batch)
    )
    scheduler = Scheduler(begun)
    scheduler.add(pairs, [{"x": np.array([float(n)])} for n in range(1, 60)])
    scheduler.run()
    return [float(np.frombuffer(request.blob)[0]) for request in sent]


def test_the_order_of_what_is_sent_is_not_that_of_the_law(session, monkeypatch):
    """A process can read what is to come, and the law's order would say which answer is which."""
    order = order_of(session, "one corpus", monkeypatch)
    assert sorted(map(abs, order)) == sorted([*range(1, 60)] * 2)
    firsts = sum(order.index(n) < order.index(-n) for n in range(1, 60))
    beside = sum(abs(a) == abs(b) for a, b in itertools.pairwise(order))
    assert 15 < firsts < 45
    assert beside < 6
    assert order == order_of(session, "one corpus", monkeypatch)
    assert order != order_of(session, "another corpus", monkeypatch)


def test_what_is_not_sent_together_cannot_be_read_ahead(session, monkeypatch):
    """One step is under way at a time, and its calls are not in the order of the law."""
    monkeypatch.setattr("grader.examine.asking.scheduler.ask_in_batches", lambda *_: {})
    begun, sent = session(right(), salt="a corpus"), []

    def send(request):
        sent.append((float(np.frombuffer(request.blob)[0]), begun.waiting))
        return type(begun).send(begun, request)

    monkeypatch.setattr(begun, "send", send)
    scheduler = Scheduler(begun)
    scheduler.add(pairs, [{"x": np.array([float(n)])} for n in range(1, 60)])
    scheduler.run()
    assert [waiting for _, waiting in sent] == [0, 1] * 59
    assert 15 < sum(number > 0 for number, _ in sent[::2]) < 45


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
    assert len(scheduler.known) < 200
    assert {*scheduler.requests(index)} == {*scheduler.known}


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
