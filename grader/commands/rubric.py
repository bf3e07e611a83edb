"""``grader rubric``: the marks that a person gives for written answers."""

from pathlib import Path

import click

from grader.commands.options import GivenFile, find_book, gradebook_argument
from grader.text import clean

__all__ = ["rubric"]


@click.group()
def rubric() -> None:
    """Mark written answers by hand."""


@rubric.command("import", short_help="Take in the marks that were filled into CSV.")
@click.argument("table", metavar="CSV", type=GivenFile())
@gradebook_argument
def import_(table: Path, gradebook: Path | None) -> None:
    """
    Take in the marks that were filled into CSV, the table of 'grader report --rubric-csv'.

    All of them are taken, or none where one is not right. GRADEBOOK is a file, or the folder that
    'grader grade' wrote. Default: grades/gradebook.db, or gradebook.db in this folder.
    """
    from grader.gradebook import open_book
    from grader.report.export import write_all
    from grader.report.platforms.rubric_import import read_marks, read_table_text

    with open_book(find_book(gradebook)) as book:
        text, doubt = read_table_text(table)
        marks = read_marks(text, book.results(), str(table))
        book.add_rubric(marks)
        if doubt:
            click.echo(f"{clean(str(table))} {doubt}")
        click.echo(_taken(sum(map(len, marks.values())), len(marks), book.file))
        if (book.file.parent / "marks.json").is_file():
            write_all(book.results(), book.file.parent)
            click.echo(f"Wrote the reports in {book.file.parent} again.")


def _taken(marks: int, students: int, file: Path) -> str:
    if not marks:
        return "Took no mark: all of them were known."
    counted = "1 mark" if marks == 1 else f"{marks} marks"
    people = "1 student" if students == 1 else f"{students} students"
    return f"Took {counted} for {people} into {file}."
