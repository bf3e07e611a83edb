"""The first cause of a loss is said, and it is said once, in every form that a report has."""

import io

import pytest
from rich.console import Console

from grader.class_results import Row
from grader.model import Mark, Outcome, Report, SubmissionId, Verdict
from grader.report.html.feedback import feedback_html
from grader.report.student.causes import causes
from grader.report.student.markdown import feedback_markdown
from grader.report.student.plain import plain_lines
from grader.report.student.terminal import render
from tests.grader.misbehaviour import RIGHT, right
from tests.grader.report.sample_class import sample_class

BROKEN = "broken = = 1"
STARTER = '''"""A starter, as a sheet hands it out."""

import numpy as np


def double(x):
    """Twice each number."""
    raise NotImplementedError


def average(values):
    """The mean."""
    raise NotImplementedError
'''


def drawn(report):
    """What a terminal shows."""
    console = Console(file=io.StringIO(), width=80, color_system=None, highlight=False)
    for part in render(report):
        console.print(part, soft_wrap=True)
    return console.file.getvalue()


def page_of(make):
    """A form that is made of a row and a class's results beside the report."""
    return lambda report: make(Row(folder="mine", sha256="0" * 64), sample_class(2), report)


FORMS = {
    "terminal": drawn,
    "plain": lambda report: "\n".join(plain_lines(report)),
    "Markdown": page_of(feedback_markdown),
    "HTML": page_of(feedback_html),
}
EACH_FORM = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


@pytest.mark.parametrize("place", range(len(STARTER.splitlines()) + 1))
def test_a_syntax_error_at_any_place_of_a_starter_is_said_once(grade, place):
    """With what it costs; of the functions that are missing because of it nothing else is said."""
    lines = STARTER.splitlines()
    report = grade("\n".join([*lines[:place], BROKEN, *lines[place:]]))
    if not report.loading:  # within a docstring it is text
        assert "Still to write: double, average" in drawn(report)
        return
    (failure,) = report.loading
    kind = failure.reason.partition(":")[0]
    for name, form in FORMS.items():
        text = form(report)
        assert text.count(kind) == 1, name
        assert text.count("2 functions are missing because of it") == 1, name
        assert "no function called" not in text, name


def test_a_syntax_error_is_shown_with_its_line_and_a_caret(grade):
    """The caret stands below the character at which Python stopped."""
    report = grade("def f():\n    x = = 1\n")
    (failure,) = report.loading
    assert (failure.line, failure.source, failure.column) == (2, "x = = 1", 5)
    assert "\n    x = = 1\n        ^\n" in drawn(report)
    assert drawn(report).count("x = = 1") == 1


@EACH_FORM
def test_a_statement_that_fails_in_the_middle_names_what_it_costs(grade, form):
    """Its function is missing because of it, and is not called missing for itself."""
    report = grade(f"{RIGHT}\naverage = nothing(double)\n")
    text = form(report)
    assert text.count("is not defined") == 1
    assert text.count("1 function is missing because of it: average") == 1
    assert "no function called" not in text


@EACH_FORM
def test_a_function_that_was_never_there_is_not_put_down_to_another_failure(grade, form):
    """A statement that failed did not take away what no statement makes."""
    text = form(grade(f"{RIGHT}\nshown = nothing(double)\n"))
    assert text.count("is not defined") == 1
    assert "because of it" not in text
    assert text.count("There is no function called: average") == 1


@EACH_FORM
def test_what_ends_every_process_is_said_once(grade, form):
    """None of the functions was called, for one reason."""
    text = form(grade("import os\n" + "os._exit(1)\n" * 5 + right()))
    assert text.count("loading the file") + text.count("Loading the file") >= 1
    assert text.count("2 functions were not called because of it") == 1


def verdict(name, **fields):
    """A lost property of the function f."""
    usual = {"property": name, "function": "f", "points": 1, "outcome": Outcome.WRONG}
    return Verdict(**{**usual, "law": f"Law {name}.", "call": f"f({name!r})", **fields})


def report_of(*verdicts):
    mark = Mark(question="a", title="A", earned=0, open=0, possible=9, verdicts=verdicts)
    handed = SubmissionId("submission.py", "0" * 64)
    return Report(sheet="s", corpus="", submission=handed, isolation="limits", marks=(mark,))


@EACH_FORM
def test_one_misconception_is_told_once_with_all_laws(form):
    """The call is shown for the law that it breaks, the other laws are named apart."""
    known = {"misconception": "this is correlation"}
    report = report_of(verdict("p", message="is 1", **known), verdict("q", message="is 2", **known))
    text = form(report)
    assert text.count("this is correlation") == 1
    assert text.count("Law p.") == text.count("Law q.") == 1
    assert text.index("Law p.") < text.index("is 1") < text.index("Law q.")
    assert "f('q')" not in text


@EACH_FORM
@pytest.mark.parametrize("outcome", [Outcome.RAISED, Outcome.TIMED_OUT, Outcome.FORBIDDEN])
def test_equal_findings_are_one_whatever_the_outcome(form, outcome):
    """As many laws as it breaks."""
    same = {"outcome": outcome, "message": "it went wrong so"}
    text = form(report_of(verdict("p", **same), verdict("q", **same)))
    assert text.count("it went wrong so") == 1
    assert "2 points lost" in text


@EACH_FORM
def test_an_answer_of_another_kind_is_one_mistake_in_all_calls(form):
    """A generator is none of the laws' doing; two wrong numbers may be two mistakes."""
    kind = {"message": "returned an iterator, should be an array"}
    text = form(report_of(verdict("p", **kind), verdict("q", **kind)))
    assert text.count("returned an iterator") == 1
    assert text.index("Law p.") < text.index("returned an iterator") < text.index("Law q.")
    text = form(report_of(verdict("p", message="is 1"), verdict("q", message="is 1")))
    assert text.count("is 1") == 2


@EACH_FORM
def test_what_may_follow_from_another_function_stands_below_it_and_is_short(form):
    """It needs no example of its own as long as the other one is wrong."""
    follower = verdict("p", function="g", call="g(1)", message="is 1", follows="f")
    text = form(report_of(follower, verdict("q", message="is 2")))
    assert text.index("is 2") < text.index("is 1")
    assert "g(1)" not in text
    assert text.lower().count("may follow from") == 1


@EACH_FORM
@pytest.mark.parametrize("follows", ["", "g"])
def test_what_a_hint_says_of_one_law_is_not_said_of_another(form, follows):
    """Equal but for how many examples were tried, or each with a place of its own."""
    hinted = {"call": "", "follows": follows, "outcome": Outcome.RAISED}
    wheres = ["goes wrong on all of 17 examples", "goes wrong on all of 18 examples"]
    if follows:
        wheres[1] = "goes wrong on 3 of 18 examples tried: only where x is 0, but not always there"
    (p, q) = (f"raised KeyError; {where}" for where in wheres)
    text = form(report_of(verdict("p", message=p, **hinted), verdict("q", message=q, **hinted)))
    assert text.count("raised KeyError") == 1
    assert text.index("Law p.") < text.index(wheres[0]) < text.index("Law q.")


@EACH_FORM
def test_hints_that_differ_by_more_than_how_many_were_tried_are_told_apart(form):
    """Where a law breaks is worth knowing of each."""
    hinted = {"call": "", "outcome": Outcome.RAISED}
    places = ["x is 0", "x is negative"]
    p, q = (f"raised KeyError; goes wrong on 3 of 9 examples: where {place}" for place in places)
    text = form(report_of(verdict("p", message=p, **hinted), verdict("q", message=q, **hinted)))
    assert all(place in text for place in places)


@EACH_FORM
def test_a_known_mistake_is_told_whole_below_what_it_may_follow_from(form):
    """It explains the answers by itself, and may still be the other function's."""
    known = verdict("p", function="g", call="g(1)", follows="f", misconception="sums twice")
    text = form(report_of(known, verdict("q", message="is 2")))
    assert text.index("is 2") < text.index("g(1)") < text.index("sums twice")
    assert text.lower().count("may follow from") == 1


def test_a_chain_of_followers_stands_in_its_order():
    """Each below what it may follow from."""
    h = verdict("p", function="h", follows="g", message="1")
    g = verdict("q", function="g", follows="f", message="2")
    (mark,) = report_of(h, g, verdict("r", message="3")).marks
    assert [each.shown.function for each in causes(mark)] == ["f", "g", "h"]
