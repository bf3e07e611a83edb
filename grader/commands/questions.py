"""``grader questions``: the sheet, as students read it."""

import click

from grader.commands.options import lang_option, only_option, sheet_option

__all__ = ["questions"]


@click.command()
@only_option
@lang_option
@sheet_option
def questions(only: tuple[str, ...], lang: str | None, sheet: str | None) -> None:
    """Print the sheet's questions: texts, functions and points."""
    from grader.commands.terminal import show_questions
    from grader.language import words
    from grader.sheets.sheet import choose, load_sheet

    loaded = load_sheet(sheet)
    show_questions(loaded, choose(loaded, only), words(lang, loaded.folder))
