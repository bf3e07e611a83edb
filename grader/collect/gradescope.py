"""
Gradescope's export of a programming assignment's submissions.

One folder for each submission, and beside them ``submission_metadata.yml``, which says whose they
are.  That file also holds everything that the submissions printed, so it can be large, and most of
it is written by students.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.collect.errors import Unreadable
from grader.collect.leaves import Leaf, Listing
from grader.collect.metadata import Submitter, submitters
from grader.collect.names import label
from grader.collect.piles import Pile, Sorted, without

__all__ = ["METADATA", "is_gradescope", "sort_gradescope"]

METADATA = "submission_metadata.yml"
FOLDER = re.compile(r"submission_([0-9]{1,20})")


def is_gradescope(name: str) -> bool:
    """Whether a file or folder is called as Gradescope calls them."""
    return name == METADATA or FOLDER.fullmatch(name) is not None


def sort_gradescope(listing: Listing) -> Sorted:
    """Piles of the submissions in Gradescope's folders; a group's for each of its members."""
    folders = {folder[0] for folder in listing.folders if FOLDER.fullmatch(folder[0])}
    if not folders:
        return Sorted((), listing)
    known, remarks = _metadata(listing)
    leaves: dict[str, list[Leaf]] = {folder: [] for folder in folders}
    for leaf in listing.leaves:
        if len(leaf.parts) > 1 and leaf.parts[0] in folders:
            leaves[leaf.parts[0]].append(leaf)
    piles = [
        pile
        for folder in sorted(folders | known.keys())
        for pile in _piles(folder, leaves.get(folder), known.get(folder, ()))
    ]
    nameless = [
        f"{folder}: {METADATA} does not say whose it is"
        for folder in sorted(folders - known.keys() if known else ())
    ]
    return Sorted(tuple(piles), without(listing, {*folders, METADATA}), (*remarks, *nameless))


def _piles(folder: str, leaves: Sequence[Leaf] | None, group: Sequence[Submitter]) -> list[Pile]:
    """The submission as each of its submitters' own."""
    number = int(folder.rpartition("_")[2])
    base = Pile(
        label=folder,
        leaves=tuple(leaves or ()),
        platform="gradescope",
        order=number,
        problem="" if leaves is not None else f"{METADATA} names it, but it is not there",
    )
    return [
        replace(
            base,
            id=label(person.sid or person.email),
            name=label(person.name),
            aliases=(person.email,) if person.email else (),
            notes=tuple(f"handed in with {label(o.name or o.sid)}" for o in group if o != person),
        )
        for person in group
    ] or [base]


def _metadata(listing: Listing) -> tuple[dict[str, tuple[Submitter, ...]], tuple[str, ...]]:
    """Who handed in each folder, and what is wrong with the file that says so."""
    file = next((leaf for leaf in listing.leaves if leaf.parts == (METADATA,)), None)
    if file is None:
        return {}, (f"there is no {METADATA}, so nobody's name is known",)
    if file.problem:
        return {}, (f"{METADATA} {file.problem}",)
    try:
        return submitters(file.read()), ()
    except Unreadable as refused:
        return {}, (f"{METADATA} {refused}",)
