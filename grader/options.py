"""Options that several commands share, so that they read the same everywhere."""

import click

__all__ = ["only_option", "sheet_option"]

sheet_option = click.option(
    "--sheet", metavar="NAME|PATH", help="A registered sheet, a package, or its folder."
)
only_option = click.option(
    "--only", multiple=True, metavar="QUESTION", help="Just this question; may be repeated."
)
