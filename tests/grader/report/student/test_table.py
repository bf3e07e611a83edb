"""The table of questions stands on a terminal of 80 columns, whatever was lost."""

import io
from itertools import combinations

import pytest
from rich.console import Console
from rich.table import Table

from grader.language import words
from grader.model import Mark, Outcome, Report, SubmissionId, Verdict
from grader.report.student.terminal import render
from grader.sheets.sheet import load_sheet

SHEET = load_sheet()
LOST = [outcome for outcome in Outcome if outcome is not Outcome.PASSED]
KINDS = [(), *((each,) for each in LOST), *combinations(LOST, 2), tuple(LOST)]


def mark(question, outcomes):
    """A question of the sheet that lost points in these ways."""
    verdicts = tuple(
        Verdict(property=f"p{n}", function="f", points=n + 1, outcome=each, message="x")
        for n, each in enumerate(outcomes)
    )
    lost = sum(each.points for each in verdicts)
    return Mark(
        question=question.id,
        title=question.title,
        earned=10,
        open=0,
        possible=10 + lost,
        verdicts=verdicts,
    )


def table_lines(marks, spoken):
    """The lines of the table, as they are printed."""
    submission = SubmissionId("submission.py", "")
    report = Report(
        sheet="sheet3", corpus="", submission=submission, isolation="walled", marks=tuple(marks)
    )
    console = Console(file=io.StringIO(), width=80)
    for part in render(report, spoken):
        if isinstance(part, Table):
            console.print(part, soft_wrap=True)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("outcomes", KINDS)
def test_nothing_wraps_in_the_table_at_80_columns(language, outcomes):
    """One line for each question, in which its title and its points are whole."""
    spoken = words(language, SHEET.folder)
    marks = [mark(question, outcomes) for question in SHEET.questions]
    _, *rows, _ = lines = table_lines(marks, spoken)
    assert max(map(len, lines)) <= 80
    assert len(rows) == len(marks)
    for row, each in zip(rows, marks, strict=True):
        assert row.startswith(each.question)
        assert spoken.sheet(each.title) in row
        assert f"{each.earned}/{each.possible}" in row


def test_what_cost_most_is_told_first_and_the_end_is_cut():
    """The rest stands below the table."""
    (row,) = table_lines([mark(SHEET.questions[0], LOST)], words("en"))[1:-1]
    assert "not asked (8), undecided (7)" in row
    assert row.endswith("…")
