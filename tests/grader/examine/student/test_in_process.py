"""A function in this process is asked as a submission's is."""

import itertools
import math
import signal

import numpy as np
import pytest

from grader.examine.student.faults import (
    CallTimedOut,
    MissingFunction,
    RaisedValueError,
    StudentRaised,
)
from grader.examine.student.in_process import InProcessStudent
from grader.sandbox.wire.values import Opaque


def answer(function, *arguments, echo=False):
    """What a property sees of a call."""
    student = InProcessStudent({"f": function}).student
    return student.f.echo(*arguments) if echo else student.f(*arguments)


def test_answers_cross_the_wire():
    """So they become plain, and what cannot cross says what it was."""
    assert type(answer(lambda: np.str_("word"))) is str
    assert answer(lambda: math) == Opaque("a module")


def test_it_is_answered_where_there_is_no_timer(monkeypatch):
    """As on Windows and in a page: only what never ends is not ended there."""
    monkeypatch.delattr(signal, "setitimer")
    assert answer(lambda x: 2 * x, 3) == 6


def test_every_call_gets_arguments_of_its_own():
    """What one call does to an array, no other sees; with ``echo`` it is told."""
    array = np.zeros(2)

    def spoils(x):
        x += 1
        return x.sum()

    assert [answer(spoils, array) for _ in range(2)] == [2, 2]
    _, (after,) = answer(spoils, array, echo=True)
    assert after.tolist() == [1, 1]
    assert array.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("error", "fault"),
    [(ValueError("no"), RaisedValueError), (KeyError("no"), StudentRaised)],
)
def test_an_exception_becomes_the_fault_that_a_submission_would_have(error, fault):
    """A ValueError is a refusal; anything else is not."""

    def raises():
        raise error

    with pytest.raises(fault):
        answer(raises)


def test_a_function_that_is_not_there_is_missing():
    """As in a submission."""
    with pytest.raises(MissingFunction):
        InProcessStudent({}).student.f()


def test_a_call_that_does_not_end_is_ended():
    """Even one that catches all exceptions."""

    def loops():
        for _ in itertools.count():
            try:
                sum(range(1000))
            except Exception:
                continue

    with pytest.raises(CallTimedOut):
        answer(loops)


def test_equal_requests_are_answered_once_where_answers_are_known():
    """The model is asked the same by thousands of trials."""
    asked = []
    known = {"f": {}}
    student = InProcessStudent({"f": asked.append}, known).student

    for _ in range(3):
        student.f(7)

    assert asked == [7]
