"""``grader start``: a submission to begin with."""

from pathlib import Path

import click

from grader.options import sheet_option

__all__ = ["start"]


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@sheet_option
def start(folder: Path, sheet: str | None) -> None:
    """Write a submission.py to fill in, with every function of the sheet, into DIR."""
    from grader.sheet import load_sheet
    from grader.starter import write_starter

    file = write_starter(load_sheet(sheet), folder)
    click.echo(f"Wrote {file}. Fill it in, then run: grader check {file}")
