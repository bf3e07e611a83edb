"""A result must not depend on earlier calls, and finding that out must repeat itself."""

import pytest

from grader.examine import ask_twice
from grader.examine.ask_twice import _same as same_again
from grader.examine.report_json import json_text
from grader.examine.student.faults import RaisedValueError, StudentRaised
from tests.grader.misbehaviour import submission

COUNTS = "if not len(x): raise ValueError\nglobal n; n += 1\nreturn x * (2 if n % 7 else 3)"
REMEMBERS = (
    "if not len(x): raise ValueError\nkey = x.tobytes()\n"
    "again = key in seen; seen.add(key)\nreturn x * (3 if again else 2)"
)
DRAWS = "if not len(x): raise ValueError\nreturn x * lot"


@pytest.mark.parametrize(
    ("before", "body"),
    [
        ("n = 0", COUNTS),
        ("seen = set()", REMEMBERS),
        ("import os; lot = 2 * (1 + os.getpid() % 97 * 1e-8)", DRAWS),
    ],
    ids=["counts its calls", "remembers its inputs", "goes by its process"],
)
def test_a_function_with_a_memory_loses_its_marks(grade, before, body):
    """It was right in places, and could not be again."""
    report = grade(submission(body, before=before))
    assert report.marks[0].earned < 4
    assert report.marks[1].earned == 5


def test_a_refusal_is_one_whatever_it_says(grade, monkeypatch):
    """The hour, a process, or an address in its words is no other answer."""
    monkeypatch.setattr(ask_twice, "AT_ONCE", 1000)  # all is asked again, and what is refused, too
    body = (
        "if not len(x):\n    raise ValueError(f'{time.perf_counter_ns()} [pid {os.getpid()}]')\n"
        "return x * 2"
    )
    report = grade(submission(body, before="import os, time"))
    assert [mark.earned for mark in report.marks] == [4, 5]


def test_exceptions_of_one_kind_are_one_answer_and_of_two_kinds_are_two():
    def failed(kind, text):
        return StudentRaised(kind, text, 1)

    assert same_again(failed("KeyError", "at 12:01"), failed("KeyError", "at 12:02"))
    assert not same_again(failed("KeyError", "x"), failed("IndexError", "x"))
    assert not same_again(failed("ValueError", "x"), RaisedValueError("ValueError", "x", 1))
    assert same_again(
        RaisedValueError("ValueError", "x", 1), RaisedValueError("UnicodeError", "y", 1)
    )


@pytest.mark.parametrize("body", [COUNTS, REMEMBERS])
def test_a_dishonest_submission_gets_the_same_bytes_too(grade, body):
    """What is asked again is drawn from the submission and the corpus, and nothing else."""
    source = submission(body, before="n = 0; seen = set()")
    assert json_text(grade(source)) == json_text(grade(source))
