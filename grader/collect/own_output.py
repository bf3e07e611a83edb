"""
What an earlier run of ours wrote, left out of the class.

Whoever grades the current folder twice has the first run's results in it.  A folder of results is
known by its gradebook and not by its name, which is the teacher's to choose.  Results may also lie
among the submissions (``--out .``), so what is left out are the names that a run writes, where they
lie beside a gradebook, and nothing else.
"""

from dataclasses import replace
from pathlib import Path

from grader.collect.errors import Unreadable
from grader.collect.listing import ListedFile, Listing
from grader.collect.names import label
from grader.collect.open_file import beginning
from grader.files import GRADEBOOK, is_gradebook

__all__ = ["is_own_output", "without_own_output"]

WRITTEN = {
    GRADEBOOK, f"{GRADEBOOK}-wal", f"{GRADEBOOK}-shm", f"{GRADEBOOK}-journal",
    "report.html", "marks.csv", "marks.json", "feedback", "private", ".grading",
    "found.json",
}  # fmt: skip

Parts = tuple[str, ...]


def without_own_output(listing: Listing) -> Listing:
    """A listing without the results of earlier runs; a remark names each folder of them."""
    books = [file for file in listing.files if file.name == GRADEBOOK and _is_ours(file)]
    for place in sorted(file.parts[:-1] for file in books):
        listing = _without(listing, place)
    return listing


def is_own_output(path: Path) -> bool:
    """Whether a path that was named, as by ``*``, lies beside a gradebook because of it."""
    try:
        return path.name in WRITTEN and is_gradebook(beginning(path.absolute().parent / GRADEBOOK))
    except Unreadable:
        return False


def _is_ours(file: ListedFile) -> bool:
    try:
        return not file.problem and is_gradebook(file.read())
    except Unreadable:
        return False


def _without(listing: Listing, place: Parts) -> Listing:
    """A listing without what a run wrote into ``place``, which goes too where nothing is left."""

    def is_written(parts: Parts) -> bool:
        below = parts[len(place) :]
        return parts[: len(place)] == place and bool(below) and below[0] in WRITTEN

    files = tuple(file for file in listing.files if not is_written(file.parts))
    folders = {folder for folder in listing.folders if not is_written(folder)}
    if not any(_is_within(parts, place) for parts in [file.parts for file in files]):
        folders = {folder for folder in folders if not _is_within(folder, place)}
    shown = label("/".join(place))
    remark = f"{shown} holds a gradebook: what 'grader grade' wrote there was skipped"
    return replace(
        listing, files=files, folders=frozenset(folders), remarks=(*listing.remarks, remark)
    )


def _is_within(parts: Parts, place: Parts) -> bool:
    return parts[: len(place)] == place
