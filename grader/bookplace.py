"""Which gradebook is meant: the one that is named, or the one that lies where it is looked for."""

from pathlib import Path

import click

from grader.errors import GraderError

__all__ = ["find_book", "gradebook_argument"]

LOOKED_FOR = (Path("grades") / "gradebook.db", Path("gradebook.db"))

gradebook_argument = click.argument(
    "gradebook", required=False, type=click.Path(path_type=Path), metavar="[GRADEBOOK]"
)


def find_book(named: Path | None) -> Path:
    """
    The gradebook's file.

    ``named`` is a file, or the folder that 'grader grade' wrote.  Raises GraderError where none is
    named and none lies in ``grades`` or in the current folder.
    """
    if named is not None:
        return named
    for place in LOOKED_FOR:
        if place.is_file():
            return place
    raise GraderError(
        "there is no grades/gradebook.db and no gradebook.db here. Name the gradebook, or the "
        "folder that 'grader grade --out' was given."
    )
