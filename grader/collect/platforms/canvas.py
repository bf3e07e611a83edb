"""
Canvas's download of all submissions of an assignment: a flat folder of files.

Names are made in ``lib/content_zipper.rb`` of Canvas: the sortable name in small letters and
without anything but letters, ``LATE`` where it was, Canvas's number of the person, a number of
the upload (which grows with time), and the file's own name, to which Canvas adds ``-1``, ``-2``, …
when it is handed in again.  Marked anonymously, name and number are ``anon_`` and five letters.
Text and links that were typed in are pages without a number of an upload; a page that has such a
number was attached.

Names of other origin may look like Canvas's (``hw3_2024_11_ada.py``), and would then be taken for
one person's.  So a listing is Canvas's where more than half of what may be a submission, or of
everything, is called as Canvas calls it, and of those names each counts for itself: a number that
belongs to two names is no number of Canvas, and a single person who handed in files of several
names is rather a class.  What is left is told as a stray.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from grader.collect.listing import ListedFile, Listing, Sorted, StudentFiles, without
from grader.collect.names import is_archive, is_candidate, label, listed, stem

__all__ = ["Upload", "may_be_canvas", "sort_canvas", "typed", "uploads"]


@dataclass(frozen=True, slots=True)
class Upload:
    """
    One file of the download.

    Attributes
    ----------
    owner : (str, str)
        Canvas's number of the person, and the name as Canvas writes it.
    is_late : bool
    order : (int, int)
        Number of the upload, and of the version: the larger is the newer.
    file : ListedFile
        Called as its owner called it.
    """

    owner: tuple[str, str]
    is_late: bool
    order: tuple[int, int]
    file: ListedFile

    @property
    def original(self) -> str:
        """What all versions of the file are called."""
        return stem(self.file.name).lower()


def sort_canvas(listing: Listing) -> Sorted:
    """The people whose names Canvas wrote; none where it did not write most of them."""
    found, pages = uploads(listing), typed(listing)
    if not found and not _is_typed(listing, pages.values()):
        return Sorted((), listing)
    handed: defaultdict[tuple[str, str], list[Upload]] = defaultdict(list)
    for upload in found:
        handed[upload.owner].append(upload)
    students = [_student(owner, each) for owner, each in sorted(handed.items())]
    students += [_typed(*owner) for owner in sorted(pages.keys() - handed.keys())]
    explained = {upload.file.parts[0] for upload in found}
    return Sorted(
        tuple(students), without(listing, explained | set(pages.values())), platform="Canvas"
    )


def uploads(listing: Listing) -> list[Upload]:
    """Files that Canvas named; none where most submissions are called otherwise."""
    found = _of_one_name(_called_like_canvas(listing))
    handed = [upload for upload in found if _is_handed_in(upload.file.name)]
    tops = {file.parts[0] for file in listing.files if _is_handed_in(file.parts[-1])}
    owners = {upload.owner for upload in found}
    candidates = {upload.original for upload in handed if is_candidate(upload.file.name)}
    one_class = len(owners) == 1 and len(candidates) > 1
    most = 2 * len(handed) > len(tops) or not tops or (handed and _is_most(listing, found, owners))
    return found if most and not one_class else []


def _is_handed_in(name: str) -> bool:
    """Whether a file of this name was meant as a submission, which an archive may be, too."""
    return is_candidate(name) or is_archive(name)


def _is_most(
    listing: Listing, found: Sequence[Upload], owners: Collection[tuple[str, str]]
) -> bool:
    """Whether Canvas named most of all there is: few may have handed in what was asked for."""
    pages = typed(listing)
    several = len({*owners, *pages}) > 1
    return several and 2 * (len(found) + len(pages)) > len({f.parts[0] for f in listing.files})


def _is_typed(listing: Listing, pages: Collection[str]) -> bool:
    """Whether nobody handed in a file, but most typed something in."""
    return 2 * len(pages) > len({file.parts[0] for file in listing.files})


def _of_one_name(found: Sequence[Upload]) -> list[Upload]:
    """Those whose number is one person's."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for upload in found:
        names[upload.owner[0]].add(upload.owner[1])
    return [upload for upload in found if len(names[upload.owner[0]]) == 1]


def _student(owner: tuple[str, str], uploads: Sequence[Upload]) -> StudentFiles:
    number, name = owner
    versions: defaultdict[str, list[Upload]] = defaultdict(list)
    for upload in sorted(uploads, key=lambda upload: upload.order):
        versions[upload.original].append(upload)
    newest = [each[-1] for each in versions.values()]
    late = ["late"] if any(upload.is_late for upload in newest) else []
    return StudentFiles(
        label=label(f"{name}_{number}" if name else number),
        files=tuple(_noted(each) for each in versions.values()),
        id=label(number),
        name=label(name),
        platform="canvas",
        order=max(upload.order[0] for upload in newest),
        notes=tuple(late),
    )


def _noted(versions: Sequence[Upload]) -> ListedFile:
    """The newest version, saying which ones it replaces."""
    file = versions[-1].file
    if len(versions) == 1:
        return file
    older = listed(version.file.parts[0] for version in versions[:-1])
    note = f"the newest of {len(versions)}; not counted: {older}"
    return replace(file, notes=(*file.notes, note))


def _typed(number: str, name: str) -> StudentFiles:
    return StudentFiles(
        label=label(f"{name}_{number}" if name else number),
        id=label(number),
        name=label(name),
        platform="canvas",
        problem="is text or a link typed into Canvas, not a file. Ask for the file.",
    )


NUMBER = r"(?:0|[1-9][0-9]{0,19})"
OWNER = r"(?:(?P<name>.+?)_)??(?P<late>LATE_)?"
UPLOAD = re.compile(
    rf"{OWNER}(?P<id>{NUMBER}|anon_\w{{5}})_(?P<upload>{NUMBER})_(?P<file>.+)", re.DOTALL
)
TYPED = re.compile(rf"{OWNER}(?P<id>{NUMBER}|anon_\w{{5}})_(?:text|link)\.html", re.DOTALL)
AGAIN = re.compile(r"-([0-9]{1,4})$")


def may_be_canvas(name: str) -> bool:
    """Whether a file is called as Canvas might call it."""
    return UPLOAD.fullmatch(name) is not None


def _called_like_canvas(listing: Listing) -> list[Upload]:
    """Every file whose name can be taken apart."""
    return [
        _taken_apart(file, found)
        for file in listing.files
        if len(file.parts) == 1 and (found := UPLOAD.fullmatch(file.parts[0]))
    ]


def typed(listing: Listing) -> dict[tuple[str, str], str]:
    """
    Owners of pages with what was typed in, and the pages' names.

    Canvas takes numbers out of names, so ``lovelaceada_1_10_text.html`` was attached.
    """
    return {
        (found["id"], found["name"] or ""): file.parts[0]
        for file in listing.files
        if len(file.parts) == 1
        and (found := TYPED.fullmatch(file.parts[0]))
        and not may_be_canvas(file.parts[0])
    }


def _taken_apart(file: ListedFile, found: re.Match[str]) -> Upload:
    full = found["file"]
    ending = full[len(stem(full)) :]
    again = AGAIN.search(stem(full))
    version = int(again[1]) if again else 0
    original = AGAIN.sub("", stem(full)) + ending
    return Upload(
        owner=(found["id"], found["name"] or ""),
        is_late=found["late"] is not None,
        order=(int(found["upload"]), version),
        file=replace(file, called=original if is_candidate(full) else full),
    )
