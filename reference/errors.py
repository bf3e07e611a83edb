"""
The refusals that several topics share.

Each takes the facts and writes its own sentence, so that every topic refuses in the same words.
All derive from ``ValueError``, which is what the sheet asks of a function that cannot answer.
"""

from collections.abc import Iterable

__all__ = ["DoesNotFit", "UnknownWord"]


class DoesNotFit(ValueError):
    """A window is larger than the image it should be taken from, or has no pixels."""

    def __init__(self, what: str, side: int, height: int, width: int) -> None:
        super().__init__(
            f"no {what} of side {side} fits in a {height}×{width} image; "
            f"choose a side from 1 to {min(height, width)}"
        )


class UnknownWord(ValueError):
    """A word that stands for a choice is not one of the choices."""

    def __init__(self, kind: str, found: object, choices: Iterable[str]) -> None:
        known = ", ".join(map(repr, choices))
        super().__init__(f"no {kind} is called {found!r}; choose one of {known}")
