"""
A class without a platform: one folder for each student, or one file.

Folders that begin alike, as ``sheet3-ada`` and ``sheet3-bob`` of GitHub Classroom, are known by the
rest of their names, too.  What is neither Python nor a notebook nor a folder is ignored by name.
An archive, or something that could not be opened, may well be what a student handed in: it is a
student with a problem.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from grader.collect.listing import ListedFile, Listing, Sorted, StudentFiles, without
from grader.collect.names import is_archive, is_candidate, label, stem

__all__ = ["sort_plain", "sort_strays"]


def sort_plain(listing: Listing) -> Sorted:
    """A student for each folder, and for each file that stands alone."""
    below: defaultdict[str, list[ListedFile]] = defaultdict(list)
    for file in listing.files:
        below[file.parts[0] if len(file.parts) > 1 else ""].append(file)
    alone = below.pop("", [])
    tops = sorted({*below, *(folder[0] for folder in listing.folders)})
    shared = len(_beginning(tops))
    students = [
        StudentFiles(
            label=label(top),
            files=tuple(below.get(top, ())),
            aliases=(top[shared:],) if shared else (),
        )
        for top in tops
    ]
    stems = Counter([*tops, *(stem(file.name) for file in alone if _may_count(file))])
    parts = Counter(part for file in alone for part in _parts(file))
    students += [_alone(file, stems, parts) for file in alone if _may_count(file)]
    remarks = tuple(_ignored(file) for file in alone if not _may_count(file))
    rest = without(listing, {*tops, *(file.parts[0] for file in alone)})
    return Sorted(tuple(students), rest, remarks)


def sort_strays(listing: Listing) -> Sorted:
    """A student for each submission whose name says that it belongs elsewhere."""
    students = [
        StudentFiles(label=label(file.name), files=(file,))
        for file in listing.strays
        if _may_count(file)
    ]
    remarks = [
        f"{label(file.name)} {file.problem}" for file in listing.strays if not _may_count(file)
    ]
    return Sorted(tuple(students), listing, tuple(remarks))


def _beginning(names: Sequence[str]) -> str:
    """What several names have in common, up to its last hyphen; nothing where that is all."""
    if len(names) < 2:
        return ""
    first, last = min(names), max(names)
    alike = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    return "".join(first[:alike].rpartition("-")[:2])


def _may_count(file: ListedFile) -> bool:
    """Whether a file that stands alone may be somebody's submission."""
    unknown = bool(file.problem) and "." not in file.name[1:]  # it may be a student's folder
    return is_candidate(file.name) or is_archive(file.name) or unknown


def _parts(file: ListedFile) -> set[str]:
    """The parts of a file's name that may be an id: those with a digit."""
    return {part for part in re.split(r"[\W_]+", stem(file.name)) if re.search(r"\d", part)}


def _alone(file: ListedFile, stems: Counter[str], parts: Counter[str]) -> StudentFiles:
    """
    A file as a student, called by its stem unless something else is, too.

    It is known by each part of its name that may be an id and is in no other name, as well.
    """
    short = stem(file.name)
    called = short if stems[short] == 1 else file.name
    own = sorted(part for part in _parts(file) if parts[part] == 1)
    return StudentFiles(label=label(called), files=(file,), aliases=(file.name, short, *own))


def _ignored(file: ListedFile) -> str:
    reason = file.problem or "is neither Python nor a notebook, and was ignored"
    return f"{label(file.parts[-1])} {reason}"
