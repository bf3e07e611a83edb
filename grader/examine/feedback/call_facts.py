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

__all__ = ["Nouns", "facts"]

Nouns = Mapping[str, Sequence[str]]  # of each array argument, what its axes count, one of each

BOUNDS = (2, 3, 5, 10, 100, 1000, 10**6, 2**31, 2**53)
SIZES = (1e100, 1e9, 1e6, 1e4, 1e3, 700.0, 500.0, 100.0, 10.0, 1.0)  # the most telling first
MOST_NUMBERS = 10**6  # of an array that is looked through
MOST_ENTRIES = 20  # of a list that is looked into


def facts(arguments: Mapping[str, Any], nouns: Nouns) -> dict[str, None]:
    """What is true of a call with these arguments, by name; in order, simple facts first."""
    whole = dict(_whole_numbers(arguments))
    told: dict[str, None] = {}
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
        if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
            yield name, int(value)


def _of_whole(name: str, number: int) -> Iterator[str]:
    if number < 0:
        yield f"{name} is negative"
    if number in (0, 1):
        yield f"{name} is {number}"
    yield f"{name} is {'odd' if number % 2 else 'even'}"
    yield from (f"{name} is at least {bound}" for bound in BOUNDS if number >= bound)


def _of_pairs(whole: Mapping[str, int]) -> Iterator[str]:
    for (one, a), (other, b) in combinations(whole.items(), 2):
        if a == b:
            yield f"{one} equals {other}"
        larger, smaller = (one, other) if a > b else (other, one)
        if a != b:
            yield f"{larger} is larger than {smaller}"
        if min(a, b) > 1 and max(a, b) % min(a, b):
            yield f"{larger} is no multiple of {smaller}"


def _of(name: str, value: Any, nouns: Sequence[str]) -> Iterator[str]:
    """Of one argument that is no int."""
    if value is None or isinstance(value, bool):
        yield f"{name} is {value}"
    elif isinstance(value, str):
        yield from _of_word(name, value)
    elif isinstance(value, (float, np.floating)):
        yield from _of_numbers(name, np.array([float(value)]))
    elif isinstance(value, np.ndarray):
        yield from _of_array(name, value, nouns)
    elif isinstance(value, (list, tuple)):
        yield from _of_list(name, value)


def _of_word(name: str, word: str) -> Iterator[str]:
    if not word:
        yield f"{name} is empty"
    if word != word.strip():
        yield f"{name} begins or ends with a space"
    if word != word.lower():
        yield f"{name} has a capital letter"
    if word.isalnum() and len(word) < 20:
        yield f"{name} is {word!r}"


def _of_list(name: str, values: Sequence[Any]) -> Iterator[str]:
    yield from _of_whole(f"the length of {name}", len(values))
    if len(values) > MOST_ENTRIES:
        return
    if values and all(type(value) in (int, float) for value in values):
        yield from _of_numbers(name, np.array(values, dtype=np.float64))
    for entry in values:
        if isinstance(entry, dict):
            yield from _of_entry(name, entry)


def _of_entry(name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, str) and len(value) < 20:
            yield f"an entry of {name} has the {key} {value!r}"
        elif isinstance(value, int):
            bounds = (bound for bound in (1, *BOUNDS[:3]) if value >= bound)
            yield from (f"an entry of {name} has a {key} of at least {bound}" for bound in bounds)


def _of_array(name: str, array: np.ndarray[Any, Any], nouns: Sequence[str]) -> Iterator[str]:
    sides = dict(_sides(array, nouns))
    for noun, side in sides.items():
        plural = f"{noun}s"
        if side <= 1:
            yield f"{name} has 1 {noun}" if side else f"{name} has no {plural}"
        else:
            yield f"{name} has several {plural}"
            yield f"{name} has an {'odd' if side % 2 else 'even'} number of {plural}"
            bounds = (bound for bound in BOUNDS[1:5] if side >= bound)
            yield from (f"{name} has at least {bound} {plural}" for bound in bounds)
    if {"row", "column"} <= sides.keys():
        rows, columns = sides["row"], sides["column"]
        if rows != columns:
            yield f"{name} is not square"
        order = "as many rows as" if rows == columns else "more rows than"
        order = "fewer rows than" if rows < columns else order
        yield f"{name} has {order} columns"
    if array.dtype.kind in "iuf" and 0 < array.size <= MOST_NUMBERS:
        yield from _of_numbers(name, array.astype(np.float64).ravel())


def _sides(array: np.ndarray[Any, Any], nouns: Sequence[str]) -> Iterator[tuple[str, int]]:
    """What an array counts along its axes, and how many of each."""
    usual = {1: ("element",), 2: ("row", "column")}.get(array.ndim, ())
    names = nouns if len(nouns) == array.ndim else usual
    return zip(names, array.shape, strict=False)


def _of_numbers(name: str, numbers: np.ndarray[Any, Any]) -> Iterator[str]:
    """Of the values of an argument; one number is an array of one."""
    largest = float(np.abs(numbers).max())
    if numbers.max() < 0:
        yield f"{name} is negative throughout"
    if numbers.min() < 0:
        yield f"{name} holds a negative number"
    if not largest:
        yield f"{name} is 0 throughout"
    if not numbers.all():
        yield f"{name} holds a 0"
    if numbers.size > 1 and (numbers == numbers[0]).all():
        yield f"all numbers in {name} are equal"
    if len(np.unique(numbers)) < numbers.size:
        yield f"{name} holds equal numbers"
    if (numbers != np.trunc(numbers)).any():
        yield f"{name} holds a fraction"
    yield from (f"{name} holds a number beyond ±{size:g}" for size in SIZES if largest > size)
    if numbers.size > 1:
        top = abs(float(numbers.max()))
        bounds = (size for size in SIZES if top > size)
        yield from (f"the largest number in {name} is beyond ±{size:g}" for size in bounds)
    if 0 < largest < 0.001:
        yield f"{name} is smaller than 0.001 throughout"


def _of_axes(arguments: Mapping[str, Any], nouns: Nouns, whole: Mapping[str, int]) -> Iterator[str]:
    """How the numbers of a call fit the sides of its arrays."""
    for name, array in arguments.items():
        if not isinstance(array, np.ndarray):
            continue
        for noun, side in _sides(array, nouns.get(name, ())):
            for other, number in whole.items():
                if number > side:
                    yield f"{other} is larger than the number of {noun}s of {name}"
                elif number > 1 and side % number:
                    yield f"the number of {noun}s of {name} is no multiple of {other}"
