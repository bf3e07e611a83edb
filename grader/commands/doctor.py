"""``grader doctor``: what the isolation of this machine is worth, tried and shown."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from grader.commands.options import isolation_option
from grader.commands.output import file_option, put
from grader.doctor.findings import Diagnosis

__all__ = ["doctor"]

KEEPS, FALLS_SHORT = 0, 1


@click.command()
@isolation_option("What to try. Default: the strongest that holds.")
@file_option("json", "Write what was found as JSON, too")
def doctor(isolation: str | None, json_file: Path | None) -> None:
    """
    Try out how well this machine fences submissions in.

    Exit status: 0 where the isolation asked for keeps what it promises, 1 where it does not.
    """
    from grader.doctor.diagnose import diagnose

    diagnosis = diagnose(isolation)
    if not put(json.dumps(_plain(diagnosis), indent=2) + "\n", json_file):
        _show(diagnosis)
    sys.exit(KEEPS if diagnosis.holds else FALLS_SHORT)


def _plain(diagnosis: Diagnosis) -> dict[str, object]:
    return {**asdict(diagnosis), "holds": diagnosis.holds, "guarantee": diagnosis.guarantee}


def _show(diagnosis: Diagnosis) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table("", "tried", "promised by", "found", box=None, pad_edge=False)
    for finding in diagnosis.findings:
        mark = "[green]✓[/]" if finding.as_promised else "[bold red]✗[/]"
        table.add_row(mark, finding.what, finding.since, finding.found)
    if diagnosis.findings:
        console.print(table)
    console.print(f"\n[bold]{diagnosis.tier}[/]: {diagnosis.guarantee}")
    if diagnosis.best != diagnosis.tier:
        console.print(f"The strongest that starts on this machine is {diagnosis.best!r}.")
    for advice in diagnosis.advice:
        console.print(f"To raise it: {advice}")
