"""
What a command says to whoever waits for it, and where its result goes.

That is a file that was named, or standard output for ``-``.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from grader.errors import GraderError
from grader.files import write_file
from grader.language import ENGLISH, Language, Message

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["file_option", "progress", "put"]

PRINTED = "-"
TAKEN_FOR_A_TERMINAL = ("FORCE_COLOR", "TTY_COMPATIBLE")  # what rich takes one for that is none
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


@contextlib.contextmanager
def progress(spoken: Language = ENGLISH) -> Iterator[Callable[[Message | str], None]]:
    """A line on standard error that tells what is being done, where that is a terminal."""
    console = _terminal()
    if console is None:
        yield lambda _: None
        return
    from rich.text import Text

    def tell(what: Message | str) -> None:
        status.update(Text(spoken.say("Looking at {what}", what=spoken.translated(what))))

    with console.status(spoken.say("Starting")) as status:
        yield tell


def _terminal() -> "Console | None":
    """Standard error where that is a terminal; where it is none, rich need not be imported yet."""
    if not (sys.stderr.isatty() or any(name in os.environ for name in TAKEN_FOR_A_TERMINAL)):
        return None
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    return console if console.is_terminal else None
