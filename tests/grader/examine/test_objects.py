"""A sheet about objects and functions that are returned: right, wrong, and hostile submissions."""

import re

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.examine.transcript import read_transcript
from grader.model import Outcome, Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import read_corpus
from grader.sheets.packs.choice_of_laws import left_to_the_sheet, reasons
from grader.sheets.packs.elsewhere import CLASS, OBJECT
from tests.grader.examine.sheet_of_objects import MODEL, QUESTION
from tests.grader.examine.submissions_of_objects import (
    HOSTILE,
    LIAR,
    OTHER,
    PRINTING,
    SHARED,
    SLIPS,
    WRONG,
)
from tests.grader.sheets.frozen_sheet import frozen_sheet

TIERS = [pytest.param("sealed", marks=pytest.mark.slow), "walled"]
LAWS = {
    "degree": "The degree is one less than the number of coefficients.",
    "sum": "The value of a sum is the sum of the values.",
    "changes": "Scaling changes it, and nothing else does.",
    "power": "A power can be had of the class.",
    "refusal": "No coefficients are refused.",
    "countdown": "It counts down once, and closes.",
    "line": "The function has the slope and goes through the point.",
    "in place": "Adding in place changes the polynomial itself.",
    "entries": "A coefficient can be found and taken away; what is left has a truth value.",
    "hash": "Equal polynomials have equal hashes, so a set holds them once.",
    "next": "One step after the other leads to the end.",
    "upward": "A generator may be asked for one entry, and for what is left.",
    "total": "Of a function of the submission, of a returned one, and of a method.",
    "value": "A polynomial may be passed on, and its terms add up to it.",
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory, few_candidates):
    """The sheet, frozen."""
    folder = tmp_path_factory.mktemp("objects") / "a_sheet_of_objects"
    with frozen_sheet(folder, QUESTION, MODEL) as frozen:
        yield frozen


@pytest.fixture(scope="module")
def running():
    """A template for submissions' processes."""
    with launcher() as launched:
        yield launched


@pytest.fixture(scope="module")
def graded(sheet, running):
    """The verdicts on a submission, by the law's short name."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    limits = Limits(call_seconds=20.0, question_seconds=120.0, submission_seconds=240.0)
    names = {law: name for name, law in LAWS.items()}

    def grade(source, tier="limits"):
        if not works(running, tier):
            pytest.skip(f"this machine has no tier {tier}")
        settings = Settings(tier=tier, limits=limits, search_seconds=0.0)
        examiner = open_examiner(running, sheet, corpus, settings)
        marks = check(examiner, Submission("s.py", source.encode())).marks
        return {names[v.law]: v for mark in marks for v in mark.verdicts}

    return grade


def lost(found):
    """The laws that were not fulfilled, with what is said of them."""
    return {n: (v.call, v.message) for n, v in found.items() if v.outcome is not Outcome.PASSED}


def test_the_right_answers_are_recorded(sheet):
    """So a right submission is asked what is known, and no property is run."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    trees = read_transcript(sheet, corpus.digest).trees
    assert all(node is not None for nodes in trees.values() for node in nodes)
    assert len(trees) == len(LAWS)


def test_the_model_has_every_point(graded):
    """Where it is handed in as a student would."""
    assert lost(graded(MODEL)) == {}


def test_it_makes_no_difference_what_the_objects_are(graded):
    """A dataclass from a function, a class derived from list, a partial; a tuple of objects."""
    assert lost(graded(OTHER)) == {}


def test_what_an_object_lacks_is_said_in_a_sentence(graded):
    """With the whole call, so that it can be tried."""
    found = lost(graded(WRONG))
    assert found["degree"] == (
        "p = Polynomial([0]); p.degree()",
        "a Polynomial has no `degree` (it has: MOST, coefficients, scale)",
    )
    assert found["line"] == ("l = line(0, 0); l(0)", "a Line cannot be called")
    assert found["changes"][1] == "`scale` of a Polynomial is an int, which cannot be called"
    assert found["changes"][0] == ("p = Polynomial([0]); p2 = Polynomial([0]); p == p2; p.scale(2)")
    assert "takes 1 positional argument but 4 were given" in found["countdown"][1]
    assert "missing 1 required positional argument: 'y'" in found["value"][1]
    assert found["total"] == ("total(square, 0)", "there is no function called square")
    assert found["upward"][1] == (
        "the law cannot be applied to what came back (StopIteration: it gave only 0 entries)"
    )
    assert found["entries"] == (
        "p = Polynomial([0]); 0 in p",
        "a Polynomial does not support `in` here",
    )
    assert found["next"] == (
        "c = Countdown(1); next(c)",
        "a Countdown does not support `next()` here",
    )
    assert found["hash"] == (
        "p = Polynomial([0]); hash(p)",
        "a Polynomial has no `__hash__` of its own: define it beside `__eq__`",
    )
    assert found["power"][1] == "class Polynomial has no `power` (it has: MOST, scale)"
    assert found.keys() == LAWS.keys() - {"sum", "refusal"}


def test_a_wrong_answer_is_shown_with_what_led_to_it(graded):
    """The steps that it depends on, with what came back and what should have."""
    found = lost(graded(SLIPS))
    assert found["degree"] == (
        "p = Polynomial([0]); p.degree()",
        "`p.degree()` is 1, should be 0",
    )
    called, message = found["in place"]
    steps = r"p = Polynomial\((.+)\); p2 = Polynomial\(.+\); p3 = p; p3 \+= p2; p\.coefficients"
    again = r"; p4 = Polynomial\(\1\); x = p4 \+ p2; x\.coefficients"
    first, second = called.splitlines()
    assert re.fullmatch(steps, first)
    assert re.fullmatch(steps + again, second)
    assert re.fullmatch(r"first, going by the second: returned \[.+\], should be \[.+\]", message)
    assert found["hash"] == (
        "p = Polynomial([0]); hash(p)\n"
        "p = Polynomial([0]); p2 = Polynomial([0]); hash(p); hash(p2)",
        "`hash(q)` is not `hash(p)`",
    )
    assert found["total"] == (
        "l = line(2, 1); total(l, 0)",
        "returned 0, should be 1",
    )
    held = {"power", "refusal", "entries", "next"}
    assert found.keys() == LAWS.keys() - held


@pytest.mark.parametrize("tier", TIERS)
def test_an_object_that_says_yes_to_everything_earns_nothing(graded, tier):
    """In place of a value it is no value, whatever it says of itself."""
    found = graded(LIAR, tier)
    assert {v.outcome for v in found.values()} <= {Outcome.WRONG, Outcome.RAISED}
    assert len(lost(found)) == len(LAWS)


@pytest.mark.parametrize("tier", TIERS)
def test_objects_that_end_nothing_or_the_process_cost_their_author_the_points(graded, tier):
    """Iterators without an end, recursion, exits, and lists that are deep: all are lost."""
    found = graded(HOSTILE, tier)
    lines = lost(found)
    assert len(lines) == len(LAWS)
    assert Outcome.UNDECIDED not in {v.outcome for v in found.values()}
    assert "RecursionError" in found["sum"].message
    assert found["entries"].message == "Polynomial ended its own process (exit status 4)"
    assert found["next"].message == "had no further entry (raised StopIteration)"
    assert lines["countdown"] == (
        "c = Countdown(0); list(c)",
        "gave more than 1000 entries when it was iterated over",
    )


def test_an_object_that_holds_what_an_earlier_example_made_is_wrong(graded):
    """Each call does its steps anew, so only what a module keeps can be from elsewhere."""
    found = graded(SHARED)
    assert {"degree", "sum", "changes"} <= lost(found).keys()


def test_what_an_earlier_step_prints_is_not_told_again(sheet, running):
    """A step is done anew for those that follow; it has told what it prints before."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    settings = Settings(limits=Limits(call_seconds=20.0), search_seconds=0.0)
    examiner = open_examiner(running, sheet, corpus, settings)
    said = check(examiner, Submission("s.py", PRINTING.encode())).printed
    (printed,) = [each for each in said if each.function == "Polynomial"]
    assert printed.lines[0] == "made"
    assert printed.lines.count("asked") <= printed.calls
    assert printed.further + len(printed.lines) == printed.calls


def test_a_pack_leaves_the_laws_about_objects_to_the_sheet(sheet):
    """Its model is what functions answered, as data."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    (left_out,) = left_to_the_sheet(sheet, reasons(sheet, corpus)).values()
    assert {(each.name, each.why) for each in left_out} == {
        ("Polynomial", CLASS),
        ("Countdown", CLASS),
        ("line", OBJECT),
        ("evaluate", OBJECT),
        ("total", OBJECT),
    }


@pytest.mark.slow
def test_a_hint_is_about_what_objects_are_made_of(sheet, running):
    """The arguments of a method have none of the names that the sheet gives to those."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    limits = Limits(call_seconds=20.0, question_seconds=120.0, submission_seconds=240.0)
    settings = Settings(limits=limits, search_seconds=0.0, hint=2)
    examiner = open_examiner(running, sheet, corpus, settings)
    (mark,) = check(examiner, Submission("s.py", SLIPS.encode())).marks
    lost = [verdict for verdict in mark.verdicts if verdict.outcome is Outcome.WRONG]
    assert len(lost) == 10
    assert {verdict.call for verdict in lost} == {""}
    assert all(verdict.message.startswith("goes wrong ") for verdict in lost)
    names = {"coefficients", "slope", "at", "start"}
    told = [re.search(r"(?:where|unless) (\w+)", verdict.message) for verdict in lost]
    assert {found[1] for found in told if found} <= names
