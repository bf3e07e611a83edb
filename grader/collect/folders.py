"""
A folder on disk as a listing.

Links are not followed, pipes and devices not opened, and what may not be entered is said.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.collect.errors import TooMuch, Unreadable, too_many
from grader.collect.limits import Limits
from grader.collect.listing import ListedFile, Listing
from grader.collect.names import is_junk
from grader.collect.open_file import beginning, bounded, odd_file, symbolic_link
from grader.files import GRADEBOOK

__all__ = ["listed_folder", "listed_path"]

Parts = tuple[str, ...]


def listed_folder(folder: Path, limits: Limits) -> Listing:
    """Every file below ``folder``; paths begin with the folder's own name."""
    top = (folder.absolute().name or "submissions",)
    files: list[ListedFile] = []
    folders: set[Parts] = {top}
    for number, found in enumerate(_walk(folder, top, limits)):
        if number >= limits.entries:
            raise TooMuch(str(folder), too_many(limits.entries))
        if isinstance(found, ListedFile):
            files.append(found)
        else:
            folders.add(found)
    return Listing(str(folder), tuple(files), frozenset(folders))


def listed_path(file: Path, parts: Parts, limits: Limits) -> ListedFile:
    """Whatever lies at ``file``, unless that is a folder, as one listed file."""
    try:
        status = file.lstat()
    except (OSError, ValueError) as error:
        return ListedFile(parts=parts, problem=_refused(error))
    if file.is_symlink():
        return ListedFile(parts=parts, problem=str(symbolic_link()))
    if not file.is_file():
        return ListedFile(parts=parts, problem=str(odd_file()))
    return ListedFile(parts=parts, size=status.st_size, read=_reader(file, limits.most(file.name)))


def _walk(folder: Path, parts: Parts, limits: Limits) -> Iterator[ListedFile | Parts]:
    """Listed files, and folders by their paths; in the order of names."""
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        yield ListedFile(parts=(*parts, "folder"), problem=_refused(error))
        return
    for entry in entries:
        below = (*parts, entry.name)
        if is_junk([entry.name]):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield listed_path(Path(entry.path), below, limits)
            continue
        yield below
        if len(below) > limits.depth:
            yield ListedFile(parts=(*below, "folder"), problem="is too deep a folder. Move it up.")
        else:
            yield from _walk(Path(entry.path), below, limits)


def _reader(file: Path, most: int) -> Callable[[], bytes]:
    if file.name == GRADEBOOK:
        return lambda: beginning(file)
    return lambda: bounded(file, most)


def _refused(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return str(Unreadable(f"cannot be opened ({reason})", "Check its permissions."))
