"""What cannot be sent: of an answer it is the student's affair, of an argument the sheet's."""

import math

import pytest

from grader.authoring import assert_integer
from grader.examine.example_run import ExampleRun, run
from grader.examine.student.calls import Answer, Call
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.replies import Unsendable, request_of
from grader.examine.student.unreadable import Unreadable
from grader.examine.verdicts import outcome_of
from grader.model import Outcome


def failure(body, **functions):
    """What a property fails with when these functions answer."""
    return run(body, {}, InProcessStudent(functions).ask).failure


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (math, "a module was returned, where a value was asked for"),
        ([1, {"a": math}], "what was returned holds a module, where a value was asked for"),
        ({(1, "a"): {2: len}}, "what was returned holds a builtin_function_or_method, where"),
    ],
    ids=["a module", "within a list", "within dicts"],
)
def test_a_property_that_fails_over_what_is_no_value_has_found_it_wrong(answer, said):
    """Its error is of Python's making, and the reason is the answer."""
    found = failure(lambda student: student.f() + 1, f=lambda: answer)
    assert isinstance(found, Unreadable)
    assert outcome_of(found) is Outcome.WRONG
    assert str(found.message).startswith(said)


def test_a_property_that_fails_over_a_value_is_not_excused():
    """That may be a mistake of the sheet, so the points stay open."""
    found = failure(lambda student: student.f() + 1, f=lambda: "text")
    assert isinstance(found, TypeError)
    assert outcome_of(found) is Outcome.UNDECIDED


def test_an_assertion_keeps_its_own_sentence():
    """It says more: what should have come back."""
    found = failure(lambda student: assert_integer(student.f(), 3), f=lambda: math)
    assert str(found) == "returned a module, should be an int"


CANNOT_BE_SENT = [math, lambda x: x, [math.sqrt], {"key": (1, {2: math})}]


@pytest.mark.parametrize("argument", CANNOT_BE_SENT, ids=["module", "lambda", "list", "dict"])
def test_a_call_with_what_cannot_be_sent_leaves_the_points_open(argument):
    """Whether the answers are there at once or have to be waited for."""
    found = failure(lambda student: student.f(argument), f=lambda x: x)
    assert isinstance(found, Unsendable)
    assert outcome_of(found) is Outcome.UNDECIDED
    waiting = ExampleRun({})
    waiting.advance(lambda student: student.f(argument), lambda *_: Answer(1))
    assert waiting.finished
    assert isinstance(waiting.failure, Unsendable)
    assert "the sheet calls f with a" in str(waiting.failure)


@pytest.mark.parametrize("value", [0xD507, 0xC70A07, "\u00d5\u0007", b"\xc7\x01\x07", b"\xd4\x07"])
def test_a_value_that_looks_like_a_description_is_sent(value):
    """Its bytes are those that a description begins with."""
    assert request_of(Call("f", (value, [value]))).function == "f"


def test_an_iterator_is_held_so_that_it_can_be_sent_again():
    """The call is written for the wire, for a report, and for whoever is asked the same."""
    asked = []
    sums = InProcessStudent({"f": lambda numbers: sum(numbers)})

    def ask(calls):
        asked.extend(calls)
        return sums.ask(calls)

    found = run(lambda student: assert_integer(student.f(iter([1, 2])), 3), {}, ask)
    assert found.failure is None
    assert request_of(asked[0]) == request_of(asked[0])
    assert sums.ask(asked)[0].value == 3
