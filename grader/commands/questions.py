"""``grader questions``: the sheet, as students read it."""

import click

from grader.options import only_option, sheet_option

__all__ = ["questions"]


@click.command()
@only_option
@sheet_option
def questions(only: tuple[str, ...], sheet: str | None) -> None:
    """Print the sheet's questions: texts, functions and points."""
    from grader.output import show_questions
    from grader.sheet import choose, load_sheet

    loaded = load_sheet(sheet)
    show_questions(loaded, choose(loaded, only))
