"""
Where text leaves the program: the terminal, and the files that were asked for.

Colours, widths and NO_COLOR are left to rich; on a pipe it prints plain text.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.console import Console, RenderableType
from rich.text import Text

from grader.commands.output import put
from grader.examine.feedback.hint_levels import EXAMPLE
from grader.examine.report_json import json_text
from grader.language import ENGLISH, Language
from grader.model import Report
from grader.report.student.plain import plain_lines
from grader.report.student.question import explained, question_text
from grader.report.student.terminal import render
from grader.sheets.allowed import allowed
from grader.sheets.sheet import Question, Sheet

__all__ = ["show", "show_explained", "show_questions", "write_json"]


def show(
    report: Report, spoken: Language = ENGLISH, *, asked: int = EXAMPLE, plain: bool = False
) -> None:
    """
    Print a report on standard output.

    ``asked`` is the stage of hints that was asked for; ``plain`` is for reading aloud.
    """
    if plain:
        for line in plain_lines(report, spoken, asked):
            click.echo(line)
        return
    _print(render(report, spoken, asked), Console(highlight=False))


def show_questions(sheet: Sheet, questions: Sequence[Question], spoken: Language = ENGLISH) -> None:
    """Print a sheet's heading, where all of it is shown, and its questions."""
    console = Console(highlight=False)
    if len(questions) == len(sheet.questions):
        console.print(Text(spoken.sheet(sheet.title), style="bold"))
        console.print(Text(f"\n{spoken.sheet(sheet.text)}"), soft_wrap=True)
    for question in questions:
        _print(question_text(question, spoken), console)
    console.print(Text("\n" + "\n".join(allowed(sheet.settings, spoken))), soft_wrap=True)


def show_explained(
    sheet: Sheet, question: Question, ideas: Sequence[str], spoken: Language = ENGLISH
) -> None:
    """Print a question with its laws and the ideas behind it."""
    _print(explained(sheet, question, ideas, spoken), Console(highlight=False))


def _print(parts: Iterable[RenderableType], console: Console) -> None:
    """Lines as long as they are, so that what is copied from them is whole."""
    for part in parts:
        console.print(part, soft_wrap=True)


def write_json(report: Report, file: Path) -> None:
    """Write a report as JSON to ``file``, or to standard output for '-'."""
    put(json_text(report), file)
