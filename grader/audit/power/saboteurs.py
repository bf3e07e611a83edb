"""
Functions that are right but for little, made of any right function without being written by hand.

Whoever writes down mistakes writes those that come to mind, and a corpus that is chosen by them
catches them.  These are made of what can be special about any input or answer, so that nobody had
to think of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from grader.audit.power.memories import memories
from grader.audit.power.other_values import at_numbers, at_one_place, other
from grader.sheets.choosing.wrong_answers import WrongAnswer

__all__ = ["everywhere", "kind_of", "where"]

Function = Callable[..., Any]
Condition = Callable[[tuple[Any, ...]], bool]

# What a trait is about, by words of its name; the first that fits.
KINDS = {
    "structure": r"mirrored|constant|zero (line|at|inside|in the)|rank|symmetric|diagonal|"
    r"triangular|half turn|identity|sums?|mostly zero|single number|alike|order|"
    r"but for little|ones and|zeros and ones|two values|reversed|all (smaller|larger)",
    "relations": r"divide|exceeds|equals|is below| leaves \d+ of [a-z]|is [a-z].* and -?1",
    "sizes": r"axis|axes|length",
    "words": r"letter|space",
    "magnitudes": r"beyond|below|at least|far apart",
    "signs, zeros and ties": r"negative|zero|ties|smallest|largest|whole",
}
PLACES = (
    *("the last number", "all but the first number", "the last row", "the last column"),
    *("the inside", "the border"),
)


def kind_of(trait: str) -> str:
    """The kind of what is special about an input, by the trait's name."""
    found = (kind for kind, words in KINDS.items() if re.search(words, trait))
    return next(found, "single values")


def where(name: str, right: Function, trait: str, holds: Condition) -> WrongAnswer:
    """A function that is wrong exactly where a trait holds of its arguments."""

    def saboteur(*arguments: Any) -> Any:
        if not holds(arguments):
            return right(*arguments)
        try:
            return other(right(*arguments))
        except ValueError:  # what is to be refused is answered
            return 0

    return WrongAnswer(f"{name} where {trait}", f"saboteurs by {kind_of(trait)}", {name: saboteur})


def everywhere(name: str, right: Function) -> Iterator[WrongAnswer]:
    """Functions whose answers are off by little, wrong in one place, or remembered."""
    for told, change in FRACTIONS.items():
        yield _of_answers(name, right, told, partial(at_numbers, change=change))
        yield _of_arguments(name, right, told, partial(at_numbers, change=change))
    for told, change in WHOLES.items():
        yield _of_answers(name, right, told, partial(at_numbers, change=change, whole=True))
        yield _of_arguments(name, right, told, partial(at_numbers, change=change, whole=True))
    for place in PLACES:
        wrong = _through(right, partial(at_one_place, place=place))
        yield WrongAnswer(f"{name} wrong in {place}", "saboteurs by place", {name: wrong})
    yield from memories(name, right)


def _in_bits(value: Any, small: type[np.integer[Any]]) -> Any:
    """Whole numbers as a small integer has them, wrapped around; others as they are."""
    numbers = np.asarray(value)
    if not (numbers == np.round(numbers)).all() or np.abs(numbers).max(initial=0) >= 2**53:
        return value
    return numbers.astype(np.int64).astype(small).astype(numbers.dtype)[()]


FRACTIONS: Mapping[str, Callable[[Any], Any]] = {
    "off by a thousandth of their size": lambda x: x * 1.001,
    "off by 1e-3, whatever their size": lambda x: x + 1e-3,
    "off by 1e-5, whatever their size": lambda x: x + 1e-5,
    "rounded to 3 decimals": lambda x: np.round(x, 3),
    "rounded to 5 decimals": lambda x: np.round(x, 5),
    "rounded to 6 decimals": lambda x: np.round(x, 6),
    "taken for 0 below 1e-2": lambda x: x * (np.abs(x) >= 1e-2),
    "taken for 0 below 1e-3": lambda x: x * (np.abs(x) >= 1e-3),
    "taken for 0 below 1e-5": lambda x: x * (np.abs(x) >= 1e-5),
    "clipped at 1000": lambda x: np.clip(x, -1000.0, 1000.0),
    "in 8 bits if whole": lambda x: _in_bits(x, np.int8),
    "in 8 bits without a sign if whole": lambda x: _in_bits(x, np.uint8),
    "in 16 bits if whole": lambda x: _in_bits(x, np.int16),
    "in half precision": lambda x: x * 0 + np.float16(np.clip(x, -6e4, 6e4)),
}
WHOLES: Mapping[str, Callable[[int], int]] = {
    "wrapped at 2**7": lambda x: (x + 2**7) % 2**8 - 2**7,
    "wrapped at 2**8": lambda x: x % 2**8,
    "wrapped at 2**15": lambda x: (x + 2**15) % 2**16 - 2**15,
    "wrapped at 2**31": lambda x: (x + 2**31) % 2**32 - 2**31,
    "wrapped at 2**63": lambda x: (x + 2**63) % 2**64 - 2**63,
    "taken through a float": lambda x: int(float(x)) if abs(x) < 10**300 else x,
    "clipped at 1000": lambda x: max(-1000, min(1000, x)),
}


def _of_answers(name: str, right: Function, told: str, change: Function) -> WrongAnswer:
    wrong = _through(right, change)
    return WrongAnswer(f"{name}: answers {told}", "saboteurs by tolerance", {name: wrong})


def _of_arguments(name: str, right: Function, told: str, change: Function) -> WrongAnswer:
    def saboteur(*arguments: Any) -> Any:
        return right(*map(change, arguments))

    return WrongAnswer(f"{name}: arguments {told}", "saboteurs by tolerance", {name: saboteur})


def _through(right: Function, change: Function) -> Function:
    def saboteur(*arguments: Any) -> Any:
        return change(right(*arguments))

    return saboteur
