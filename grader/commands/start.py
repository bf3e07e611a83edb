"""``grader start``: a submission to begin with."""

from pathlib import Path

import click

from grader.commands.options import sheet_option

__all__ = ["start"]


@click.command()
@click.argument("place", metavar="[DIR|FILE]", default=".", type=click.Path(path_type=Path))
@click.option("--notebook", is_flag=True, help="A Jupyter notebook instead: submission.ipynb.")
@sheet_option
def start(place: Path, notebook: bool, sheet: str | None) -> None:
    """Write a submission to fill in, with every function of the sheet, into DIR or as FILE."""
    from grader.sheets.sheet import load_sheet
    from grader.sheets.starter import write_starter

    file = write_starter(load_sheet(sheet), place, notebook=notebook)
    if file.suffix == ".ipynb":
        click.echo(
            f"Wrote {file}. Open it in Jupyter, fill it in, and run the check below a question."
        )
    else:
        click.echo(f"Wrote {file}. Fill it in, then run: grader check {file}")
