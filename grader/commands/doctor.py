"""``grader doctor``: what the isolation of this machine is worth, tried and shown."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.audit.doctor.findings import Diagnosis
from grader.commands.options import isolation_option, sheet_option
from grader.commands.output import file_option, put

if TYPE_CHECKING:
    from grader.audit.doctor.packages import PackageTrial

__all__ = ["doctor"]

KEEPS, FALLS_SHORT = 0, 1


@click.command()
@isolation_option("What to try. Default: the strongest that holds.")
@file_option("json", "Write what was found as JSON, too")
@sheet_option
def doctor(isolation: str | None, json_file: Path | None, sheet: str | None) -> None:
    """
    Try out how well this machine fences submissions in.

    With --sheet, or where a grader.toml names a sheet, what that sheet lets submissions import is
    tried as well, in every isolation that there is.

    Exit status: 0 where the isolation asked for keeps what it promises and every package can be
    imported, 1 where not.
    """
    from grader.audit.doctor.diagnose import diagnose

    trials = _trials(sheet)
    diagnosis = diagnose(isolation)
    if not put(json.dumps(_plain(diagnosis, trials), indent=2) + "\n", json_file):
        _show(diagnosis)
        _show_packages(trials)
    usable = not any(trial.failure for trial in trials)
    sys.exit(KEEPS if diagnosis.holds and usable else FALLS_SHORT)


def _trials(sheet: str | None) -> "tuple[PackageTrial, ...]":
    """What became of the packages of the sheet that is named; nothing where none is."""
    from grader.sheets.named_sheet import named_sheet

    if sheet is None and named_sheet(Path.cwd()) is None:
        return ()
    from grader.audit.doctor.packages import package_trials
    from grader.sheets.settings import settings_of

    settings = settings_of(sheet)
    return package_trials(settings.packages, settings.limits)


def _plain(diagnosis: Diagnosis, trials: "Sequence[PackageTrial]") -> dict[str, object]:
    said = {**asdict(diagnosis), "holds": diagnosis.holds, "guarantee": diagnosis.guarantee}
    return {**said, **({"packages": [asdict(trial) for trial in trials]} if trials else {})}


def _show_packages(trials: "Sequence[PackageTrial]") -> None:
    """A line for each package, with its time or its failure in each isolation."""
    from rich.console import Console

    console = Console(highlight=False)
    for package in dict.fromkeys(trial.package for trial in trials):
        own = [trial for trial in trials if trial.package == package]
        console.print(f"\n{package} {own[0].version}".rstrip(), markup=False)
        for trial in own:
            found = trial.failure or f"imported in {trial.seconds:.2f} s{_used(trial)}"
            console.print(f"  {trial.tier}: {found}", markup=False, soft_wrap=True)
    if trials:
        console.print("\na process with all of them")
        for tier, seconds in {trial.tier: trial.start_seconds for trial in trials}.items():
            console.print(f"  {tier}: there in {seconds:.2f} s", markup=False)


def _used(trial: "PackageTrial") -> str:
    if trial.use_seconds is None or trial.again_seconds is None:
        return ""
    return f", used in {trial.use_seconds:.2f} s, and once more in {trial.again_seconds:.3f} s"


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
