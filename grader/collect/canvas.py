r"""
Canvas's download of all submissions of an assignment: a flat folder of files.

Its names are made in ``lib/content_zipper.rb`` of Canvas: the sortable name in small letters and
without anything but letters, ``LATE`` where it was, Canvas's number of the person, a number of
the upload (which grows with time), and the file's own name, to which Canvas adds ``-1``, ``-2``, …
when it is handed in again.  Marked anonymously, name and number are ``anon_`` and five letters.

Names of other origin may look alike (``hw3_2024_11_ada.py``), and would then be taken for one
person's.  So a listing is Canvas's as a whole or not at all: a number belongs to one name, and a
single person who handed in files of several names is rather a class.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.collect.leaves import Leaf, Listing
from grader.collect.names import is_candidate, label, listed, stem
from grader.collect.piles import Pile, Sorted, without

__all__ = ["may_be_canvas", "sort_canvas"]

NUMBER = r"(?:0|[1-9][0-9]{0,19})"
UPLOAD = re.compile(
    rf"(?:(?P<name>.+?)_)??(?P<late>LATE_)?(?P<id>{NUMBER}|anon_\w{{5}})_(?P<upload>{NUMBER})_(?P<file>.+)",
    re.DOTALL,
)
TYPED = re.compile(rf"(?:(?P<name>.+?)_)??(?P<late>LATE_)?(?P<id>{NUMBER})_(?:text|link)\.html")
AGAIN = re.compile(r"-([0-9]{1,4})$")


@dataclass(frozen=True, slots=True)
class _Upload:
    """One file of the download."""

    name: str
    id: str
    is_late: bool
    order: tuple[int, int]
    leaf: Leaf

    @property
    def original(self) -> str:
        """What all versions of the file are called."""
        return stem(self.leaf.name).lower()


def may_be_canvas(name: str) -> bool:
    """Whether a file is called as Canvas might call it."""
    return UPLOAD.fullmatch(name) is not None


def _is_canvas(listing: Listing) -> bool:
    """Whether all submissions of a listing are called as Canvas calls them."""
    names = [leaf.parts[0] for leaf in listing.leaves if is_candidate(leaf.parts[-1])]
    uploads = _uploads(listing)
    owners = {(upload.id, upload.name) for upload in uploads}
    if not uploads or len(names) > sum(is_candidate(each.leaf.name) for each in uploads):
        return False
    one_class = len(owners) == 1 and len({upload.original for upload in uploads}) > 1
    return len({number for number, _ in owners}) == len(owners) and not one_class


def sort_canvas(listing: Listing) -> Sorted:
    """Piles of the people whose names Canvas wrote; none where it wrote not all of them."""
    if not _is_canvas(listing):
        return Sorted((), listing)
    handed: defaultdict[tuple[str, str], list[_Upload]] = defaultdict(list)
    for upload in _uploads(listing):
        handed[upload.id, upload.name].append(upload)
    typed = {
        (found["id"], found["name"] or ""): leaf.parts[0]
        for leaf in listing.leaves
        if len(leaf.parts) == 1 and (found := TYPED.fullmatch(leaf.parts[0]))
    }
    piles = [_pile(owner, uploads) for owner, uploads in sorted(handed.items())]
    piles += [_typed(*owner) for owner in sorted(typed.keys() - handed.keys())]
    explained = {upload.leaf.parts[0] for each in handed.values() for upload in each}
    return Sorted(tuple(piles), without(listing, explained | set(typed.values())))


def _uploads(listing: Listing) -> list[_Upload]:
    """Every file whose name can be taken apart."""
    return [
        _taken_apart(leaf, found)
        for leaf in listing.leaves
        if len(leaf.parts) == 1 and (found := UPLOAD.fullmatch(leaf.parts[0]))
    ]


def _taken_apart(leaf: Leaf, found: re.Match[str]) -> _Upload:
    file = found["file"]
    ending = file[len(stem(file)) :]
    again = AGAIN.search(stem(file))
    version = int(again[1]) if again else 0
    original = AGAIN.sub("", stem(file)) + ending
    return _Upload(
        name=found["name"] or "",
        id=found["id"],
        is_late=found["late"] is not None,
        order=(int(found["upload"]), version),
        leaf=replace(leaf, called=original if is_candidate(file) else file),
    )


def _pile(owner: tuple[str, str], uploads: Sequence[_Upload]) -> Pile:
    number, name = owner
    versions: defaultdict[str, list[_Upload]] = defaultdict(list)
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


def _noted(versions: Sequence[_Upload]) -> Leaf:
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
