"""Sorts what is named on the command line into students' files; it alone knows every kind."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from grader.collect.errors import BadArchive, NoSuchPath, Unreadable
from grader.collect.folders import listed_folder, listed_path
from grader.collect.limits import Limits
from grader.collect.listing import ListedFile, Listing, Sorted, StudentFiles
from grader.collect.names import is_archive, is_canonical, label, listed
from grader.collect.open_file import open_regular
from grader.collect.own_output import is_own_output, without_own_output
from grader.collect.platforms.blackboard import sort_blackboard
from grader.collect.platforms.canvas import sort_canvas
from grader.collect.platforms.gradescope import sort_gradescope
from grader.collect.platforms.ilias import sort_ilias
from grader.collect.platforms.moodle import sort_moodle
from grader.collect.platforms.plain import sort_plain, sort_strays
from grader.collect.unwrap import class_of, is_students_own, may_be_a_student

__all__ = ["sort_paths"]

PLATFORMS = (sort_gradescope, sort_moodle, sort_blackboard, sort_canvas, sort_ilias)
OTHERS = (sort_plain, sort_strays)
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
GZIP = b"\x1f\x8b"
USTAR = slice(257, 262)


def sort_paths(paths: Sequence[Path], opened: ExitStack, limits: Limits) -> Sorted:
    """The students of everything that was named; archives stay open as long as ``opened``."""
    absolute = {path.absolute(): path for path in reversed(_followed(paths))}
    distinct = [absolute[path] for path in sorted(absolute)]
    several = len(distinct) > 1
    files: list[ListedFile] = []
    folders: dict[Path, Listing] = {}
    archives: list[Listing] = []
    for path in distinct:
        if not os.path.lexists(path):
            raise NoSuchPath(str(path))
        if is_own_output(path):
            continue
        if path.is_dir() and not path.is_symlink():
            folders[path] = without_own_output(listed_folder(path, limits))
        elif (found := _archive(path, opened, limits)) is not None:
            archives.append(without_own_output(found))
        else:
            files.append(listed_path(path, _called(path, several), limits))
    classes = [
        listing if is_students_own(listing, several) else class_of(listing, is_archive=True)
        for listing in archives
    ]
    joined = _joined([*_classes(folders, several), *classes, Listing("", tuple(files))])
    return replace(joined, remarks=(*joined.remarks, *_links(distinct)))


def _followed(paths: Sequence[Path]) -> list[Path]:
    """
    What was named, and what it leads to where it is one link alone.

    Among several, as ``class/*`` names them, a link may be a student's, and lead to what is not.
    """
    (*_, last) = paths
    return [Path(os.path.realpath(last))] if len(paths) == 1 and last.is_symlink() else [*paths]


def _links(paths: Sequence[Path]) -> Iterator[str]:
    """A class that counts as one student, for it was named by a link."""
    for path in paths:
        if path.is_symlink() and path.is_dir():
            yield (
                f"{label(path.name)} is a link to a folder, and counts as one student among "
                f"several; if it is a class, name it alone, or the folder itself"
            )


def _classes(folders: Mapping[Path, Listing], several: bool) -> list[Listing]:
    """Folders of classes without themselves; beside a student's folder there are other students."""
    own = {
        path.absolute().parent
        for path, listing in folders.items()
        if is_students_own(listing, several)
    }
    return [
        listing
        if path.absolute().parent in own and may_be_a_student(listing)
        else class_of(listing, is_archive=False)
        for path, listing in folders.items()
    ]


def _joined(listings: Sequence[Listing]) -> Sorted:
    students: list[StudentFiles] = []
    remarks: list[str] = []
    for source, listing in enumerate(listings):
        platform = ""
        for layout in (*PLATFORMS, *OTHERS):
            found = layout(listing)
            students += [replace(student, source=source) for student in found.students]
            remarks += [*found.remarks, *_strays(found, platform)]
            platform = found.platform if found.platform and found.students else platform
            listing = found.rest
        remarks += listing.remarks
    return Sorted(tuple(students), Listing("", ()), tuple(remarks))


def _strays(found: Sorted, platform: str) -> Iterator[str]:
    """What no platform named, beside what one did; it is somebody's all the same, or nobody's."""
    if platform and not found.platform and found.students:
        names = listed(student.label for student in found.students)
        each = "a row" if len(found.students) == 1 else "a row each"
        yield f"not named by {platform}, and {each} without an id: {names}"


def _called(file: Path, several: bool) -> tuple[str, ...]:
    """Names each of many files called submission.py by its folder."""
    folder = file.absolute().parent.name
    return (folder, file.name) if several and folder and is_canonical(file.name) else (file.name,)


def _archive(path: Path, opened: ExitStack, limits: Limits) -> Listing | None:
    """The listing of an archive, below a folder called like it; None where ``path`` is none."""
    try:
        file = opened.enter_context(open_regular(path))
    except Unreadable as refused:
        if is_archive(path.name):
            raise BadArchive(str(path), refused.found) from None
        return None
    start = file.read(USTAR.stop)
    if start.startswith(ZIP):
        from grader.collect.archives.zip import listed_zip as listed
    elif start.startswith(GZIP) or start[USTAR] == b"ustar" or path.suffix == ".tar":
        from grader.collect.archives.tar import listed_tar as listed
    elif is_archive(path.name):
        raise BadArchive(str(path), "is neither a zip nor a tar")
    else:
        return None
    return _below(path.name.partition(".")[0] or path.name, listed(str(path), file, limits))


def _below(top: str, listing: Listing) -> Listing:
    """A listing in a folder of its own."""
    return replace(
        listing,
        files=tuple(replace(file, parts=(top, *file.parts)) for file in listing.files),
        folders=frozenset({(top,), *((top, *folder) for folder in listing.folders)}),
    )
