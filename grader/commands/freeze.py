"""``grader freeze``: the examples that submissions are marked on, recorded."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.options import sheet_option
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.sheets.sheet import Sheet

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
@click.option(
    "--rare-mutants",
    is_flag=True,
    help="First find anew the rare mutants that the examples are chosen with. Takes minutes; needs "
    "the 'audit' extra.",
)
@click.option(
    "--answers-only",
    is_flag=True,
    help="Keep the public corpus, and record only anew what the model answers.",
)
@sheet_option
def freeze(
    seed_file: Path | None,
    out: Path | None,
    rare_mutants: bool,
    answers_only: bool,
    sheet: str | None,
) -> None:
    """Choose and record the examples that submissions are marked on."""
    from grader.commands.terminal import progress
    from grader.examine.recorded_answers import record_answers
    from grader.sheets.corpus import FILE_NAME, read_corpus
    from grader.sheets.record import PUBLIC_SEED
    from grader.sheets.record import freeze as record
    from grader.sheets.sheet import load_sheet

    if seed_file is not None and out is None:
        raise click.UsageError("a private corpus must not replace the public one: say --out FILE.")
    if answers_only and (seed_file is not None or out is not None or rare_mutants):
        raise click.UsageError(
            "--answers-only keeps the corpus: say no --seed-file, no --out and no --rare-mutants."
        )
    loaded = load_sheet(sheet)
    file = out or loaded.folder / FILE_NAME
    with progress() as tell:
        if rare_mutants:
            _list_rare_mutants(sheet, loaded, tell)
        if not answers_only:
            seed = seed_file.read_bytes() if seed_file is not None else PUBLIC_SEED
            record(loaded, file, seed, tell, jobs=os.cpu_count() or 1)
        corpus = read_corpus(file, loaded)
        if out is None:
            tell("what the model answers")
            record_answers(loaded, corpus)
    click.echo(f"{'Kept' if answers_only else 'Wrote'} {file}, digest {corpus.digest}.")


def _list_rare_mutants(name: str | None, sheet: "Sheet", tell: Callable[[str], None]) -> None:
    """List the rare mutants of the sheet's model and of its right solutions, beside its corpus."""
    from grader.sheets.choosing.wrong_answers import write_lines

    try:
        from grader.audit.rare import rare_lines
    except ModuleNotFoundError as missing:
        raise GraderError(
            f"finding mutants needs {missing.name}. Install it with: pip install 'grader[audit]'"
        ) from None
    write_lines(sheet, rare_lines(name, jobs=os.cpu_count() or 1, progress=tell))
