"""
A class without a platform: one folder for each student, or one file.

Folders that begin alike, as ``sheet3-ada`` and ``sheet3-bob`` of GitHub Classroom, are known by the
rest of their names, too.  What is neither Python nor a notebook nor a folder is ignored by name.
An archive, or something that could not be opened, may well be what a student handed in: it is a
pile with a problem.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from grader.collect.listing import ListedFile, Listing, Sorted, StudentFiles, without
from grader.collect.names import is_archive, is_candidate, label, stem

__all__ = ["sort_plain", "sort_strays"]


def sort_plain(listing: Listing) -> Sorted:
    """A pile for each folder, and for each file that stands alone."""
    below: defaultdict[str, list[ListedFile]] = defaultdict(list)
    for leaf in listing.leaves:
        below[leaf.parts[0] if len(leaf.parts) > 1 else ""].append(leaf)
    alone = below.pop("", [])
    tops = sorted({*below, *(folder[0] for folder in listing.folders)})
    shared = len(_beginning(tops))
    piles = [
        StudentFiles(
            label=label(top),
            leaves=tuple(below.get(top, ())),
            aliases=(top[shared:],) if shared else (),
        )
        for top in tops
    ]
    stems = Counter([*tops, *(stem(leaf.name) for leaf in alone if _may_count(leaf))])
    parts = Counter(part for leaf in alone for part in _parts(leaf))
    piles += [_alone(leaf, stems, parts) for leaf in alone if _may_count(leaf)]
    remarks = tuple(_ignored(leaf) for leaf in alone if not _may_count(leaf))
    rest = without(listing, {*tops, *(leaf.parts[0] for leaf in alone)})
    return Sorted(tuple(piles), rest, remarks)


def sort_strays(listing: Listing) -> Sorted:
    """A pile for each submission whose name says that it belongs elsewhere."""
    piles = [
        StudentFiles(label=label(leaf.name), leaves=(leaf,))
        for leaf in listing.strays
        if _may_count(leaf)
    ]
    remarks = [
        f"{label(leaf.name)} {leaf.problem}" for leaf in listing.strays if not _may_count(leaf)
    ]
    return Sorted(tuple(piles), listing, tuple(remarks))


def _beginning(names: Sequence[str]) -> str:
    """What several names have in common, up to its last hyphen; nothing where that is all."""
    if len(names) < 2:
        return ""
    first, last = min(names), max(names)
    alike = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    return "".join(first[:alike].rpartition("-")[:2])


def _may_count(leaf: ListedFile) -> bool:
    """Whether a file that stands alone may be somebody's submission."""
    unknown = bool(leaf.problem) and "." not in leaf.name[1:]  # it may be a student's folder
    return is_candidate(leaf.name) or is_archive(leaf.name) or unknown


def _parts(leaf: ListedFile) -> set[str]:
    """The parts of a file's name that may be an id: those with a digit."""
    return {part for part in re.split(r"[\W_]+", stem(leaf.name)) if re.search(r"\d", part)}


def _alone(leaf: ListedFile, stems: Counter[str], parts: Counter[str]) -> StudentFiles:
    """
    A file as a pile, called by its stem unless something else is, too.

    It is known by each part of its name that may be an id and is in no other name, as well.
    """
    short = stem(leaf.name)
    called = short if stems[short] == 1 else leaf.name
    own = sorted(part for part in _parts(leaf) if parts[part] == 1)
    return StudentFiles(label=label(called), leaves=(leaf,), aliases=(leaf.name, short, *own))


def _ignored(leaf: ListedFile) -> str:
    reason = leaf.problem or "is neither Python nor a notebook, and was ignored"
    return f"{label(leaf.parts[-1])} {reason}"
