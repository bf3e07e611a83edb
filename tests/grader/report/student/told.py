"""Reports made up for a test, and how they are told."""

import io

import pytest
from rich.console import Console

from grader.language import words
from grader.model import Mark, Outcome, Report, SubmissionId, Verdict
from grader.report.student.plain import plain_lines
from grader.report.student.terminal import render

__all__ = ["BOTH", "GERMAN", "drawn", "made", "read_out", "verdict"]

GERMAN = words("de")


def drawn(report, *settings):
    """What the terminal shows, without colours."""
    console = Console(file=io.StringIO(), width=200)
    for part in render(report, *settings):
        console.print(part, soft_wrap=True)
    return console.file.getvalue()


def read_out(report, *settings):
    return "\n".join(plain_lines(report, *settings))


BOTH = pytest.mark.parametrize("shown", [drawn, read_out])


def made(*verdicts, **fields):
    """A report with these verdicts on one question."""
    possible = sum(verdict.points for verdict in verdicts)
    mark = Mark(
        question="a", title="Doubling", earned=0, open=0, possible=possible, verdicts=verdicts
    )
    handed = SubmissionId("submission.py", "0" * 64)
    return Report(
        sheet="doubling", corpus="", submission=handed, isolation="limits", marks=(mark,), **fields
    )


def verdict(**fields):
    usual = {"property": "p", "function": "double", "points": 1, "outcome": Outcome.WRONG}
    return Verdict(**{**usual, "law": "It is doubled.", "call": "double(1)", **fields})
