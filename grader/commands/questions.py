"""``grader questions``: the sheet, as students read it."""

from pathlib import Path

import click

from grader.commands.options import lang_option, only_option, sheet_option
from grader.commands.output import file_option, put

__all__ = ["questions"]


@click.command()
@only_option
@lang_option
@file_option("json", "Write the questions as JSON, too")
@file_option("markdown", "Write the questions as Markdown, too")
@sheet_option
def questions(
    only: tuple[str, ...],
    lang: str | None,
    json_file: Path | None,
    markdown_file: Path | None,
    sheet: str | None,
) -> None:
    """Print the sheet's questions: texts, functions and points."""
    from grader.commands.terminal import show_questions
    from grader.report.student.question import questions_json, questions_markdown
    from grader.sheets.sheet import choose, load_sheet
    from grader.sheets.spoken import spoken_words

    loaded = load_sheet(sheet)
    chosen, spoken = choose(loaded, only), spoken_words(lang, loaded)
    printed = put(questions_json(loaded, chosen, spoken), json_file)
    printed |= put(questions_markdown(loaded, chosen, spoken), markdown_file)
    if not printed:
        show_questions(loaded, chosen, spoken)
