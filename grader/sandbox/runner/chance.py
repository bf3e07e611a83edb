"""
What is drawn in a student's process, made repeatable: the same submission gets the same marks.

Python's and NumPy's own generators begin with a seed of ours.  Who asks the system itself, as
``np.random.default_rng()`` does without a seed, would be marked otherwise in each run.  So what
the system gives is drawn here, from the submission and from a lot that each of its processes is
given: no two of them draw the same, and what hangs on it is found out in every run.
"""

import operator
import os
import random
from collections.abc import Iterable

__all__ = ["draw_again"]


def draw_again(lot: int, sources: Iterable[bytes]) -> None:
    """Let the system's random bytes be drawn from a submission's text and its process's ``lot``."""
    drawn = random.Random(b"\0".join([str(lot).encode(), *sources]))

    def urandom(size: int, /) -> bytes:
        """As many bytes, that are the same in each run."""
        return drawn.randbytes(operator.index(size))

    def getrandom(size: int, flags: int = 0) -> bytes:
        """The same, by its other name."""
        del flags
        return urandom(size)

    os.urandom = urandom
    random._urandom = urandom  # type: ignore[attr-defined]  # by which secrets and NumPy go
    if hasattr(os, "getrandom"):
        os.getrandom = getrandom
