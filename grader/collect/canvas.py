"""
Canvas's download of all submissions of an assignment: a flat folder of files.

Names of other origin may look like Canvas's (``hw3_2024_11_ada.py``), and would then be taken for
one person's.  So a listing is Canvas's as a whole or not at all: a number belongs to one name, and
a single person who handed in files of several names is rather a class.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from grader.collect.canvas_names import Upload, typed, uploads
from grader.collect.leaves import Leaf, Listing
from grader.collect.names import is_candidate, label, listed
from grader.collect.piles import Pile, Sorted, without

__all__ = ["sort_canvas"]


def sort_canvas(listing: Listing) -> Sorted:
    """Piles of the people whose names Canvas wrote; none where it wrote not all of them."""
    found = uploads(listing)
    if not _is_canvas(listing, found):
        return Sorted((), listing)
    handed: defaultdict[tuple[str, str], list[Upload]] = defaultdict(list)
    for upload in found:
        handed[upload.owner].append(upload)
    pages = typed(listing)
    piles = [_pile(owner, each) for owner, each in sorted(handed.items())]
    piles += [_typed(*owner) for owner in sorted(pages.keys() - handed.keys())]
    explained = {upload.leaf.parts[0] for upload in found}
    return Sorted(tuple(piles), without(listing, explained | set(pages.values())))


def _is_canvas(listing: Listing, found: Sequence[Upload]) -> bool:
    """Whether all submissions of a listing are called as Canvas calls them."""
    submissions = [upload for upload in found if is_candidate(upload.leaf.name)]
    everything = [leaf for leaf in listing.leaves if is_candidate(leaf.parts[-1])]
    owners = {upload.owner for upload in found}
    one_class = len(owners) == 1 and len({upload.original for upload in submissions}) > 1
    one_name_each = len({number for number, _ in owners}) == len(owners)
    return bool(found) and len(submissions) == len(everything) and one_name_each and not one_class


def _pile(owner: tuple[str, str], uploads: Sequence[Upload]) -> Pile:
    number, name = owner
    versions: defaultdict[str, list[Upload]] = defaultdict(list)
    for upload in sorted(uploads, key=lambda upload: upload.order):
        versions[upload.original].append(upload)
    newest = [each[-1] for each in versions.values()]
    late = ["late"] if any(upload.is_late for upload in newest) else []
    return Pile(
        label=label(f"{name}_{number}" if name else number),
        leaves=tuple(_noted(each) for each in versions.values()),
        id=label(number),
        name=label(name),
        platform="canvas",
        order=max(upload.order[0] for upload in newest),
        notes=tuple(late),
    )


def _noted(versions: Sequence[Upload]) -> Leaf:
    """The newest version, saying which ones it replaces."""
    leaf = versions[-1].leaf
    if len(versions) == 1:
        return leaf
    older = listed(version.leaf.parts[0] for version in versions[:-1])
    note = f"the newest of {len(versions)}; not counted: {older}"
    return replace(leaf, notes=(*leaf.notes, note))


def _typed(number: str, name: str) -> Pile:
    return Pile(
        label=label(f"{name}_{number}" if name else number),
        id=label(number),
        name=label(name),
        platform="canvas",
        problem="is text or a link typed into Canvas, not a file. Ask for the file.",
    )
