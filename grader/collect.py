"""
From a name on the command line to a submission's bytes.

The file is opened once, by us, and only its bytes travel on.  A link, a pipe or a device
is not followed: what it leads to may not be the student's, or may never end.
"""

import os
import stat
from pathlib import Path

from grader.errors import UnreadableSubmission
from grader.model import Submission

__all__ = ["LARGEST", "read_submission"]

LARGEST = 1_000_000  # bytes
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_submission(file: Path) -> Submission:
    """
    The submission in ``file``.

    Raises UnreadableSubmission where that is not a regular Python file of reasonable size.
    """
    source = _read(file)
    if source.startswith(UTF16):
        raise _unreadable(file, "is UTF-16 text", "Save it as UTF-8.")
    if b"\0" in source:
        raise _unreadable(file, "is no text: it holds null bytes", "Name a Python file.")
    return Submission(file.name, source)


def _read(file: Path) -> bytes:
    if os.path.isdir(file):  # noqa: PTH112 - Path.is_dir raises where a folder may not be entered
        raise _unreadable(file, "is a folder", "Name the Python file in it.")
    if file.suffix == ".ipynb":
        raise _unreadable(
            file, "is a notebook", "Export it as Python: jupyter nbconvert --to script FILE."
        )
    try:
        descriptor = os.open(file, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK"))
    except (OSError, ValueError) as error:
        raise _not_opened(file, error) from None
    with os.fdopen(descriptor, "rb") as opened:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable(file, "is a pipe or a device", "Name a regular file.")
        source = opened.read(LARGEST + 1)  # the size alone is not to be trusted: see /proc
        if len(source) > LARGEST:
            size = max(status.st_size, len(source)) / 1e6
            found = f"has {size:.1f} MB, and a submission at most 1"
            raise _unreadable(file, found, "Is it the right file?")
        return source


def _not_opened(file: Path, error: Exception) -> UnreadableSubmission:
    if os.path.islink(file):  # noqa: PTH114
        return _unreadable(file, "is a symbolic link", "Name the file that it points to.")
    if isinstance(error, FileNotFoundError):
        return _unreadable(
            file, "does not exist", "Check the name, or begin one with 'grader start'."
        )
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return _unreadable(file, f"cannot be read ({reason})", "Check its permissions.")


def _unreadable(file: Path, found: str, advice: str) -> UnreadableSubmission:
    return UnreadableSubmission(str(file), found, advice)


def _flag(name: str) -> int:
    """An open flag, where the platform has it."""
    return int(getattr(os, name, 0))
