"""
A report as it is shown below a cell: a table where there is a browser, text where there is none.

It is made by the examiner, so that a kernel needs none of the libraries that this takes.
"""

import io
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console

from grader.examine.feedback.hint_levels import EXAMPLE
from grader.language import ENGLISH
from grader.model import Mark, Report
from grader.report.student import sentences
from grader.report.student.feedback import feedback, side_notes
from grader.report.student.terminal import render

__all__ = ["NOTE", "html", "text"]

NOTE = (
    "Checked on the sheet's public examples, with the functions as they are now in this session. "
    "Official marks may come from other examples, and are made from the file that you hand in."
)
NUMBERS = " The number of a cell is the one in brackets beside it."
WIDTH = 100


def html(report: Report) -> str:
    """The report as a piece of a page, with everything escaped."""
    environment = Environment(
        loader=PackageLoader("grader.selftest.notebook", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("checked.html").render(
        report=report,
        questions=[_question(mark) for mark in report.marks],
        side_notes=list(side_notes(report)),
        total=sentences.total(report, ENGLISH),
        next_step=sentences.next_step(report, EXAMPLE, ENGLISH),
        note=_note(report),
    )


def _note(report: Report) -> str:
    named = any(verdict.cell for mark in report.marks for verdict in mark.verdicts)
    return NOTE + NUMBERS if named else NOTE


def _question(mark: Mark) -> dict[str, Any]:
    """A question as its row and what stands below it; the colour repeats the words."""
    right = mark.earned == mark.possible
    colour = "#2e7d32" if right else "#b26a00" if mark.open else "#c62828"
    state = sentences.state(mark, ENGLISH)
    return {"mark": mark, "state": state, "colour": colour, "told": list(feedback(mark))}


def text(report: Report) -> str:
    """The report as plain text, without colours."""
    console = Console(file=io.StringIO(), width=WIDTH, color_system=None, highlight=False)
    for part in render(report):
        console.print(part, soft_wrap=True)
    console.print(f"\n{_note(report)}")
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())
