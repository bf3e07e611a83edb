"""``grader verify``: whether a printed solution sheet is right."""

import sys
from pathlib import Path

import click

from grader.commands.options import one_sheet, sheet_option
from grader.commands.output import file_option, put

__all__ = ["verify"]

ALL_STAND, SOME_FAIL = 0, 1


@click.command()
@click.argument("named", metavar="[SHEET]", required=False)
@file_option("json", "Write what was found as JSON, too")
@file_option("markdown", "Write what was found as Markdown, too")
@sheet_option
def verify(
    named: str | None, json_file: Path | None, markdown_file: Path | None, sheet: str | None
) -> None:
    """
    Check what the printed solutions of SHEET, or that of --sheet, claim, by computing.

    The claims stand in the sheet's claims.toml; docs/verify.md tells how to write them. Exit
    status: 0 where none fails, 1 where one does.
    """
    from rich.console import Console

    from grader.audit.verify import reports
    from grader.audit.verify.verify import any_fails
    from grader.audit.verify.verify import verify as check
    from grader.commands.output import progress
    from grader.sheets.sheet import load_sheet

    loaded = load_sheet(one_sheet(named, sheet))
    with progress() as tell:
        verified = check(loaded, tell)
    printed = put(reports.verify_json(loaded.name, verified), json_file)
    printed |= put(reports.verify_markdown(loaded.title, verified), markdown_file)
    if not printed:
        console = Console(highlight=False)
        for part in reports.verify_text(verified):
            console.print(part, soft_wrap=True)
    sys.exit(SOME_FAIL if any_fails(verified) else ALL_STAND)
