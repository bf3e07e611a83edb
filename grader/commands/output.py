"""Where a command's result goes: a file that was named, or standard output for ``-``."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from grader.errors import GraderError
from grader.files import write_file

__all__ = ["file_option", "put"]

PRINTED = "-"
Command = TypeVar("Command", bound=Callable[..., object])


def file_option(name: str, what: str) -> Callable[[Command], Command]:
    """
    An option ``--name FILE|-`` that means the same in every command that has it.

    The command gets it as ``name_file``.
    """
    return click.option(
        f"--{name}",
        f"{name}_file",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        metavar="FILE|-",
        help=f"{what}; '-' prints it instead of the usual text.",
    )


def put(text: str, file: Path | None) -> bool:
    """
    Write ``text`` to a file, or print it for '-'; whether it was printed.

    Nothing is done without a file.  Raises GraderError where it cannot be written.
    """
    if file is None:
        return False
    if str(file) == PRINTED:
        click.echo(text, nl=False)
        return True
    if not file.parent.is_dir():
        raise GraderError(f"cannot write {file} (there is no folder {file.parent}). Name another.")
    write_file(file, [text])
    return False
