"""
Names that are nearly right: what somebody may have meant by a name that there is not.

Some names come from a submission, so how many are compared, and how long they may be, is bounded.
"""

from difflib import get_close_matches
from functools import lru_cache

__all__ = ["NEARLY", "nearest"]

NEARLY = "has nearly that name: rename it if it is meant"  # after a name
LIKENESS = 0.75  # of difflib: 'sofmax' has 0.92 of 'softmax', 'max_pool2d' 0.69 of 'average_pool2d'
MOST_COMPARED = 200
LONGER = 3  # characters that may be there, or be missing


@lru_cache(maxsize=256)
def nearest(name: str, known: frozenset[str], taken: frozenset[str] = frozenset()) -> str:
    """
    The name among ``known`` that is most like ``name``; empty where none is like it.

    What is ``taken`` means itself, and is not looked at.  ``name`` is one that is not known.
    """
    alike = [n for n in known - taken if abs(len(n) - len(name)) <= LONGER]
    compared = sorted(alike)[:MOST_COMPARED]  # sorted: a set has no order that lasts
    found = get_close_matches(name, compared, n=1, cutoff=LIKENESS)
    return found[0] if found else ""
