"""
A gradebook's file: found, made, or refused with a sentence.

It holds marks, submissions and a private corpus, so it is its owner's alone to read.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from grader.errors import GraderError
from grader.files import GRADEBOOK
from grader.gradebook.schema import APPLICATION, VERSION, create, stamp

__all__ = ["FILE_NAME", "BadGradebook", "file_of", "opened", "spoken"]

FILE_NAME = GRADEBOOK
PATIENCE_SECONDS = 30.0  # for another process that is just writing


class BadGradebook(GraderError):
    """The file is no gradebook, not one that can be read, or not one to be written now."""

    def __init__(self, file: Path, found: str, advice: str) -> None:
        super().__init__(f"the gradebook {file} {found}. {advice}")


def file_of(place: Path) -> Path:
    """The gradebook that is meant by a file or by the folder of a class."""
    return place / FILE_NAME if place.is_dir() else place


def opened(file: Path, *, new: bool = False) -> sqlite3.Connection:
    """
    A connection to the gradebook in ``file``; with ``new`` it is made where there is none.

    Raises BadGradebook.
    """
    if new:
        with contextlib.suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if not file.is_file():
        raise BadGradebook(file, "does not exist", "Make one with 'grader grade', or name another.")
    with spoken(file):
        return _checked(file, new=new)


def _checked(file: Path, *, new: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=PATIENCE_SECONDS, isolation_level=None)
    try:
        if new:
            create(connection)
        _assert_ours(connection, file)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _assert_ours(connection: sqlite3.Connection, file: Path) -> None:
    application, version = stamp(connection)
    if application != APPLICATION:
        raise BadGradebook(file, "is another program's database", "Name another file.")
    if version > VERSION:
        found = f"was written by a newer grader (its format is {version}, ours {VERSION})"
        raise BadGradebook(file, found, "Update the grader: pip install -U grader")
    (health,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if health != "ok":
        raise BadGradebook(file, f"is damaged ({health})", "Take it from a backup.")


@contextlib.contextmanager
def spoken(file: Path) -> Iterator[None]:
    """Within it, what SQLite says against the file becomes a sentence."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a mistake of ours, not of the file
    except sqlite3.DatabaseError as error:
        raise BadGradebook(file, f"cannot be used ({error})", _advice(error)) from error


def _advice(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_NOTADB"):
        return "It is no gradebook. Name another file."
    if name.startswith("SQLITE_CORRUPT"):
        return "It is damaged. Take it from a backup."
    if name.startswith("SQLITE_FULL"):
        return "Make room on the disk, then run this again: what was stored is kept."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "Another grader is writing to it. Wait for that one to end."
    return "Check its permissions and those of its folder."
