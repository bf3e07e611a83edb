"""
Where text leaves the program: the terminal, and the files that were asked for.

Colours, widths and NO_COLOR are left to rich; on a pipe it prints plain text.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from grader.errors import GraderError
from grader.hints.stages import EXAMPLE
from grader.language import ENGLISH, Words, words
from grader.model import Report
from grader.reporters.json import json_text
from grader.reporters.plain import plain_lines
from grader.reporters.terminal import render
from grader.sheet import Question, Sheet, load_sheet

__all__ = ["progress", "show", "show_questions", "speaking", "write_json"]


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line on standard error that tells what is being done, where that is a terminal."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("Starting") as status:
        yield lambda what: status.update(Text(f"Looking at {what}"))


def speaking(lang: str | None, sheet: str | None) -> Words:
    """The language to show in, with the words of the sheet that has this name."""
    chosen = words(lang)
    return chosen if chosen is ENGLISH else words(lang, load_sheet(sheet).folder)


def show(
    report: Report, spoken: Words = ENGLISH, *, asked: int = EXAMPLE, plain: bool = False
) -> None:
    """
    Print a report on standard output.

    ``asked`` is the stage of hints that was asked for; ``plain`` is for reading aloud.
    """
    if plain:
        for line in plain_lines(report, spoken, asked):
            click.echo(line)
        return
    console = Console(highlight=False)
    for part in render(report, spoken, asked):
        console.print(part, soft_wrap=True)


def show_questions(sheet: Sheet, questions: Sequence[Question]) -> None:
    """Print a sheet's heading, where all of it is shown, and its questions."""
    console = Console(highlight=False)
    if len(questions) == len(sheet.questions):
        console.print(Text(sheet.title, style="bold"))
        console.print(Text(f"\n{sheet.text}"), soft_wrap=True)
    for question in questions:
        unit = "point" if question.points == 1 else "points"
        heading = f"\n{question.id} {question.title} · {question.points} {unit}"
        console.print(Text(heading, style="bold"))
        console.print(Text(f"\n{question.text}"), soft_wrap=True)
        console.print(Text(f"\nFunctions: {', '.join(question.functions)}"), soft_wrap=True)


def write_json(report: Report, file: Path) -> None:
    """Write a report as JSON to ``file``, or to standard output for '-'."""
    text = json_text(report)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise GraderError(f"cannot write {file} ({error.strerror}). Name another file.") from None
