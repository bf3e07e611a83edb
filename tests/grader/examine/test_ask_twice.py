"""A result must not depend on earlier calls, and finding that out must repeat itself."""

import numpy as np
import pytest

from grader.authoring import assert_close, assert_refuses, assert_truth, assert_word
from grader.examine import ask_twice
from grader.examine.ask_twice import _same as same_again
from grader.examine.ask_twice import repeated_calls
from grader.examine.asking.scheduler import Scheduler
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


def asked_afresh(session, answer, check, count):
    """What a fresh process is asked again, of a law on the numbers from 0: calls and answers."""
    begun = session(f"import numpy as np\ndef f(x):\n    return {answer}\n{REFUSES}")
    scheduler = Scheduler(begun)

    def law(student, x):
        try:
            expected = eval(answer, {"x": x, "np": np, "refuse": refuse})
        except ValueError:
            assert_refuses(student.f, x)
        else:
            check(student.f(x), expected)

    index = scheduler.add(law, [{"x": n} for n in range(count)])
    scheduler.run()
    assert scheduler.example_runs(index)[-1].failure is None
    chosen = repeated_calls(scheduler, index, begun)
    return [begun.read(each.call(), each.reply).value for each in chosen]


REFUSES = "def refuse(): raise ValueError"


def refuse():
    raise ValueError


@pytest.mark.parametrize(
    ("answer", "check", "asked"),
    [
        ("x % 3 == 0", assert_truth, [False] * 2 + [True] * 2),
        ("x == 7", assert_truth, [False] * 3 + [True]),
        ("'even odd third'.split()[x % 3]", assert_word, ["even", "odd", "third"]),
    ],
)
def test_more_is_asked_afresh_where_the_answers_are_a_few_words(session, answer, check, asked):
    """One of them is right by the toss of a coin; so each of them is asked for."""
    found = asked_afresh(session, answer, check, 30)
    assert len(found) == 4
    assert sorted(asked) == sorted(found) if len(asked) == 4 else {*asked} == {*found}


@pytest.mark.parametrize(
    "answer",
    [
        "np.frombuffer(bytes([x % 2 and 1 + x]), bool).reshape(())",
        "[bool, np.bool_][x // 2 % 2](x % 2)",
        "np.array(x % 2 == 1) if x // 2 % 2 else x % 2 == 1",
    ],
    ids=["any byte but 0", "of Python and of NumPy", "of no dimension"],
)
def test_a_word_is_the_same_however_it_is_written(session, answer):
    """A truth of NumPy's can be written in 255 ways; so many were not taken for a few."""
    assert sorted(asked_afresh(session, answer, assert_truth, 30)) == [False] * 2 + [True] * 2


@pytest.mark.parametrize(
    ("answer", "check", "refused", "count"),
    [
        ("refuse() if x % 5 == 0 else x % 2 == 0", assert_truth, 2, 4),
        ("refuse() if x < 29 else 'word'", assert_word, 3, 4),
        ("refuse() if x == 7 else 2 * x", assert_close, 1, 2),
        ("refuse() if x != 7 else 2 * x", assert_close, 1, 2),
        ("refuse()", assert_close, 1, 1),
    ],
    ids=["and truths", "and a word", "once", "but once", "always"],
)
def test_what_was_refused_is_asked_afresh_beside_what_was_answered(
    session, answer, check, refused, count
):
    """Whether to refuse is a yes or a no as well."""
    found = asked_afresh(session, answer, check, 30)
    assert len(found) == count
    assert sum(isinstance(each, RaisedValueError) for each in found) == refused


@pytest.mark.parametrize(
    ("answer", "check", "count"),
    [
        ("2 * x", assert_close, 30),
        ("2 * x", assert_close, 3),
        ("chr(97 + x)", assert_word, 9),
        ("x >= 0", assert_truth, 9),
    ],
    ids=["numbers", "few numbers", "many words", "always the same"],
)
def test_else_one_call_is_asked_afresh(session, answer, check, count):
    """Such an answer is not met by chance, or tells nothing."""
    assert len(asked_afresh(session, answer, check, count)) == 1
