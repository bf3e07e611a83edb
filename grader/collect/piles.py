"""What one person handed in, before one file of it is chosen."""

from collections.abc import Container
from dataclasses import dataclass, replace

from grader.collect.leaves import Leaf, Listing

__all__ = ["Pile", "Sorted", "without"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """
    Files of one person.

    Attributes
    ----------
    label : str
        What the pile is called, cleaned: the folder of its entry.
    leaves : tuple of Leaf
    id, name : str
        By the platform's own naming; empty where it says nothing.
    platform : str
        Which platform's number ``id`` is; empty where there is none.
    aliases : tuple of str
        What else a roster may call it.
    order : int
        Of two piles of one id, the one of the larger order is the newer; 0 where nobody knows.
    source : int
        Number of the file or folder that it comes from.
    problem : str
        Why none of its files counts.
    notes : tuple of str
    """

    label: str
    leaves: tuple[Leaf, ...] = ()
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
    """What a platform's conventions explain of a listing, and what is left of it."""

    piles: tuple[Pile, ...]
    rest: Listing
    remarks: tuple[str, ...] = ()


def without(listing: Listing, tops: Container[str]) -> Listing:
    """A listing without what lies at or below some of its top-level names."""
    return replace(
        listing,
        leaves=tuple(leaf for leaf in listing.leaves if leaf.parts[0] not in tops),
        folders=frozenset(folder for folder in listing.folders if folder[0] not in tops),
    )
