"""
The names of the files in a download from Canvas, taken apart.

They are made in ``lib/content_zipper.rb`` of Canvas: the sortable name in small letters and
without anything but letters, ``LATE`` where it was, Canvas's number of the person, a number of
the upload (which grows with time), and the file's own name, to which Canvas adds ``-1``, ``-2``, …
when it is handed in again.  Marked anonymously, name and number are ``anon_`` and five letters.
Text and links that were typed in are pages without a number of an upload.
"""

import re
from dataclasses import dataclass, replace

from grader.collect.leaves import Leaf, Listing
from grader.collect.names import is_candidate, stem

__all__ = ["Upload", "may_be_canvas", "typed", "uploads"]

NUMBER = r"(?:0|[1-9][0-9]{0,19})"
OWNER = r"(?:(?P<name>.+?)_)??(?P<late>LATE_)?"
UPLOAD = re.compile(
    rf"{OWNER}(?P<id>{NUMBER}|anon_\w{{5}})_(?P<upload>{NUMBER})_(?P<file>.+)", re.DOTALL
)
TYPED = re.compile(rf"{OWNER}(?P<id>{NUMBER}|anon_\w{{5}})_(?:text|link)\.html", re.DOTALL)
AGAIN = re.compile(r"-([0-9]{1,4})$")


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
    leaf : Leaf
        Called as its owner called it.
    """

    owner: tuple[str, str]
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


def uploads(listing: Listing) -> list[Upload]:
    """Every file whose name can be taken apart."""
    return [
        _taken_apart(leaf, found)
        for leaf in listing.leaves
        if len(leaf.parts) == 1 and (found := UPLOAD.fullmatch(leaf.parts[0]))
    ]


def typed(listing: Listing) -> dict[tuple[str, str], str]:
    """Owners of pages with what was typed in, and the pages' names."""
    return {
        (found["id"], found["name"] or ""): leaf.parts[0]
        for leaf in listing.leaves
        if len(leaf.parts) == 1 and (found := TYPED.fullmatch(leaf.parts[0]))
    }


def _taken_apart(leaf: Leaf, found: re.Match[str]) -> Upload:
    file = found["file"]
    ending = file[len(stem(file)) :]
    again = AGAIN.search(stem(file))
    version = int(again[1]) if again else 0
    original = AGAIN.sub("", stem(file)) + ending
    return Upload(
        owner=(found["id"], found["name"] or ""),
        is_late=found["late"] is not None,
        order=(int(found["upload"]), version),
        leaf=replace(leaf, called=original if is_candidate(file) else file),
    )
