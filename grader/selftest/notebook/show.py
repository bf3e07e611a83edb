"""
A report as it is shown below a cell: a table where there is a browser, text where there is none.

It is made by the examiner, so that a kernel needs none of the libraries that this takes.
"""

import io
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console

from grader.examine.feedback.hint_levels import EXAMPLE
from grader.language import ENGLISH, Language, message
from grader.model import Mark, Report
from grader.report.student import sentences
from grader.report.student.asides import printed_lines
from grader.report.student.feedback import feedback, side_notes
from grader.report.student.terminal import render

__all__ = ["NOTE", "html", "text"]

NOTE = message(
    "Checked on the sheet's public examples, with the functions as they are now in this session. "
    "Official marks may come from other examples, and are made from the file that you hand in."
)
NUMBERS = message("The number of a cell is the one in brackets beside it.")
WIDTH = 100
OPTION = "hint="  # how `check` is asked for a stage of hints


def html(
    report: Report,
    words: Language = ENGLISH,
    asked: int = EXAMPLE,
    notes: Sequence[str] = (),
) -> str:
    """
    The report as a piece of a page, with everything escaped.

    ``asked`` is the stage of hints that was asked for; ``notes`` say what the check is worth.
    """
    environment = Environment(
        loader=PackageLoader("grader.selftest.notebook", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("checked.html").render(
        report=report,
        questions=[_question(mark, words) for mark in report.marks],
        side_notes=list(side_notes(report, words)),
        printed="\n".join(printed_lines(report, words)),
        total=sentences.total(report, words),
        next_step=sentences.next_step(report, asked, words, OPTION),
        note=_note(report, words, notes),
        words=words,
        say=words.say,
    )


def _note(report: Report, words: Language, notes: Sequence[str]) -> str:
    named = any(verdict.cell for mark in report.marks for verdict in mark.verdicts)
    return " ".join(map(words.say, (*notes, *((NUMBERS,) if named else ()))))


def _question(mark: Mark, words: Language) -> dict[str, Any]:
    """A question as its row and what stands below it; the colour repeats the words."""
    right = mark.is_full
    colour = "#2e7d32" if right else "#b26a00" if mark.open else "#c62828"
    return {
        "mark": mark,
        "title": words.sheet(mark.title),
        "state": sentences.state(mark, words),
        "colour": colour,
        "told": list(feedback(mark, words)),
    }


def text(
    report: Report,
    words: Language = ENGLISH,
    asked: int = EXAMPLE,
    notes: Sequence[str] = (),
) -> str:
    """The report as plain text, without colours."""
    console = Console(file=io.StringIO(), width=WIDTH, color_system=None, highlight=False)
    for part in render(report, words, asked, OPTION):
        console.print(part, soft_wrap=True)
    if note := _note(report, words, notes):
        console.print(f"\n{note}")
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())
