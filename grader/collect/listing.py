"""
Files as they are listed, and the files of one student, before any is opened.

Choosing what counts works on names alone.  A listing is therefore a plain value, whether it comes
from a folder or from an archive, and reading is left to the few files that are chosen.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace

__all__ = ["ListedFile", "Listing", "Sorted", "StudentFiles", "nothing", "without"]


def nothing() -> bytes:
    """Content of a file that is never read, for it has a problem."""
    return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """
    One file.

    Attributes
    ----------
    parts : tuple of str
        Names of its folders, and its own; not cleaned.
    size : int
        Bytes, as its source declares.
    position : int
        Where it lies in its source: reading in this order reads an archive once.
    read : callable
        Gives the bytes; raises Unreadable.
    problem : str
        Why it may not be read.
    notes : tuple of str
    called : str
        Name that its owner gave it, where a platform put something around it.
    """

    parts: tuple[str, ...]
    size: int = 0
    position: int = 0
    read: Callable[[], bytes] = nothing
    problem: str = ""
    notes: tuple[str, ...] = ()
    called: str = ""

    @property
    def name(self) -> str:
        """What its owner called it."""
        return self.called or self.parts[-1]


@dataclass(frozen=True, slots=True)
class Listing:
    """
    All files of one source.

    Attributes
    ----------
    name : str
        The source, as it was named.
    files : tuple of ListedFile
    folders : frozenset of tuple of str
        Every folder, for an empty one is a student who handed in nothing.
    strays : tuple of ListedFile
        Members of an archive whose names say that they belong elsewhere.
    remarks : tuple of str
    """

    name: str
    files: tuple[ListedFile, ...]
    folders: frozenset[tuple[str, ...]] = frozenset()
    strays: tuple[ListedFile, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentFiles:
    """
    Files of one person.

    Attributes
    ----------
    label : str
        What it is called where it was found, cleaned: the folder of its entry.
    files : tuple of ListedFile
    id, name : str
        By the platform's own naming; empty where it says nothing.
    platform : str
        Which platform's number ``id`` is; empty where there is none.
    aliases : tuple of str
        What else a roster may call it.
    order : int
        The newer of two submissions with one id has the larger order; 0 where nobody knows.
    source : int
        Number of the file or folder that it comes from.
    problem : str
        Why none of its files counts.
    notes : tuple of str
    """

    label: str
    files: tuple[ListedFile, ...] = ()
    id: str = ""
    name: str = ""
    platform: str = ""
    aliases: tuple[str, ...] = ()
    order: int = 0
    source: int = 0
    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sorted:
    """
    What a platform's conventions explain of a listing, and what is left of it.

    ``platform`` is its name, for remarks; empty where no platform is known.
    """

    students: tuple[StudentFiles, ...]
    rest: Listing
    remarks: tuple[str, ...] = ()
    platform: str = ""


def without(listing: Listing, tops: Container[str]) -> Listing:
    """A listing without what lies at or below some of its top-level names."""
    return replace(
        listing,
        files=tuple(file for file in listing.files if file.parts[0] not in tops),
        folders=frozenset(folder for folder in listing.folders if folder[0] not in tops),
    )
