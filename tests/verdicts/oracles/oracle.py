"""
What decides about a variant of one function in one question.

An oracle knows the answer by brute force from the contract's words, which calls the contract
allows, and many calls to try right variants on.  Nothing of the reference, of the sheet or of the
grader is imported here: whoever shares code shares mistakes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Oracle", "plain", "within"]


@dataclass(frozen=True)
class Oracle:
    """
    How one function is judged.

    ``expected`` raises ValueError where the function has to.  ``untouched`` says that arguments
    must not be changed, ``timed`` that the time may only grow with the last one.  ``chance`` gives
    what is wrong with the distribution of answers, for the calls of ``draws``, which leave out the
    generator.
    """

    expected: Callable[..., Any]
    agrees: Callable[[Any, Any, tuple[Any, ...]], bool]
    admits: Callable[..., bool]
    cases: Callable[[], Iterable[tuple[Any, ...]]]
    untouched: bool = False
    timed: bool = False
    chance: Callable[[Callable[..., Any], tuple[Any, ...]], list[str]] | None = None
    draws: Callable[[], Iterable[tuple[Any, ...]]] = tuple


def plain(agree: Callable[[Any, Any], bool]) -> Callable[[Any, Any, tuple[Any, ...]], bool]:
    """An agreement that does not look at the call."""
    return lambda answer, expected, _: agree(answer, expected)


def within(*arrays: Any) -> bool:
    """
    Whether these are float64 arrays of numbers that are 0 or of size 1e-3 to 100.

    They have sides of at most 200, and at most 10,000 numbers, as the sheet says.
    """
    return all(
        isinstance(each, np.ndarray)
        and each.dtype == np.float64
        and 0 < each.size <= 10_000
        and max(each.shape) <= 200
        and bool(np.all((each == 0) | ((np.abs(each) >= 1e-3) & (np.abs(each) <= 100))))
        for each in arrays
    )
