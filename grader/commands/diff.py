"""``grader diff``: whose marks are others in another run, and why."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.output import file_option, put
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.class_results import ClassResults
    from grader.gradebook.diff import Change

__all__ = ["diff"]

SAME, DIFFERENT = 0, 1


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--last", is_flag=True, help="Compare the last two runs of the gradebook.")
@click.option(
    "--gradebook",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Where OLD and NEW are numbers of runs. Default: grades.",
)
@file_option("json", "Write the changes as JSON, too")
def diff(
    old: str | None, new: str | None, last: bool, gradebook: Path | None, json_file: Path | None
) -> None:
    """
    List whose marks changed from OLD to NEW, and by which property.

    Each is a gradebook or its folder, of which the latest run is taken, or the number of a run.

    Exit status: 0 where all marks are the same, 1 where some are not.
    """
    from grader.gradebook.diff import changes

    old, new = _named(old, new, gradebook, last=last)
    before, after = _results(old, gradebook), _results(new, gradebook)
    changed = list(changes(before, after))
    if not put(_json(changed), json_file):
        for line in _lines(changed, before, after):
            click.echo(line)
    sys.exit(DIFFERENT if changed else SAME)


def _named(
    old: str | None, new: str | None, gradebook: Path | None, *, last: bool
) -> tuple[str, str]:
    """The two that are compared."""
    if old is not None and new is not None and not last:
        return old, new
    if not last or old is not None:
        raise click.UsageError("name OLD and NEW, or say --last for the last two runs.")
    from grader.commands.options import find_book
    from grader.gradebook import open_book

    with open_book(find_book(gradebook)) as book:
        runs = [run.number for run in book.runs()][-2:]
    if len(runs) < 2:
        raise GraderError("there are no two runs in this gradebook yet: nothing to compare.")
    return str(runs[0]), str(runs[1])


def _json(changed: "list[Change]") -> str:
    return json.dumps([asdict(change) for change in changed], indent=2) + "\n"


def _results(said: str, gradebook: Path | None) -> "ClassResults":
    """The results of the run with that number, else of the latest in the gradebook named."""
    from grader.commands.options import find_book
    from grader.gradebook import open_book

    number = int(said) if said.isascii() and said.isdigit() else None
    with open_book(find_book(gradebook) if number is not None else Path(said)) as book:
        return book.results(number)


def _lines(changed: "list[Change]", old: "ClassResults", new: "ClassResults") -> Iterator[str]:
    for what in ("corpus", "isolation", "environment"):
        was, now = getattr(old, what), getattr(new, what)
        if was != now:
            yield f"{what}: {_short(was, now)} → {_short(now, was)}"
    for change in changed:
        person = " ".join(filter(None, [change.folder, change.id, change.name]))
        again = " (handed in anew)" if change.resubmitted else ""
        yield f"{person}: {change.before} → {change.after}{again}"
        for turn in change.turns:
            yield f"  {turn.question} {turn.property}: {turn.before} → {turn.after}"
            yield f"    {turn.law}"
    people = len({*(row.folder for row in old.rows), *(row.folder for row in new.rows)})
    yield f"{len(changed)} of {people} changed."


def _short(one: str | dict[str, str], other: str | dict[str, str]) -> str:
    """A digest by its beginning, of versions those that are different."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = [name for name in one if one[name] != other.get(name)]
        return ", ".join(f"{name} {one[name]}" for name in names) or "none"
    return str(one)[:12]
