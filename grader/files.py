"""
Files that are written whole or not at all.

Content is written under another name and then put in place, so that neither a power cut nor a
reader sees half of it.  A text that says the same as before is left alone, so that a folder which
is synchronised or served changes only where something did.

The name and the mark of a gradebook stand here too, for those who look for one and do not open it.
"""

from collections.abc import Iterable
from pathlib import Path

from grader.errors import GraderError

__all__ = [
    "APPLICATION",
    "BOM",
    "GRADEBOOK",
    "is_gradebook",
    "remove_file",
    "replace",
    "write_file",
]

BOM = "\ufeff"  # without it Excel takes UTF-8 for another encoding, and names come out wrong
GRADEBOOK = "gradebook.db"
APPLICATION = 0x67726472  # "grdr", in the file's header: SQLite's mark of whose file it is
SQLITE, MARKED = b"SQLite format 3\0", slice(68, 72)


def is_gradebook(start: bytes) -> bool:
    """Whether a file that begins with ``start``, a hundred bytes of it, is a gradebook."""
    return start.startswith(SQLITE) and start[MARKED] == APPLICATION.to_bytes(4, "big")


def write_file(file: Path, pieces: Iterable[str]) -> None:
    """
    Put a text in place, as UTF-8, unless the file holds it already.

    What is no file of its own, such as a link or ``/dev/stdout``, is written through and not
    replaced.  Raises GraderError where it cannot be written.
    """
    content = "".join(pieces).encode("utf-8")
    try:
        if file.is_symlink() or (file.exists() and not file.is_file()):
            file.write_bytes(content)
        elif not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            replace(file, content)
    except OSError as error:
        raise GraderError(f"cannot write {file} ({error.strerror}). Name another place.") from None


def remove_file(file: Path) -> None:
    """Remove a file, should it be there.  Raises GraderError where that is refused."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        found = f"cannot remove {file} ({error.strerror})"
        raise GraderError(f"{found}. Check the permissions of its folder.") from None


def replace(file: Path, content: bytes) -> None:
    """Put content in place; raises OSError, and leaves what was there, where it cannot be."""
    part = file.with_name(f".{file.name[:100]}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
