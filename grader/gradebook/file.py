"""
A gradebook's file: found, made, or refused with a sentence.

It holds marks, submissions and a private corpus, so it is its owner's alone to read.  Where it
cannot be written, on a read-only mount or in an archive, it can still be read: SQLite is told that
nothing will change, or, where a run that was killed left part of it beside it, works on a copy.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.errors import GraderError
from grader.files import GRADEBOOK
from grader.gradebook.schema import APPLICATION, VERSION, create, stamp

__all__ = ["FILE_NAME", "BadGradebook", "file_of", "opened", "spoken"]

FILE_NAME = GRADEBOOK
PERMISSIONS = "Check its permissions and those of its folder."
PATIENCE_SECONDS = 30.0  # for another process that is just writing


class BadGradebook(GraderError):
    """The file is no gradebook, not one that can be read, or not one to be written now."""

    def __init__(self, file: Path, found: str, advice: str) -> None:
        super().__init__(f"the gradebook {file} {found}. {advice}")


def file_of(place: Path) -> Path:
    """The gradebook that is meant by a file or by the folder of a class."""
    return place / FILE_NAME if os.path.isdir(place) else place  # noqa: PTH112 - may not raise


def opened(file: Path, *, new: bool = False) -> sqlite3.Connection:
    """
    A connection to the gradebook in ``file``; with ``new`` it is made where there is none.

    Raises BadGradebook.
    """
    if new:
        with contextlib.suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with spoken(file), contextlib.suppress(FileNotFoundError, NotADirectoryError):
        file.lstat()  # a folder that may not be entered hides what is in it
    if not os.path.lexists(file):
        raise BadGradebook(file, "does not exist", "Make one with 'grader grade', or name another.")
    if file.is_dir():
        raise BadGradebook(file, "is a folder", "Name the gradebook in it.")
    with spoken(file):
        if not new and not _may_be_written(file):
            return _read_only(file)
        return _checked(file, new=new)


def _may_be_written(file: Path) -> bool:
    """Whether SQLite could write into the file and beside it; who we act for counts."""
    effective = os.access in os.supports_effective_ids
    places = (file, file.absolute().parent)
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in places)


def _read_only(file: Path) -> sqlite3.Connection:
    """A connection that only reads; of a copy where some of it is still in the log beside it."""
    log = file.with_name(f"{file.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return _asserted(_connected(file), file)
    with tempfile.TemporaryDirectory(prefix="grader-") as place:
        copy = Path(place) / FILE_NAME
        shutil.copyfile(file, copy)
        shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
        with contextlib.closing(sqlite3.connect(copy)) as whole:
            memory = sqlite3.connect(":memory:", isolation_level=None)
            whole.backup(memory)
    return _asserted(memory, file)


def _connected(file: Path) -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None)


def _asserted(connection: sqlite3.Connection, file: Path) -> sqlite3.Connection:
    try:
        _assert_ours(connection, file)
    except BaseException:
        connection.close()
        raise
    connection.execute("PRAGMA query_only = ON")
    return connection


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
        raise BadGradebook(file, found, "Open it with that grader.")
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
        raise BadGradebook(file, f"cannot be used ({error})", _advice(error, file)) from error
    except OSError as error:
        found = f"cannot be read ({error.strerror})"
        raise BadGradebook(file, found, _left_beside(file) or PERMISSIONS) from error


def _advice(error: sqlite3.Error, file: Path) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_NOTADB"):
        return "It is no gradebook. Name another file."
    if name.startswith("SQLITE_CORRUPT"):
        return "It is damaged. Take it from a backup."
    if name.startswith("SQLITE_FULL"):
        return "Make room on the disk, then run this again: what was stored is kept."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "Another grader is writing to it. Wait for that one to end."
    if left := _left_beside(file):
        return left
    if name.startswith("SQLITE_READONLY"):
        return "It can be read here and not written. Copy it to where you may write."
    return PERMISSIONS


def _left_beside(file: Path) -> str:
    """That a run of somebody else left files of its own there; empty where none is in the way."""
    effective = os.access in os.supports_effective_ids
    beside = [file.with_name(file.name + end) for end in ("-wal", "-shm")]
    mode = os.R_OK | os.W_OK
    left = [
        b
        for b in beside
        if os.path.exists(b)  # noqa: PTH110 - may not raise
        and not os.access(b, mode, effective_ids=effective)
    ]
    if not left:
        return ""
    return (
        f"A run of somebody else left {' and '.join(each.name for each in left)} beside it, "
        f"which you may not read and write. Let its owner run 'grader report' once, or give "
        f"yourself the right to."
    )
