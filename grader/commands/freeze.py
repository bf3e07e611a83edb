"""``grader freeze``: the examples that submissions are marked on, recorded."""

from pathlib import Path

import click

from grader.options import sheet_option

__all__ = ["freeze"]


@click.command()
@click.option(
    "--seed-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Draw a private corpus from the bytes of this file.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it. Default: the public corpus, in the sheet's folder.",
)
@sheet_option
def freeze(seed_file: Path | None, out: Path | None, sheet: str | None) -> None:
    """Record the examples that submissions are marked on."""
    from grader.corpus import FILE_NAME
    from grader.freeze import PUBLIC_SEED
    from grader.freeze import freeze as record
    from grader.output import progress
    from grader.sheet import load_sheet

    if seed_file is not None and out is None:
        raise click.UsageError("a private corpus must not replace the public one: say --out FILE.")
    loaded = load_sheet(sheet)
    file = out or loaded.folder / FILE_NAME
    with progress() as tell:
        seed = seed_file.read_bytes() if seed_file is not None else PUBLIC_SEED
        digest = record(loaded, file, seed, tell)
    click.echo(f"Wrote {file}, digest {digest}.")
