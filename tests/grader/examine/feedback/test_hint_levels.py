"""What each stage of hints tells, and that it tells no more."""

from dataclasses import asdict, replace

import pytest

from grader.examine.ask_twice import TwoAnswers
from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.feedback.hint_levels import kept_back, numpy_warnings
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.model import CodeWarning, Outcome, Submission, Verdict
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.settings import SheetSettings
from tests.grader.misbehaviour import submission

LONG = "y = 2 * x\nif len(x) > 2: y[1] += 1\nif not len(x): raise ValueError\nreturn y"
EXAMPLE = {"call", "returned", "expected", "misconception"}


def first(report):
    """The verdict on the toy sheet's first property."""
    return report.marks[0].verdicts[0]


@pytest.fixture(scope="module")
def graded():
    """Reports by source and stage, for the tests that only look at one."""
    return {}


@pytest.fixture
def told(grade, graded):
    """The report on a submission at a stage; it takes a while, so it is made once."""

    def report(source, hint):
        if (source, hint) not in graded:
            graded[source, hint] = grade(source, hint=hint)
        return graded[source, hint]

    return report


def test_the_law_alone(told):
    """Nothing of the example is left anywhere in the verdict."""
    verdict = first(told(submission(LONG), hint=1))
    assert verdict.law == "Every number is doubled."
    assert verdict.message == ""
    assert not [name for name in EXAMPLE if getattr(verdict, name)]


def test_where_it_breaks(told):
    """The mistake shows from three numbers on, and the hint says so, without an example."""
    verdict = first(told(submission(LONG), hint=2))
    assert "examples tried: where x has at least 3 elements, and nowhere else" in verdict.message
    assert not [name for name in EXAMPLE if getattr(verdict, name)]


@pytest.mark.parametrize("hint", [1, 2])
def test_the_parts_of_a_message_tell_no_more_than_the_message(told, hint):
    """What is kept back would stand in the JSON otherwise."""
    verdict = first(told(submission(LONG), hint=hint))
    assert str(verdict.message_parts or "") == verdict.message
    assert "should be" not in json_text(told(submission(LONG), hint=hint))


def test_the_smallest_example_is_all_there_is(grade, told):
    """As without the option."""
    assert told(submission(LONG), hint=3) == grade(submission(LONG))
    assert first(told(submission(LONG), hint=3)).call


def test_marks_are_the_same_at_every_stage(told):
    """A hint is no part of a mark."""
    reports = [told(submission(LONG), hint=stage) for stage in (1, 2, 3)]
    assert len({(r.earned, r.open, r.possible) for r in reports}) == 1
    assert [r.hint for r in reports] == [1, 2, 3]


@pytest.mark.slow
def test_the_same_hint_every_time(grade, told):
    """It is counted, not drawn."""
    assert grade(submission(LONG), hint=2) == told(submission(LONG), hint=2)


@pytest.fixture
def capped(toy):
    """The toy sheet with this many stages."""
    return lambda hints: replace(toy, settings=SheetSettings(hints=hints))


@pytest.mark.parametrize(
    ("cap", "asked", "told"),
    [pytest.param(2, 3, 2, marks=pytest.mark.slow), (1, 2, 1), (2, 1, 1), (3, 3, 3)],
)
def test_a_sheet_caps_the_stage(toy, capped, launched, cap, asked, told):
    """Whatever is asked for; only who gives the marks may see all."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    given = Submission("submission.py", submission(LONG).encode())
    seen = []

    def run(**settings):
        chosen = Settings(search_seconds=0.0, hint=asked, **settings)
        sheet = capped(cap)
        return check(open_examiner(launched, sheet, corpus, chosen), given, marked=seen.append)

    assert run().hint == told
    assert run(capped=False).hint == asked
    assert bool(first(seen[0]).call) is (told == 3)


def test_an_exception_does_not_carry_the_example_out(grade):
    """Its text is the submission's own, and so may be its name."""
    told = first(grade(submission("raise ValueError(repr(x))"), hint=2))
    assert "array" not in str(asdict(told))
    assert told.message.startswith("raised ValueError; goes wrong on all of")
    named = "raise type('E' + str(len(x)) + '_example', (Exception,), {})"
    assert "_example" not in str(asdict(first(grade(submission(named), hint=2))))


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        (Outcome.WRONG, str(TwoAnswers().message)),
        (Outcome.MISSING, "there is no function called f"),
        (Outcome.RAISED, "not implemented yet"),
        (Outcome.TIMED_OUT, "f was still running after 2 s"),
    ],
)
def test_what_is_no_hint_is_told_at_every_stage(outcome, message):
    """That a function is missing is no secret, and that it gave two answers is no example."""
    verdict = Verdict(property="p", function="f", points=1, outcome=outcome, message=message)
    assert kept_back(replace(verdict, call="f(1)")) == verdict


def test_only_warnings_that_numpy_words_are_told():
    """Others may say anything."""
    ours = CodeWarning(message="overflow in exp", function="f", line=3)
    asked = replace(ours, call="f(1e3)", calls=2)
    assert numpy_warnings([asked, replace(asked, message="x is [1. 2.]")]) == (ours,)


def test_a_warning_does_not_carry_the_example_out(grade):
    """Its text is the submission's own."""
    body = "import warnings\nwarnings.warn('x is ' + repr(x))\nreturn np.exp(x + 1e3)"
    whole, part = (grade(submission(body), hint=stage).warnings for stage in (3, 1))
    assert "array" in str(whole)
    assert "array" not in str(part)
    assert "overflow in exp" in str(part)
    assert all(each.function == "double" and each.line and not each.call for each in part)


def test_where_everything_fails_not_everything_is_asked(grade):
    """Every second example says as much as all, and a whole sheet may be wrong."""
    told = first(grade(submission("return 2 * x + 1"), hint=2)).message
    assert told == "goes wrong on all of 16 examples"


@pytest.mark.slow
def test_a_call_that_does_not_end_is_not_made_again_and_again(grade):
    """What was heard before it is all that is told."""
    body = "if len(x) > 1:\n    while True: pass\nreturn 3 * x"
    told = first(grade(submission(body), hint=2)).message
    assert "of the others, it is true that x " in told
    assert "goes wrong on 7 of " in told


@pytest.mark.slow
def test_what_takes_too_long_to_find_is_not_told(grade, monkeypatch):
    """A slower machine may say less, and never something else."""
    monkeypatch.setattr("grader.examine.feedback.where.SECONDS", -1.0)
    assert first(grade(submission("return 3 * x"), hint=2)).message == ""
