"""``grader replay``: one mark, made again from what it depends on."""

import json
import sys
from pathlib import Path

import click

from grader.commands.options import sheet_option
from grader.commands.output import file_option, put

__all__ = ["replay"]

SAME, DIFFERENT = 0, 1
MOST_SHOWN = 20


@click.command()
@click.argument("result")
@click.option(
    "--gradebook",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Where it is stored. Default: grades.",
)
@file_option("json", "Write receipt and differences as JSON, too")
@sheet_option
def replay(result: str, gradebook: Path | None, json_file: Path | None, sheet: str | None) -> None:
    """
    Make RESULT again and say whether it is the same, byte for byte.

    RESULT is somebody's folder in the latest run, or the number of a result. Its receipt, what the
    mark was made from, is printed. The sheet has to be that of then.

    Exit status: 0 where it is the same, 1 where not.
    """
    from grader.commands.options import find_book
    from grader.commands.terminal import progress
    from grader.gradebook import open_book
    from grader.gradebook.remake import replay_report
    from grader.gradebook.replay import differences, receipt

    with open_book(find_book(gradebook)) as book:
        found = receipt(book, result)
        with progress() as tell:
            tell("the submission once more")
            text = replay_report(book, found, sheet)
    different = differences(found.known.text, text)
    same = text == found.known.text
    said = {"receipt": dict(found.lines()), "same": same, "differences": different}
    if not put(json.dumps(said, indent=2) + "\n", json_file):
        _show(found.lines(), different, same=same)
    sys.exit(SAME if same else DIFFERENT)


def _show(receipt: list[tuple[str, str]], different: list[str], *, same: bool) -> None:
    for word, said in receipt:
        click.echo(f"{word:<11}{said}")
    for line in different[:MOST_SHOWN]:
        click.echo(f"  {line}")
    if len(different) > MOST_SHOWN:
        click.echo(f"  and {len(different) - MOST_SHOWN} more")
    click.echo("Made again: the same, byte for byte." if same else "Made again: not the same.")
