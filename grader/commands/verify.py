"""``grader verify``: whether a printed solution sheet is right."""

import sys

import click

__all__ = ["verify"]

ALL_STAND, SOME_FAIL = 0, 1


@click.command()
@click.argument("sheet", required=False)
@click.option("--json", "form", flag_value="json", help="Print JSON instead of the table.")
@click.option("--markdown", "form", flag_value="markdown", help="Print Markdown instead.")
def verify(sheet: str | None, form: str | None) -> None:
    """
    Check what the printed solutions of SHEET claim, by computing.

    The claims stand in the sheet's claims.toml; docs/verify.md tells how to write them. Exit
    status: 0 where none fails, 1 where one does.
    """
    from rich.console import Console

    from grader.audit.verify import reports
    from grader.audit.verify.verify import any_fails
    from grader.audit.verify.verify import verify as check
    from grader.commands.terminal import progress
    from grader.sheets.sheet import load_sheet

    loaded = load_sheet(sheet)
    with progress() as tell:
        verified = check(loaded, tell)
    if form == "json":
        click.echo(reports.verify_json(loaded.name, verified), nl=False)
    elif form == "markdown":
        click.echo(reports.verify_markdown(loaded.title, verified), nl=False)
    else:
        console = Console(highlight=False)
        for part in reports.verify_text(verified):
            console.print(part, soft_wrap=True)
    sys.exit(SOME_FAIL if any_fails(verified) else ALL_STAND)
