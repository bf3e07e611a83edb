"""``grader diff``: whose marks are others in another run, and why."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.class_results import ClassResults
    from grader.gradebook.diff import Change

__all__ = ["diff"]

SAME, DIFFERENT = 0, 1


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--gradebook",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Where OLD and NEW are numbers of runs. Default: grades.",
)
def diff(old: str, new: str, gradebook: Path | None) -> None:
    """
    List whose marks changed from OLD to NEW, and by which property.

    Each is a gradebook or its folder, of which the latest run is taken, or the number of a run.

    Exit status: 0 where all marks are the same, 1 where some are not.
    """
    from grader.gradebook.diff import changes

    before, after = _results(old, gradebook), _results(new, gradebook)
    changed = list(changes(before, after))
    for line in _lines(changed, before, after):
        click.echo(line)
    sys.exit(DIFFERENT if changed else SAME)


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
    people = len({*(row.folder for row in old.rows), *(row.folder for row in new.rows)})
    yield f"{len(changed)} of {people} changed."


def _short(one: str | dict[str, str], other: str | dict[str, str]) -> str:
    """A digest by its beginning, of versions those that are different."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = [name for name in one if one[name] != other.get(name)]
        return ", ".join(f"{name} {one[name]}" for name in names) or "none"
    return str(one)[:12]
