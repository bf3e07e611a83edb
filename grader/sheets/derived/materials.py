"""
What of a sheet's folder its submissions may read: its data, checked before any of it is copied.

Whether properties pass files is seen by the words that make them, for a submission's process is
started before the sheet is imported.
"""

from collections.abc import Iterator
from pathlib import Path

from grader.errors import BadSheet
from grader.sandbox.processes.working_folder import Materials

__all__ = ["data_files", "materials"]

MAKERS = (b"text_file", b"csv_file")
MOST_FILES, MOST_BYTES = 1_000, 64 << 20


def materials(package: Path, data: str, *, said: bool) -> Materials:
    """
    What the sheet of this ``__init__.py`` has for submissions to read.

    ``data`` names the folder, and ``said`` is whether the sheet itself does.  Raises BadSheet where
    that is not there, or holds what cannot be copied.
    """
    folder = package.parent / data if data else None
    if folder is not None and not folder.is_dir():
        if said:
            raise BadSheet(f"{package}: DATA names {data!r}, and there is no such folder. Make it.")
        folder = None
    if folder is not None:
        _assert_bounded(folder)
    passes = any(each in source for source in _sources(package.parent) for each in MAKERS)
    return Materials(None if folder is None else folder.resolve(), passes)


def data_files(found: Materials) -> list[Path]:
    """The files of a sheet's data, in order."""
    if found.data is None:
        return []
    return sorted(each for each in found.data.rglob("*") if each.is_file())


def _assert_bounded(folder: Path) -> None:
    number = size = 0
    for place in folder.rglob("*"):
        if place.is_symlink() or not (place.is_file() or place.is_dir()):
            raise BadSheet(f"{place} is no plain file. Copy it into the folder.")
        number, size = number + 1, size + (place.stat().st_size if place.is_file() else 0)
        if number > MOST_FILES or size > MOST_BYTES:
            raise BadSheet(f"{folder} holds more than 1000 files, or 64 MB. Take some out.")


def _sources(folder: Path) -> Iterator[bytes]:
    return (file.read_bytes() for file in folder.glob("*.py"))
