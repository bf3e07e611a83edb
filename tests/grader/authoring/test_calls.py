"""Other ways to call a function: a plain one, and one that knows more tricks."""

import copy
import time

import numpy as np
import pytest

from grader.authoring import (
    Disagreement,
    answers,
    assert_leaves_arguments,
    assert_refuses,
    cpu_seconds,
)


class Remote:
    """A function as it looks behind the wire: it counts how it was asked."""

    def __init__(self, function):
        self.function = function
        self.asked = []

    def __call__(self, *arguments):
        self.asked.append("one")
        return self.function(*arguments)

    def many(self, calls):
        """Many calls in one go."""
        self.asked.append("many")
        return [self.function(*arguments) for arguments in calls]

    def echo(self, *arguments):
        """The answer, and what its arguments are afterwards."""
        self.asked.append("echo")
        sent = copy.deepcopy(arguments)
        return self.function(*sent), sent

    def cpu(self, *arguments):
        """The answer, and a CPU time of NumPy's own kind."""
        self.asked.append("cpu")
        return self.function(*arguments), np.float32(0.25)


def double_in_place(x):
    x *= 2
    return x


def refuse(error):
    raise error


@pytest.fixture(params=[lambda function: function, Remote], ids=["plain", "remote"])
def seen(request):
    """A function, as a property may meet it."""
    return request.param


def test_many_calls_are_answered_in_order(seen):
    """Each by its tuple of arguments."""
    assert answers(seen(pow), [(2, 3), (3, 2), (5, 0)]) == [8, 9, 1]
    assert answers(seen(pow), iter([])) == []


def test_many_calls_go_in_one_go_where_that_is_possible():
    """Waiting for each answer would leave two processes taking turns."""
    remote = Remote(pow)
    answers(remote, [(2, 3), (3, 2)])
    assert remote.asked == ["many"]


@pytest.mark.parametrize("error", [ValueError(), UnicodeError(), np.linalg.LinAlgError()], ids=repr)
def test_a_refusal_is_a_value_error_or_derived_from_it(seen, error):
    """Whatever caused it."""
    assert_refuses(seen(refuse), error)


def test_an_answer_is_no_refusal(seen):
    """The message says what to do instead."""
    with pytest.raises(Disagreement, match="accepted what it should refuse.*raise a ValueError"):
        assert_refuses(seen(lambda size: size), 5)


@pytest.mark.parametrize("error", [KeyError(), TypeError(), IndexError(), AssertionError("no")])
def test_another_exception_is_no_refusal(seen, error):
    """It is passed on as what it is: the student's function raised it."""
    with pytest.raises(type(error)):
        assert_refuses(seen(refuse), error)


def test_a_changed_argument_is_seen(seen):
    """By its place, counted as people count."""
    with pytest.raises(Disagreement, match="changed its argument number 2.*x.copy"):
        assert_leaves_arguments(seen(lambda _, x: double_in_place(x)), 1, np.ones(3))


def test_an_argument_made_nan_is_changed(seen):
    """NaN differs from everything, so it must not pass for 'no difference found'."""

    def spoil(x):
        x[0] = np.nan

    with pytest.raises(Disagreement, match="changed its argument number 1"):
        assert_leaves_arguments(seen(spoil), np.ones(3))


def test_arguments_that_are_left_alone_are_no_news(seen):
    """The answer comes back, and it may be a view."""
    x = np.arange(6.0).reshape(2, 3)
    assert assert_leaves_arguments(seen(lambda x: x[::-1]), x)[0, 0] == 3.0


def test_a_plain_function_cannot_hurt_the_caller():
    """It works on a copy, as a submission works on what was sent."""
    x = np.ones(3)
    with pytest.raises(Disagreement):
        assert_leaves_arguments(double_in_place, x)
    assert (x == 1).all()


def test_cpu_time_is_what_the_outside_measured():
    """A float, whatever it came as."""
    answer, seconds = cpu_seconds(Remote(pow), 2, 3)
    assert (answer, seconds, type(seconds)) == (8, 0.25, float)


def test_sleeping_costs_no_cpu_time_and_computing_does():
    """A busy machine must not make a submission look slow."""

    def compute(seconds):
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    assert cpu_seconds(time.sleep, 0.05)[1] < 0.04
    assert cpu_seconds(compute, 0.05)[1] >= 0.05
