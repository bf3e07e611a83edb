"""
How many calls a property may make of a submission, by how many properties its sheet has.

What is learned from a probe, and what differs from an example in one argument, comes on top.

All students wait for all calls.  A large sheet asks a function in several properties, so that each
of them can do with fewer; a small one has room, and often no examples but those that are drawn.
"""

from typing import NamedTuple

__all__ = ["SMALL_SHEET", "Budget", "budget"]

SMALL_SHEET = 20  # properties


class Budget(NamedTuple):
    """
    What is chosen of a property's candidates, beside those that catch a rare mistake.

    Attributes
    ----------
    trait_calls : int
        Calls of the examples that are chosen by their traits, the written ones included.
    calls : int
        Calls with those, too, that differ most from the chosen ones.
    fewest_drawn : int
        Examples beside however many are written.
    crosses : bool
        Whether there are to be examples that differ from another one in one argument alone.
    """

    trait_calls: int
    calls: int
    fewest_drawn: int
    crosses: bool = True


SMALL, SMALL_LATER = Budget(20, 24, 4), Budget(8, 10, 4)
LARGE, LARGE_LATER = Budget(15, 18, 2), Budget(6, 6, 1, crosses=False)


def budget(properties: int, *, later: bool) -> Budget:
    """
    The budget of a property in a sheet of so many.

    One that comes ``later`` is not the first of its function: most mistakes have failed another
    one by then.
    """
    if properties <= SMALL_SHEET:
        return SMALL_LATER if later else SMALL
    return LARGE_LATER if later else LARGE
