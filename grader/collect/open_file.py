"""
Opening a file of which only the name is known.

It is opened once, by us, and only its bytes travel on.  A link, a pipe or a device is not
followed: what it leads to may not be the student's, or may never end.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from grader.collect.errors import Unreadable
from grader.language import Message

__all__ = ["beginning", "bounded", "odd_file", "open_regular", "symbolic_link", "too_large"]


def open_regular(file: Path) -> BinaryIO:
    """Open ``file`` for reading; raises Unreadable unless it is a regular file that we may read."""
    try:
        descriptor = os.open(file, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK"))
    except (OSError, ValueError) as error:
        raise _not_opened(file, error) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise odd_file()
    return os.fdopen(descriptor, "rb")


def bounded(file: Path, most: int) -> bytes:
    """All bytes of ``file``; raises Unreadable where there are more than ``most``."""
    with open_regular(file) as opened:
        size = os.fstat(opened.fileno()).st_size
        content = opened.read(most + 1)  # the size alone is not to be trusted: see /proc
        if len(content) > most:
            raise too_large(max(size, len(content)), most)
        return content


def beginning(file: Path) -> bytes:
    """The first hundred bytes of ``file``, which tell what it is; raises Unreadable."""
    with open_regular(file) as opened:
        return opened.read(100)


def symbolic_link() -> Unreadable:
    """What is said of a link."""
    return Unreadable(Message("is a symbolic link"), Message("Name the file that it points to."))


def odd_file() -> Unreadable:
    """What is said of what is neither a file nor a folder nor a link."""
    return Unreadable(Message("is a pipe or a device"), Message("Name a regular file."))


def too_large(size: int, most: int) -> Unreadable:
    """What is said of a submission of more than ``most`` bytes."""
    found = Message(
        "has {size} MB, and a submission at most {most}",
        size=f"{size / 1e6:.1f}",
        most=f"{most / 1e6:g}",
    )
    return Unreadable(found, Message("Is it the right file?"))


def _not_opened(file: Path, error: Exception) -> Unreadable:
    if os.path.islink(file):  # noqa: PTH114 - Path.is_symlink raises where a folder may not be entered
        return symbolic_link()
    if isinstance(error, FileNotFoundError):
        return Unreadable(
            Message("does not exist"), Message("Check the name, or begin one with 'grader start'.")
        )
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return Unreadable(
        Message("cannot be read ({reason})", reason=str(reason)), Message("Check its permissions.")
    )


def _flag(name: str) -> int:
    """An open flag, where the platform has it."""
    return int(getattr(os, name, 0))
