"""``grader doctor``: what the isolation of this machine is worth, tried and shown."""

import json
import sys
from dataclasses import asdict

import click

from grader.commands.options import isolation_option
from grader.doctor.findings import Diagnosis

__all__ = ["doctor"]

KEEPS, FALLS_SHORT = 0, 1


@click.command()
@isolation_option("What to try. Default: the strongest that holds.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the table.")
def doctor(isolation: str | None, as_json: bool) -> None:
    """
    Try out how well this machine fences submissions in.

    Exit status: 0 where the isolation asked for keeps what it promises, 1 where it does not.
    """
    from grader.doctor.diagnose import diagnose

    diagnosis = diagnose(isolation)
    if as_json:
        click.echo(json.dumps(_plain(diagnosis), indent=2))
    else:
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
