"""``grader explain``: a question in full, for who does not know how to begin."""

import click

from grader.commands.options import QuestionId, lang_option, sheet_option

__all__ = ["explain"]


@click.command()
@click.argument("question", type=QuestionId())
@lang_option
@sheet_option
def explain(question: str, lang: str | None, sheet: str | None) -> None:
    """
    Print QUESTION, the laws that its functions must obey, and ideas to revise.

    QUESTION is an id, or one of the functions.

    It tells what will be looked at and never an answer.
    """
    from grader.commands.terminal import show_explained
    from grader.sheets.ideas import ideas
    from grader.sheets.sheet import choose, load_sheet
    from grader.sheets.spoken import spoken_words

    loaded = load_sheet(sheet)
    spoken = spoken_words(lang, loaded)
    for chosen in choose(loaded, [question]):
        show_explained(loaded, chosen, ideas(loaded, chosen.id, spoken.language), spoken)
