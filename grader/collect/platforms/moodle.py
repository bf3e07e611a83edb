"""
Moodle's download of all submissions of an assignment.

Its names are made in ``mod/assign/classes/downloader.php`` of Moodle 4: the full name (or the
group's), a number that Moodle gives to every participant of an assignment, the kind of
submission; then a folder, or, if the teacher asked for no folders, an underscore and the file.
The number is the one that the grading worksheet calls "Participant 1234567".
"""

from dataclasses import replace
from typing import NamedTuple

from grader.collect.listing import ListedFile, Listing, Sorted, StudentFiles, without
from grader.collect.names import label

__all__ = ["is_moodle", "sort_moodle"]

MARK = "_assignsubmission_"


class _Name(NamedTuple):
    """A top-level name, taken apart."""

    prefix: str
    kind: str
    file: str


def is_moodle(name: str) -> bool:
    """Whether a file or folder is called as Moodle calls them."""
    return MARK in name


def sort_moodle(listing: Listing) -> Sorted:
    """The participants whose names Moodle wrote."""
    tops = {file.parts[0] for file in listing.files} | {folder[0] for folder in listing.folders}
    names = {top: _taken_apart(top) for top in tops if is_moodle(top)}
    typed = {name.prefix for name in names.values() if name.kind != "file"}
    handed: dict[str, list[ListedFile]] = {
        name.prefix: [] for name in names.values() if name.kind == "file"
    }
    for file in listing.files:
        if (name := names.get(file.parts[0])) and name.kind == "file":
            handed[name.prefix].append(_called(file, name))
    people = sorted({*handed, *typed})
    return Sorted(
        tuple(
            _student(prefix, tuple(handed.get(prefix, ())), prefix in typed) for prefix in people
        ),
        without(listing, names),
        tuple(_remark(prefix) for prefix in sorted(typed & handed.keys())),
        platform="Moodle",
    )


def _taken_apart(name: str) -> _Name:
    prefix, _, rest = name.partition(MARK)
    kind, _, file = rest.partition("_")
    return _Name(prefix, kind, file)


def _called(file: ListedFile, name: _Name) -> ListedFile:
    """A file of a download without folders is called what comes last in its name."""
    return replace(file, called=name.file) if len(file.parts) == 1 else file


def _student(prefix: str, files: tuple[ListedFile, ...], typed: bool) -> StudentFiles:
    name, _, number = prefix.rpartition("_")
    known = number.isascii() and number.isdigit()
    only_typed = typed and not files
    return StudentFiles(
        label=label(prefix),
        files=files,
        id=number if known else "",
        name=label(name if known else prefix),
        platform="moodle",
        aliases=(f"{prefix}{MARK}file_", f"{prefix}{MARK}file"),
        problem="is text typed into Moodle, not a file. Ask for the file." if only_typed else "",
    )


def _remark(prefix: str) -> str:
    return f"{label(prefix)}: text typed into Moodle was ignored; the file counts"
