"""Whatever a submission does, it gets a verdict, and only for what it did."""

import os
import re
import subprocess

import pytest

from grader.model import Outcome
from tests.grader.misbehaviour import AVERAGE, BODIES, right, submission


def marks(report):
    """Points by question."""
    return {mark.question: mark.earned for mark in report.marks}


def first(report):
    """The first verdict of the first question."""
    return report.marks[0].verdicts[0]


def test_a_right_submission_gets_all_marks(grade):
    """The vocabulary's other half is right, or nothing below would mean anything."""
    report = grade(right())
    assert marks(report) == {"a": 4, "b": 5}
    assert report.open == 0


@pytest.mark.parametrize("name", BODIES)
def test_misbehaviour_costs_its_own_question_and_says_why(misbehaved, name):
    """Each way to be wrong has an outcome and a sentence, and harms no other question."""
    _, outcome, words = BODIES[name]
    report = misbehaved(name)

    assert (first(report).outcome, marks(report)) == (Outcome(outcome), {"a": 0, "b": 5})
    assert words in first(report).message
    assert report.open == 0


def test_a_fault_names_the_line_of_the_submission(grade):
    """A student wants to know where, in their own file."""
    report = grade(submission("y = x\nreturn y.nothing"))
    assert first(report).line == 5


def family(pid):
    """All processes that come from one: of a template, the stem, if another test has wanted it."""
    asked = ["ps", "--ppid", str(pid), "-o", "pid="]
    children = subprocess.run(asked, capture_output=True, text=True).stdout.split()
    return {*children, *(each for child in children for each in family(child))}


def test_no_process_outlives_its_submission(grade, launched):
    """Not even one that was forked, left its session and ignores what it can."""
    body = (
        "import os, signal, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid(); signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    time.sleep(600)\n"
        "return x"
    )
    before = family(launched._process.pid)
    grade(submission(body))
    assert family(launched._process.pid) == before


def test_an_answer_that_depends_on_earlier_calls_is_found(grade):
    """A few inputs are asked a second time, at the end."""
    body = "global n; n += 1\nif not len(x): raise ValueError\nreturn x * (2 if n < 60 else 3)"
    report = grade(submission(body, before="n = 0"))
    assert marks(report)["a"] < 4
    assert any(
        "two answers" in v.message or "should be" in v.message for v in report.marks[0].verdicts
    )


def test_a_counter_of_calls_does_not_pass(grade, different):
    """Right until all was asked, wrong what is asked again: only asking again can tell."""
    body = (
        "key = x.tobytes(); seen = double.__dict__.setdefault('seen', set())\n"
        "if not len(x): raise ValueError\n"
        f"again = key in seen and len(seen) == {different}; seen.add(key)\n"
        "return x * (3 if again else 2)"
    )
    report = grade(submission(body))
    assert first(report).message.startswith("gave two answers to the same input")


def test_changing_the_argument_costs_only_where_it_is_forbidden(grade):
    """Inputs are sent afresh, so a change in place spoils nothing else."""
    body = "if not len(x): raise ValueError\nx *= 2\nreturn x"
    report = grade(submission(body))
    outcomes = [(v.property, v.outcome) for v in report.marks[0].verdicts]
    assert outcomes == [
        ("test_doubles", Outcome.PASSED),
        ("test_leaves_its_argument", Outcome.WRONG),
        ("test_refuses_an_empty_array", Outcome.PASSED),
    ]


def test_what_a_student_writes_is_cleaned(grade):
    """Escape codes in a message reach nobody's terminal."""
    report = grade(submission(r"raise KeyError('\x1b[2J' + chr(0x202e) + 'x' * 10**6)"))
    message = first(report).message
    assert message.isprintable()
    assert len(message) <= 300


def test_standard_output_stays_ours(grade, capfd):
    """What a submission prints, to any descriptor that it inherits, is not seen."""
    grade(submission("import os, sys; print('spam'); os.write(2, b'spam'); return x"))
    assert capfd.readouterr() == ("", "")


def test_the_environment_holds_nothing_of_ours(grade, monkeypatch):
    """A submission sees a scrubbed environment."""
    monkeypatch.setenv("SECRET_TOKEN", "canary")
    report = grade(submission("import os; raise KeyError(repr(dict(os.environ)))"))
    assert "canary" not in first(report).message
    assert "canary" in os.environ["SECRET_TOKEN"]


class TestLoading:
    """The top level is run statement by statement."""

    def test_a_statement_that_fails_costs_only_what_depends_on_it(self, grade):
        """The functions around it are there."""
        report = grade("import nonsense\n1 / 0\n" + right())
        assert marks(report) == {"a": 4, "b": 5}
        assert [f.line for f in report.loading] == [1, 2]
        assert "ZeroDivisionError" in report.loading[1].message

    def test_an_exception_that_says_nothing_is_called_by_its_name(self, grade):
        """But for memory, of which it is known what was the matter."""
        report = grade("raise KeyError\nx = [0] * 10**10\n" + right())
        said = [failure.message for failure in report.loading]
        assert said == ["KeyError", "MemoryError: needed more memory than a submission may use"]

    def test_a_memory_error_that_was_raised_on_purpose_is_told_like_any_other(self, grade):
        """Nobody knows what it was raised for: the file may have asked for no memory at all."""
        report = grade(
            "raise MemoryError\n" + submission("raise MemoryError('the shape is too long')")
        )
        assert report.loading[0].message == "MemoryError"
        assert first(report).outcome is Outcome.RAISED
        assert "raised MemoryError: the shape is too long" in first(report).message

    def test_a_function_is_there_however_many_others_there_are(self, grade):
        """Of thousands of names not all are told; what was not told is asked for all the same."""
        others = "for n in range(2600): globals()[f'a{n}'] = len\n"
        assert marks(grade(others + right())) == {"a": 4, "b": 5}
        missing = grade(others + AVERAGE)
        assert marks(missing) == {"a": 0, "b": 5}
        assert first(missing).outcome is Outcome.MISSING

    def test_a_missing_function_is_missing(self, grade):
        """And the message says so."""
        report = grade(AVERAGE)
        assert first(report).outcome is Outcome.MISSING
        assert "no function called double" in first(report).message
        assert marks(report) == {"a": 0, "b": 5}

    def test_a_syntax_error_is_shown_and_everything_is_missing(self, grade):
        """With the line."""
        report = grade("def double(x)\n    return 2 * x\n")
        assert marks(report) == {"a": 0, "b": 0}
        assert report.loading[0].line == 1
        assert "SyntaxError" in report.loading[0].message

    @pytest.mark.parametrize("statement", ["while True: pass", "import os; os._exit(3)"])
    def test_a_statement_that_never_ends_is_left_out(self, grade, statement):
        """Loading begins anew without it."""
        report = grade(right() + statement + "\n")
        assert marks(report) == {"a": 4, "b": 5}
        assert len(report.loading) == 1

    def test_a_file_of_such_statements_is_given_up(self, grade):
        """It cannot keep us for longer than a few attempts."""
        report = grade("while True: pass\n" * 9 + right())
        assert marks(report) == {"a": 0, "b": 0}
        assert first(report).outcome is Outcome.TIMED_OUT

    def test_the_last_definition_counts(self, grade):
        """As in a notebook."""
        report = grade("def double(x): return x\n" + right())
        assert marks(report)["a"] == 4

    def test_a_byte_order_mark_is_accepted(self, grade):
        """Some editors write one."""
        assert marks(grade(b"\xef\xbb\xbf" + right().encode()))["a"] == 4

    def test_the_main_block_is_not_run(self, grade):
        """A submission is imported, not started."""
        source = right() + "if __name__ == '__main__':\n    raise SystemExit('started')\n"
        assert grade(source).loading == ()

    def test_dataclasses_and_caches_work(self, grade):
        """They look their module up in sys.modules."""
        source = """
from dataclasses import dataclass
from functools import lru_cache

@dataclass
class Factor:
    value: float = 2.0

@lru_cache
def factor():
    return Factor().value

def double(x):
    if not len(x):
        raise ValueError("empty")
    return factor() * x
"""
        assert marks(grade(source + AVERAGE)) == {"a": 4, "b": 5}


def test_respawns_are_bounded(grade):
    """A submission that ends its process at every call is not given one for ever."""
    from dataclasses import replace

    from tests.grader.conftest import QUICK

    report = grade(submission("import os; os._exit(1)"), limits=replace(QUICK, respawns=1))
    assert marks(report)["a"] == 0
    assert report.marks[1].verdicts[-1].outcome is Outcome.NOT_ASKED
    assert report.marks[1].open == 5


def test_a_question_has_a_time_of_its_own(grade):
    """Calls that are each in time may be too many."""
    from dataclasses import replace

    from tests.grader.conftest import QUICK

    limits = replace(QUICK, question_seconds=1.0, submission_seconds=4.0)
    report = grade(submission("import time; time.sleep(0.1); return 2 * x"), limits=limits)
    assert first(report).outcome is Outcome.NOT_ASKED
    assert re.fullmatch(r"too slow: \d+ of \d+ examples answered, all right", first(report).message)
    assert marks(report) == {"a": 0, "b": 5}
    assert report.open == 4
