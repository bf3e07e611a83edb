"""What becomes of thirty notebooks, and that a notebook is worth what the same file is."""

import re
from pathlib import Path

import pytest

from grader.collect import notebooks
from grader.examine.check import check
from grader.examine.examiner import public_examiner
from grader.model import Outcome, Submission
from grader.text import place
from tests.grader.collect.notebooks.bank import CASES, FULL, OLD
from tests.grader.collect.notebooks.making import notebook
from tests.grader.conftest import QUICK_CALLS, ROOMY
from tests.grader.misbehaviour import AVERAGE, BODIES, HANGING, NAMES, RIGHT, submission


def marks(report):
    return tuple(mark.earned for mark in report.marks)


def failed(report):
    """Each failure with its place, as a reader finds it."""
    return [f"{place(each.line, each.cell)}: {each.message}" for each in report.loading]


@pytest.mark.parametrize("name", CASES)
def test_a_notebook_gets_its_marks_and_its_messages(grade_notebook, name):
    """Neither more nor fewer of either."""
    case = CASES[name]
    report = grade_notebook(case.notebook())
    assert failed(report) == case.failed
    assert list(report.remarks) == case.remarks
    assert marks(report) == case.marks
    assert report.open == 0


@pytest.mark.parametrize("name", OLD)
def test_an_old_notebook_is_as_good(grade_notebook, name):
    """Format 3 has worksheets, and calls the code input."""
    report = grade_notebook(OLD[name])
    assert (marks(report), failed(report)) == (FULL, [])


def test_the_bank_is_as_large_as_it_says():
    """Nobody empties it by accident."""
    assert len(CASES) + len(OLD) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_the_same_function_gets_the_same_verdicts_in_a_file_and_in_a_notebook(
    misbehaved, grade_notebook, name
):
    """Only what says where it stands may differ, and who was asked what again."""
    source = submission(BODIES[name][0])
    before, function, average = re.split(r"(?=^def )", source, flags=re.MULTILINE)
    limits = QUICK_CALLS if name in HANGING else ROOMY
    made = notebook("# Homework", before, function, average)
    reports = misbehaved(name), grade_notebook(made, limits=limits)
    outcomes = [
        [(v.property, v.outcome, v.points, v.message, v.line and v.line - 2 * (not v.cell))
         for mark in report.marks for v in mark.verdicts]
        for report in reports
    ]  # fmt: skip
    assert outcomes[0] == outcomes[1]


def test_a_fault_names_the_cell_and_the_line_in_it(grade_notebook):
    """The line that a traceback ends in, whichever cell called it."""
    report = grade_notebook(
        notebook("# One", "def half(x):\n    y = x\n    return y.nothing", "", "# Two",
                 "def double(x):\n    return half(x)", AVERAGE)
    )  # fmt: skip
    first = report.marks[0].verdicts[0]
    assert (first.outcome, first.cell, first.line) == (Outcome.RAISED, 2, 3)


def test_input_within_a_function_is_explained_in_a_file_too(grade):
    """With the line that asked."""
    report = grade(submission("n = input()\nreturn x * n"))
    first = report.marks[0].verdicts[0]
    assert "input() asks a person, and here nobody answers" in first.message
    assert (first.line, first.cell) == (4, 0)


def test_a_missing_function_is_explained_by_the_cell_that_names_it(grade_notebook):
    """An accident somewhere else explains nothing."""
    cells = "import plotly", "double = plotly.double", "1 / 0", AVERAGE
    assert grade_notebook(notebook(*cells)).marks[0].verdicts[0].message == (
        "there is no function called double; cell 2, line 1 failed while loading: "
        "NameError: name 'plotly' is not defined"
    )
    assert grade_notebook(notebook("import plotly", AVERAGE)).marks[0].verdicts[0].message == (
        "there is no function called double"
    )


def test_a_percent_file_of_jupytext_is_a_python_file(grade):
    """Its cells and magics are comments."""
    report = grade(
        f"# %% [markdown]\n# # Homework\n# %%\n# %matplotlib inline\n{RIGHT}\n# %%{AVERAGE}"
    )
    assert marks(report) == FULL
    assert (report.loading, report.remarks) == ((), ())


def test_a_script_that_nbconvert_made_is_a_python_file(grade):
    """It calls what a notebook calls."""
    magic = "get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().system('ls')\n"
    report = grade(f"#!/usr/bin/env python\n# In[1]:\n{magic}{RIGHT}# In[ ]:\n{AVERAGE}display(1)")
    assert (marks(report), report.loading) == (FULL, ())


def test_a_magic_in_a_python_file_is_explained(grade):
    """Only a notebook knows such lines."""
    report = grade(f"import numpy\n%matplotlib inline\n{RIGHT}{AVERAGE}")
    assert marks(report) == (0, 0)
    assert failed(report) == [
        "line 2: not Python: SyntaxError: invalid syntax: %matplotlib inline; lines that begin "
        "with '%', '!' or '?' belong in a notebook; take them out"
    ]


def test_a_pdf_that_is_called_python_is_taken_for_no_notebook(grade):
    """It begins as a magic does."""
    assert all("belong in a notebook" not in told for told in failed(grade("%PDF-1.7\n1 0 obj\n")))
    assert "this is a PDF" in str(grade("%PDF-1.7\n1 0 obj\n").loading)


@pytest.mark.parametrize("tier", ["sealed", "walled"])
def test_a_notebook_is_loaded_in_every_isolation(grade_notebook, tier):
    """Nothing of it needs what a fence forbids."""
    assert marks(grade_notebook(CASES["questions"].notebook(), tier)) == FULL


def test_what_is_taken_for_granted_is_no_function_of_the_submission(session):
    """Nobody earns marks with ours."""
    begun = session("x = 1\n")
    begun.tell(99, afresh=True)
    assert begun.loading.callables == frozenset()


WHOLE = Path(__file__).resolve().parents[3] / "submissions"


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["right", pytest.param("right_other_style", marks=pytest.mark.slow)]
)
def test_the_whole_sheet_gets_the_same_marks_as_a_notebook(launched, name):
    """A right submission, cut into cells where a function begins."""
    source = (WHOLE / f"{name}.py").read_text(encoding="utf-8")
    cells = re.split(r"\n(?=def |@)", source)
    cells = ["# Sheet 3", *(f"%time\n{cell}" for cell in cells)]
    made = notebooks.read("right.ipynb", notebook(*cells))
    assert len(made.cells) > 20
    prepared = public_examiner(launched, isolation="limits", budget=0.0)
    reports = [check(prepared, each) for each in (Submission("right.py", source.encode()), made)]
    earned = [[(m.question, m.earned, m.open) for m in report.marks] for report in reports]
    assert earned[0] == earned[1]
    assert reports[1].earned == reports[1].possible > 90
    assert reports[1].loading == ()
