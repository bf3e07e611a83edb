"""``grader start``: a submission to begin with."""

import shlex
from pathlib import Path

import click

from grader.commands.options import lang_option, sheet_option

__all__ = ["start"]


@click.command()
@click.argument("place", metavar="[DIR|FILE]", default=".", type=click.Path(path_type=Path))
@click.option("--notebook", is_flag=True, help="A Jupyter notebook instead: submission.ipynb.")
@lang_option
@sheet_option
def start(place: Path, notebook: bool, lang: str | None, sheet: str | None) -> None:
    """Write a submission to fill in, with every function of the sheet, into DIR or as FILE."""
    from grader.sheets.sheet import load_sheet
    from grader.sheets.spoken import spoken_words
    from grader.sheets.starter import write_starter

    loaded = load_sheet(sheet)
    spoken = spoken_words(lang, loaded)
    file = write_starter(loaded, place, spoken, notebook=notebook)
    if file.suffix == ".ipynb":
        said = spoken.say(
            "Wrote {file}. Open it in Jupyter, fill it in, and run the check below a question.",
            file=file,
        )
    else:
        command = f"grader check {shlex.quote(str(file))}{loaded.option}"
        said = spoken.say(
            "Wrote {file}. Fill it in, then run: {command}", file=file, command=command
        )
    click.echo(said)
