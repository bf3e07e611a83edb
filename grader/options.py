"""Options that several commands share, so that they read the same everywhere."""

import click

from grader.language import LANGUAGES

__all__ = ["lang_option", "only_option", "sheet_option"]

sheet_option = click.option(
    "--sheet", metavar="NAME|PATH", help="A registered sheet, a package, or its folder."
)
only_option = click.option(
    "--only", multiple=True, metavar="QUESTION", help="Just this question; may be repeated."
)
lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="Language of what is shown. Default: that of LANGUAGE or LANG, else English.",
)
