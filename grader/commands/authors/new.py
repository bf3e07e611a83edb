"""``grader new``: a sheet to begin with."""

import shlex
from pathlib import Path

import click

__all__ = ["new"]


def _template(_: click.Context, __: click.Parameter, value: str) -> str:
    """A template by its name; those that there are lie in the package."""
    from grader.sheets.new_sheet.write import template_names
    from grader.text import nearest

    known = template_names()
    if value not in known:
        near = nearest(value, frozenset(known))
        hint = f"did you mean {near}? " if near else ""
        raise click.BadParameter(f"{value!r}: {hint}Choose from: {', '.join(known)}.")
    return value


@click.command()
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "template",
    callback=_template,
    default="function",
    show_default=True,
    metavar="TEMPLATE",
    help="What its question is about: choice, class, data, function, statistics or symbolic.",
)
def new(folder: Path, template: str) -> None:
    """
    Write a sheet of one question that runs, into a folder NAME that is not there yet.

    It can be tried, frozen, audited and handed to students as it is: change it from there.
    """
    from grader.sheets.new_sheet.write import write_sheet

    for file in write_sheet(folder, template):
        click.echo(f"Wrote {file}")
    click.echo(f"Next: grader try --sheet {shlex.quote(str(folder))}")
