"""``grader audit``: whether a sheet's properties find what they should, and nothing else."""

import os
import sys
from pathlib import Path

import click

from grader.commands.options import GivenFile, one_sheet, only_option, sheet_option
from grader.commands.output import file_option, put
from grader.errors import GraderError

__all__ = ["audit"]

HOLDS, DOES_NOT_HOLD = 0, 1


@click.command()
@click.argument("named", metavar="[SHEET]", required=False)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    help="How many subjects are tried at the same time.",
)
@click.option(
    "--corpus",
    type=GivenFile(),
    help="The examples to try with. Default: the public corpus of the sheet.",
)
@click.option(
    "--power",
    is_flag=True,
    help="Tell by kind of wrong answer what the examples catch: right solutions changed in a line, "
    "pairs of mistakes, functions that are wrong where something is special. Takes minutes.",
)
@only_option
@file_option("json", "Write the whole matrix as JSON, too")
@sheet_option
def audit(
    named: str | None,
    jobs: int,
    corpus: Path | None,
    power: bool,
    only: tuple[str, ...],
    json_file: Path | None,
    sheet: str | None,
) -> None:
    """
    Try the properties of SHEET, or that of --sheet, on mistakes, mutants and right solutions.

    Exit status: 0 where every mistake and every mutant is caught and no right solution loses a
    mark, 1 where not. Needs the 'audit' extra.
    """
    try:
        from grader.audit.audit import audit as conduct
    except ModuleNotFoundError as missing:
        raise GraderError(
            f"an audit needs {missing.name}. Install it with: pip install 'grader[audit]'"
        ) from None
    from rich.console import Console

    from grader.audit.reports import audit_json, audit_text
    from grader.commands.output import progress

    with progress() as tell:
        found = conduct(
            one_sheet(named, sheet),
            corpus=corpus,
            only=only,
            jobs=jobs,
            progress=tell,
            power=power,
        )
    if not put(audit_json(found) if json_file else "", json_file):
        console = Console(highlight=False)
        for part in audit_text(found):
            console.print(part, soft_wrap=True)
    sys.exit(HOLDS if found.holds else DOES_NOT_HOLD)
