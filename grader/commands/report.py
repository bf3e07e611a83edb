"""``grader report``: what is in a gradebook, in the forms that people and platforms read."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.class_results import ClassResults
from grader.commands.options import (
    GivenFile,
    find_book,
    gradebook_argument,
    lang_option,
    sheet_option,
)
from grader.language import LANGUAGES

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook
    from grader.language import Language

__all__ = ["report"]

TO_WRITE = click.Path(dir_okay=False, path_type=Path)
TO_WRITE_OR_PRINT = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
EXPORT = GivenFile()


@click.command()
@gradebook_argument
@click.option(
    "--html",
    type=click.Path(allow_dash=True, path_type=Path),
    metavar="FILE|DIR|-",
    help="The class report; a folder gets everyone's feedback page, too; '-' prints it.",
)
@click.option(
    "--csv",
    type=TO_WRITE_OR_PRINT,
    metavar="FILE|-",
    help="Marks as a table for a spreadsheet; '-' prints it.",
)
@click.option(
    "--json",
    type=TO_WRITE_OR_PRINT,
    metavar="FILE|-",
    help="Marks for programs; '-' prints them.",
)
@click.option(
    "--junit",
    type=TO_WRITE_OR_PRINT,
    metavar="FILE|-",
    help="Properties as JUnit XML, for a CI server.",
)
@click.option(
    "--markdown",
    type=click.Path(allow_dash=True, path_type=Path),
    metavar="FILE|DIR|-",
    help="Everyone's feedback as Markdown: in one FILE.md, or a page each in DIR; '-' prints it.",
)
@click.option("--gradescope", type=FOLDER, metavar="DIR", help="A results.json for everyone.")
@click.option(
    "--visibility",
    type=click.Choice(["visible", "after_due_date", "after_published", "hidden"]),
    default="after_published",
    show_default=True,
    help="When Gradescope shows students their results.",
)
@click.option(
    "--moodle", type=EXPORT, metavar="FILE", help="Fill in this grading worksheet of Moodle."
)
@click.option(
    "--canvas", type=EXPORT, metavar="FILE", help="Fill in this exported gradebook of Canvas."
)
@click.option(
    "--canvas-column",
    metavar="NAME",
    help="The assignment. Default: the one that is called like the sheet.",
)
@click.option(
    "--keep-words",
    is_flag=True,
    help="Leave a grade on the platform that is no plain number: 'absent', 'B+', '85%', '1,234.5'.",
)
@click.option(
    "--out",
    type=TO_WRITE,
    metavar="FILE",
    help="What --moodle or --canvas writes. Default: FILE with -graded in its name.",
)
@click.option(
    "--rubric-csv",
    type=TO_WRITE,
    metavar="FILE",
    help="Written answers, to be marked; see 'grader rubric import'.",
)
@lang_option
@sheet_option
def report(
    gradebook: Path | None,
    visibility: str,
    canvas_column: str | None,
    keep_words: bool,
    out: Path | None,
    lang: str | None,
    sheet: str | None,
    **asked: Path | None,
) -> None:
    """
    Show the marks of a class, or write them in other forms.

    GRADEBOOK is a file, or the folder that 'grader grade' wrote. Default: grades/gradebook.db, or
    gradebook.db in this folder. Marks are those of the latest run. What students are told is in
    the language of --lang, the rest is English.
    """
    if out is not None and (asked["moodle"] is None) == (asked["canvas"] is None):
        raise click.UsageError("--out goes with one of --moodle and --canvas.")
    from grader.gradebook import open_book
    from grader.report import export

    places = {form: place for form, place in asked.items() if place is not None}
    printed = Path("-") in places.values()
    with open_book(find_book(gradebook)) as book:
        results, spoken = book.results(), _language(lang, book, sheet)
        forms: dict[str, Callable[[ClassResults, Path], Iterator[str]]] = {
            "html": partial(export.html, words=spoken),
            "csv": export.csv,
            "json": export.json,
            "junit": export.junit,
            "markdown": partial(export.markdown, words=spoken),
            "gradescope": partial(export.gradescope, visibility=visibility, words=spoken),
            "moodle": partial(export.moodle, out=out, words=spoken, keep_words=keep_words),
            "canvas": partial(export.canvas, out=out, column=canvas_column, keep_words=keep_words),
            "rubric_csv": export.rubric,
        }
        for form, place in places.items():
            for sentence in forms[form](results, place):
                click.echo(sentence, err=printed)
        if not places:
            _show(results)


def _language(lang: str | None, book: "Gradebook", sheet: str | None) -> "Language":
    """
    The language, with the sheet's own catalogue where the sheet is there.

    ``sheet`` says where it is, if not where it was when the class was graded.
    """
    from grader.errors import GraderError
    from grader.language import words
    from grader.sheets.sheet import load_sheet
    from grader.sheets.spoken import spoken_words

    if sheet is not None:
        return spoken_words(lang, load_sheet(sheet))
    spoken = words(lang)
    if spoken.language == LANGUAGES[0]:
        return spoken
    try:
        loaded = load_sheet(book.run().source or None)
    except GraderError:
        return spoken
    return spoken_words(lang, loaded)


def _show(results: ClassResults) -> None:
    from rich.console import Console

    from grader.report.classes.terminal import render_class

    console = Console(highlight=False)
    for part in render_class(results):
        console.print(part, soft_wrap=True)
