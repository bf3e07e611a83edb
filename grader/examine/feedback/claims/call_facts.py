"""
Plain facts about a call: 'stride is larger than window', 'x has several channels'.

Each is a family of inputs that a person would think of.  A call's facts are the texts that are
true of it, simple ones first; comparing those of failing calls with those of others tells where
a function goes wrong, without anybody having foreseen that mistake.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from grader.language import Message, message

__all__ = ["Nouns", "facts"]

Nouns = Mapping[str, Sequence[str]]  # of each array argument, what its axes count, one of each

BOUNDS = (2, 3, 5, 10, 100, 1000, 10**6, 2**31, 2**53)
SIZES = (1e100, 1e9, 1e6, 1e4, 1e3, 700.0, 500.0, 100.0, 10.0, 1.0)  # the most telling first
MOST_NUMBERS = 10**6  # of an array that is looked through
ODD = message("{name} has an odd number of {noun}")
EVEN = message("{name} has an even number of {noun}")
ORDERS = {
    0: message("{name} has as many rows as columns"),
    1: message("{name} has more rows than columns"),
    -1: message("{name} has fewer rows than columns"),
}
# What arrays count where the sheet does not say.
USUAL = {1: (message("element"),), 2: (message("row"), message("column"))}
PLURALS = (message("elements"), message("rows"), message("columns"))
MOST_ENTRIES = 20  # of a list that is looked into


def facts(arguments: Mapping[str, Any], nouns: Nouns) -> dict[Message, None]:
    """What is true of a call with these arguments, by name; in order, simple facts first."""
    whole = dict(_whole_numbers(arguments))
    told: dict[Message, None] = {}
    for name, number in whole.items():
        told |= dict.fromkeys(_of_whole(name, number))
    told |= dict.fromkeys(_of_pairs(whole))
    for name, value in arguments.items():
        if name not in whole:
            told |= dict.fromkeys(_of(name, value, nouns.get(name, ())))
    told |= dict.fromkeys(_of_axes(arguments, nouns, whole))
    return told


def _whole_numbers(arguments: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, value in arguments.items():
        if isinstance(value, (int, np.integer)) and not isinstance(value, (bool, np.timedelta64)):
            yield name, int(value)


def _of_whole(name: str | Message, number: int) -> Iterator[Message]:
    if number < 0:
        yield Message("{name} is negative", name=name)
    if number in (0, 1):
        yield Message("{name} is {value}", name=name, value=str(number))
    odd = number % 2
    yield Message("{name} is odd", name=name) if odd else Message("{name} is even", name=name)
    bounds = (str(bound) for bound in BOUNDS if number >= bound)
    yield from (Message("{name} is at least {value}", name=name, value=each) for each in bounds)


def _of_pairs(whole: Mapping[str, int]) -> Iterator[Message]:
    for (one, a), (other, b) in combinations(whole.items(), 2):
        if a == b:
            yield Message("{name} equals {value}", name=one, value=other)
        larger, smaller = (one, other) if a > b else (other, one)
        if a != b:
            yield Message("{bigger} is larger than {value}", bigger=larger, value=smaller)
        if min(a, b) > 1 and max(a, b) % min(a, b):
            yield Message("{name} is no multiple of {value}", name=larger, value=smaller)


def _of(name: str, value: Any, nouns: Sequence[str]) -> Iterator[Message]:
    """The facts of one argument that is no int."""
    if value is None or isinstance(value, bool):
        yield Message("{name} is {value}", name=name, value=str(value))
    elif isinstance(value, str):
        yield from _of_word(name, value)
    elif isinstance(value, (float, np.floating)):
        yield from _of_numbers(name, np.array([float(value)]))
    elif isinstance(value, np.ndarray):
        yield from _of_array(name, value, nouns)
    elif isinstance(value, (list, tuple)):
        yield from _of_list(name, value)


def _of_word(name: str, word: str) -> Iterator[Message]:
    if not word:
        yield Message("{name} is empty", name=name)
    if word != word.strip():
        yield Message("{name} begins or ends with a space", name=name)
    if word != word.lower():
        yield Message("{name} has a capital letter", name=name)
    if word.isalnum() and len(word) < 20:
        yield Message("{name} is {value}", name=name, value=repr(word))


def _of_list(name: str, values: Sequence[Any]) -> Iterator[Message]:
    yield from _of_whole(Message("the length of {name}", name=name), len(values))
    if len(values) > MOST_ENTRIES:
        return
    if values and all(type(value) in (int, float) for value in values):
        yield from _of_numbers(name, np.array(values, dtype=np.float64))
    for entry in values:
        if isinstance(entry, dict):
            yield from _of_entry(name, entry)


def _of_entry(name: str, entry: Mapping[str, Any]) -> Iterator[Message]:
    for key, value in entry.items():
        if isinstance(value, str) and len(value) < 20:
            yield Message(
                "an entry of {name} has the {key} {value}",
                name=name,
                key=str(key),
                value=repr(value),
            )
        elif isinstance(value, int):
            bounds = (bound for bound in (1, *BOUNDS[:3]) if value >= bound)
            yield from (
                Message(
                    "an entry of {name} has a {key} of at least {value}",
                    name=name,
                    key=str(key),
                    value=str(bound),
                )
                for bound in bounds
            )


def _of_array(name: str, array: np.ndarray[Any, Any], nouns: Sequence[str]) -> Iterator[Message]:
    sides = dict(_sides(array, nouns))
    for noun, side in sides.items():
        yield from _of_side(name, noun, side)
    if {"row", "column"} <= sides.keys():
        rows, columns = sides["row"], sides["column"]
        if rows != columns:
            yield Message("{name} is not square", name=name)
        yield Message(ORDERS[(rows > columns) - (rows < columns)], name=name)
    if array.dtype.kind in "iuf" and 0 < array.size <= MOST_NUMBERS:
        yield from _of_numbers(name, array.astype(np.float64).ravel())


def _of_side(name: str, noun: str, side: int) -> Iterator[Message]:
    """How many an array has along an axis; nouns are put into words by the sheet's catalogue."""
    if side == 1:
        yield Message("{name} has 1 {noun}", name=name, noun=Message(noun))
        return
    plural = Message(f"{noun}s")
    if not side:
        yield Message("{name} has no {noun}", name=name, noun=plural)
        return
    yield Message("{name} has several {noun}", name=name, noun=plural)
    yield Message(ODD if side % 2 else EVEN, name=name, noun=plural)
    for bound in BOUNDS[1:5]:
        if side >= bound:
            yield Message(
                "{name} has at least {value} {noun}", name=name, value=str(bound), noun=plural
            )


def _sides(array: np.ndarray[Any, Any], nouns: Sequence[str]) -> Iterator[tuple[str, int]]:
    """What an array counts along its axes, and how many of each."""
    usual = USUAL.get(array.ndim, ())
    names = nouns if len(nouns) == array.ndim else usual
    return zip(names, array.shape, strict=False)


def _of_numbers(name: str, numbers: np.ndarray[Any, Any]) -> Iterator[Message]:
    """The facts of an argument's values; one number is an array of one."""
    largest = float(np.abs(numbers).max())
    if numbers.max() < 0:
        yield Message("{name} is negative throughout", name=name)
    if numbers.min() < 0:
        yield Message("{name} holds a negative number", name=name)
    if not largest:
        yield Message("{name} is 0 throughout", name=name)
    if not numbers.all():
        yield Message("{name} holds a 0", name=name)
    if numbers.size > 1 and (numbers == numbers[0]).all():
        yield Message("all numbers in {name} are equal", name=name)
    if len(np.unique(numbers)) < numbers.size:
        yield Message("{name} holds equal numbers", name=name)
    if (numbers != np.trunc(numbers)).any():
        yield Message("{name} holds a fraction", name=name)
    yield from (
        Message("{name} holds a number beyond {value}", name=name, value=f"±{size:g}")
        for size in SIZES
        if largest > size
    )
    if numbers.size > 1:
        top = abs(float(numbers.max()))
        bounds = (size for size in SIZES if top > size)
        yield from (
            Message("the largest number in {name} is beyond {value}", name=name, value=f"±{size:g}")
            for size in bounds
        )
    if 0 < largest < 0.001:
        yield Message("{name} is smaller than 0.001 throughout", name=name)


def _of_axes(
    arguments: Mapping[str, Any], nouns: Nouns, whole: Mapping[str, int]
) -> Iterator[Message]:
    """How the numbers of a call fit the sides of its arrays."""
    for name, array in arguments.items():
        if not isinstance(array, np.ndarray):
            continue
        for noun, side in _sides(array, nouns.get(name, ())):
            for other, number in whole.items():
                if number > side:
                    yield Message(
                        "{bigger} is larger than the number of {noun} of {name}",
                        bigger=other,
                        noun=Message(f"{noun}s"),
                        name=name,
                    )
                elif number > 1 and side % number:
                    yield Message(
                        "the number of {noun} of {name} is no multiple of {value}",
                        noun=Message(f"{noun}s"),
                        name=name,
                        value=other,
                    )
