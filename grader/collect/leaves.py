"""
Files as they are listed, before any is opened.

Choosing what counts works on names alone.  A listing is therefore a plain value, whether it comes
from a folder or from an archive, and reading is left to the few leaves that are chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Leaf", "Listing", "nothing"]


def nothing() -> bytes:
    """Content of a leaf that is never read, for it has a problem."""
    return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
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
    leaves : tuple of Leaf
    folders : frozenset of tuple of str
        Every folder, for an empty one is a student who handed in nothing.
    strays : tuple of Leaf
        Members of an archive whose names say that they belong elsewhere.
    remarks : tuple of str
    """

    name: str
    leaves: tuple[Leaf, ...]
    folders: frozenset[tuple[str, ...]] = frozenset()
    strays: tuple[Leaf, ...] = ()
    remarks: tuple[str, ...] = ()
