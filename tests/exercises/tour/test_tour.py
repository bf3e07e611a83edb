"""
The tour: right submissions earn all of it, each wrong one loses exactly its points.

Graded as students' submissions are, in processes with the packages and the data that the tour has.
"""

import ast
from pathlib import Path

import pytest

from exercises import tour
from grader.audit.audit import audit
from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.model import Submission
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.derived.bundle import model_submission
from grader.sheets.derived.starter import starter_source
from grader.sheets.rubric import read_rubric
from grader.sheets.sheet import choose, load_sheet
from tests.exercises.tour.submissions import HOSTILE, PLAIN, WRONG

FOLDER = Path(tour.__file__).parent
POINTS = {"1": 4, "2": 4, "3": 4, "4": 3, "5": 3, "6": 4, "7": 3}
LINES = 25
SLOW = pytest.mark.slow
TIERS = ["limits", pytest.param("walled", marks=SLOW)]
MISTAKES = [pytest.param(n, marks=[SLOW] if k % 3 else []) for k, n in enumerate(WRONG)]
# Two that are hostile are met every day, under limits; at leisure all, in one of the tiers in turn.
MET = [
    *(("limits", name) for name in [*HOSTILE][:2]),
    *(
        pytest.param("limits" if k % 2 and k > 1 else "walled", name, marks=SLOW)
        for k, name in enumerate(HOSTILE)
    ),
]


@pytest.fixture(scope="module")
def sheet():
    """The tour, by its import name: its registration is a matter of what is installed."""
    return load_sheet("exercises.tour")


@pytest.fixture(scope="module")
def launched(sheet):
    """A template with what the tour lets submissions import and read."""
    pytest.importorskip("matplotlib", reason="the tour draws a figure: pip install 'grader[plot]'")
    with launcher(sheet.settings.packages, sheet.settings.materials) as running:
        yield running


@pytest.fixture(scope="module")
def examine(sheet, launched):
    """The report on a submission, given as text."""
    corpus = read_corpus(FOLDER / FILE_NAME, sheet)

    def examined(source, tier="limits", only=()):
        if not works(launched, tier):
            pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
        settings = Settings(tier=tier, limits=sheet.settings.limits, search_seconds=0.0)
        examiner = open_examiner(launched, sheet, corpus, settings)
        source = source if isinstance(source, bytes) else source.encode()
        return check(examiner, Submission("submission.py", source), choose(sheet, only))

    return examined


def earned(report):
    """The points of each question, of which none is open."""
    assert not report.open, [v.message for mark in report.marks for v in mark.verdicts]
    return {mark.question: mark.earned for mark in report.marks}


def test_a_question_takes_few_lines(sheet):
    """Its text, its imports and comments apart; model and starter are within."""
    for name in tour.QUESTIONS:
        source = (FOLDER / f"{name}.py").read_text("utf-8")
        lines = dict(enumerate(source.splitlines(), 1))
        for place, statement in enumerate(ast.parse(source).body):
            if not place or isinstance(statement, ast.Import | ast.ImportFrom):
                for number in range(statement.lineno, statement.end_lineno + 1):
                    del lines[number]
        code = [line for line in lines.values() if line.strip() and line.strip()[0] != "#"]
        assert len(code) <= LINES, name
    assert {question.id: question.points for question in sheet.questions} == POINTS
    assert list(read_rubric(sheet)) == ["6"]


def test_the_tour_is_loaded_without_matplotlib(sheet):
    """No module of it imports what only a submission needs; the starter names it as it is."""
    for file in FOLDER.glob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        top = [s for s in tree.body if isinstance(s, ast.Import | ast.ImportFrom)]
        assert not any("matplotlib" in ast.unparse(statement) for statement in top)
    text = starter_source(sheet)
    assert 'ANSWERS = {\n    "6": "",\n    "7a": "",\n    "7b": "",\n    "7c": "",\n}' in text


@pytest.mark.parametrize("tier", TIERS)
def test_right_submissions_earn_all_of_it(examine, sheet, tier):
    """The model, and one in another style whose written answer is handed on."""
    assert earned(examine(model_submission(sheet).source, tier)) == POINTS
    report = examine(PLAIN, tier)
    assert earned(report) == POINTS
    assert [question for question, _ in report.written] == ["6"]
    assert not report.remarks


def test_what_students_begin_with_earns_nothing(examine, sheet):
    """And leaves nothing open."""
    assert set(earned(examine(starter_source(sheet))).values()) == {0}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_wrong_submission_loses_exactly_its_points(examine, name):
    """All else in it is right, and earns all the rest; no other question asks for what is wrong."""
    change, lost = WRONG[name]
    asked = [each for each in POINTS if each in {*lost, "7"}]
    expected = {question: POINTS[question] - lost.get(question, 0) for question in asked}
    assert earned(examine(f"{PLAIN}\n\n{change}", only=asked)) == expected


@pytest.mark.parametrize(("tier", "name"), MET)
def test_a_hostile_submission_gains_nothing(examine, tier, name):
    """It loses what it attacks, whatever that is, and the rest is graded as ever."""
    change, attacked = HOSTILE[name]
    report = examine(f"{PLAIN}\n\n{change}", tier)
    marks = {mark.question: mark.earned for mark in report.marks}
    assert all(marks[question] < POINTS[question] for question in attacked)
    assert all(marks[each] == POINTS[each] for each in POINTS if each not in attacked)
    assert "\x1b" not in "".join(v.message + v.call for m in report.marks for v in m.verdicts)


def test_there_are_as_many_wrong_submissions_as_are_asked_for():
    """Twenty, and each question is among them."""
    assert len(WRONG) >= 20
    assert {question for _, lost in WRONG.values() for question in lost} == set(POINTS)


@pytest.mark.slow
def test_the_audit_of_the_tour_holds():
    """Every mistake and mutant is caught, and no right solution is refused."""
    pytest.importorskip("matplotlib", reason="the tour draws a figure: pip install 'grader[plot]'")
    assert audit("exercises.tour").holds
