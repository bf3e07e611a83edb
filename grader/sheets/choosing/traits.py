"""
What is special about an example's arguments: the inputs on which a wrong answer may hide.

A mistake that shows on few inputs shows where these have something in common: an axis of size 1,
equal rows, no negative number, a number beyond 2**53, a stride that does not divide.  Each such
property is a trait with a name.  A corpus in which every trait occurs catches every function that
is right except on inputs with that trait, and no such function has to be written or run.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations, product
from typing import Any

import numpy as np

from grader.sheets.choosing.matrix_traits import LITTLE, matrix_traits

__all__ = ["paired", "traits"]

WHOLE_BOUNDS = (2, 3, 5, 9, 17, 33, 100, 201, 1000, *(2**power for power in (15, 31, 53, 63)))
SIDES = (2, 3, 4, 5, 6, 7, 9, 11, 16, 17, 33, 65, 128, 256)
SUMS = (127, 255, 2**15 - 1, 2**16 - 1, 2**31 - 1)  # where small integers and halves end
SIZES = (0.0015, 0.01, 0.1, 1.0, 10.0, 100.0, 700.0, 1e3, 1e5, 1e9, 1e100)
SPREAD = 1e4  # between the largest and the smallest number that is not 0
MOST_SHOWN = 20  # letters of a word that are counted, entries of a list that are looked into
MOST_PARTS = 8  # numbers and arrays that are compared with each other
MOST_MARKED = 24  # traits of which pairs are made
LONG_STEP = 7
MARK = "special: "
ORDERS = {"order": 1, "reverse order": -1}
FEW_VALUES = {"ones": {1.0}, "ones and minus ones": {-1.0, 1.0}, "zeros and ones": {0.0, 1.0}}


def traits(example: Mapping[str, Any]) -> frozenset[str]:
    """The names of all that is special about these arguments, singly and in pairs."""
    parts = [part for name, value in example.items() for part in _parts(name, value)]
    with np.errstate(all="ignore"):  # nothing is far above the largest floats
        found = {name: frozenset(_traits(value)) for name, value in parts}
    single = {f"{name} {trait}" for name, told in found.items() for trait in told}
    single |= set(_relations(parts))
    return frozenset({*single, *_alone(single), *_pairs(found)})


def paired(trait: str) -> bool:
    """Whether a trait is that of two others occurring together."""
    return trait.count(MARK) > 1


def _alone(single: set[str]) -> Iterator[str]:
    """
    Once more each trait of an example that is not special in any other way.

    Where an image is one pixel wide, say, it does not show what happens to its fourth channel.
    """
    special = [trait for trait in single if MARK in trait]
    if len(special) <= 1:
        yield from (f"{trait} alone" for trait in special or single)


def _parts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The values in an argument by their places; the entries of a tuple are arguments, too."""
    if isinstance(value, tuple) and value and len(value) <= MOST_PARTS:
        for place, entry in enumerate(value):
            yield from _parts(f"{name}[{place}]", entry)
    else:
        yield name, value


def _traits(value: Any) -> Iterator[str]:
    if value is None or isinstance(value, bool):
        yield f"is {value}"
    elif isinstance(value, int):
        yield from _of_whole(value)
    elif isinstance(value, float):
        yield from _of_numbers(np.array([value]))
    elif isinstance(value, str):
        yield from _of_word(value)
    elif isinstance(value, np.ndarray):
        yield from _of_array(value)
    elif isinstance(value, (list, tuple)):
        yield from _of_list(value)
    elif isinstance(value, Mapping):
        yield from (f"{key} {trait}" for key, entry in value.items() for trait in _traits(entry))


def _of_whole(value: int) -> Iterator[str]:
    if value in (-1, 0, 1):
        yield f"{MARK}is {value}"
    yield f"leaves {value % 4} of 4"
    yield f"is {'negative' if value < 0 else 'not negative'}"
    yield from (f"is at least {bound} in size" for bound in WHOLE_BOUNDS if abs(value) >= bound)


def _of_word(word: str) -> Iterator[str]:
    yield f"has {min(len(word), MOST_SHOWN)} letters"
    if word != word.strip():
        yield "begins or ends with a space"
    if word != word.lower():
        yield "has a capital letter"
    if not word.strip().isalpha():
        yield "has more than letters"


def _of_list(values: Sequence[Any]) -> Iterator[str]:
    yield from (f"length {trait}" for trait in _of_side(len(values)))
    if values and all(type(value) in (int, float) for value in values):
        yield from _of_numbers(np.array(values, dtype=np.float64))
    for value in values[:MOST_SHOWN]:
        if isinstance(value, Mapping):
            yield from (f"has an entry whose {trait}" for trait in _traits(value))


def _of_array(array: np.ndarray[Any, Any]) -> Iterator[str]:
    for axis, side in enumerate(array.shape):
        yield from (f"axis {axis} {trait}" for trait in _of_side(side))
    for (one, a), (other, b) in combinations(enumerate(array.shape), 2):
        order = "as long as" if a == b else "longer than" if a > b else "shorter than"
        yield f"axis {one} is {order} axis {other}"
        if min(a, b) > 1:
            yield f"axes {one} and {other} are both long"
        if max(a, b) > 2 * min(a, b):
            far = "more than twice" if a > b else "less than half of"
            yield f"axis {one} is {far} axis {other}"
    if array.size and array.dtype.kind in "iuf":
        yield from _of_numbers(array.astype(np.float64))
        yield from (f"{MARK}{trait}" for trait in matrix_traits(array))


def _of_side(side: int) -> Iterator[str]:
    yield f"{MARK}is 1" if side == 1 else f"is {'odd' if side % 2 else 'even'}"
    if side in SIDES:
        yield f"is {side}"
    yield from (f"is at least {bound}" for bound in SIDES if side >= bound)


def _of_numbers(numbers: np.ndarray[Any, Any]) -> Iterator[str]:
    sizes = np.abs(numbers)
    for name, marked in (("negative", numbers < 0), ("zero", sizes == 0)):
        if marked.all():
            yield f"{MARK}{name} throughout"
        yield f"{'somewhere' if marked.any() else 'nowhere'} {name}"
    if numbers.size > 1:
        distinct = np.unique(numbers).size
        yield "has ties" if distinct < numbers.size else "has no ties"
        if distinct == 1:
            yield f"{MARK}constant"
        elif distinct == 2:
            yield f"{MARK}of two values"
        yield f"{_place(int(numbers.argmax()), numbers.size)} is the largest"
        yield f"{_place(int(numbers.argmin()), numbers.size)} is the smallest"
        yield from (f"{MARK}{trait}" for trait in _of_several(numbers.ravel()))
    elif numbers.item() == 1:
        yield f"{MARK}is 1"
    if (numbers == np.round(numbers)).all():
        yield "whole throughout"
        yield from (f"whole, of sizes that add up beyond {s}" for s in SUMS if sizes.sum() > s)
        if (numbers < 0).any():
            yield "whole throughout and somewhere negative"
    else:
        yield "not all whole"
    other = sizes[sizes > 0]
    if other.size and other.max() > SPREAD * other.min():
        yield "of sizes far apart"
    for bound in SIZES if other.size else ():
        if other.max() >= bound:
            yield f"beyond {bound:g}"
        if other.min() < bound <= 10:
            yield f"below {bound:g}, not 0"
        if other.max() < bound <= 1:
            yield f"{MARK}below {bound:g} throughout"


def _of_several(numbers: np.ndarray[Any, Any]) -> Iterator[str]:
    """What shortcuts are taken on: a sum or an end that is zero, an order, being all but whole."""
    if numbers.any() and numbers.sum() == 0:
        yield "of sum zero"
    if (numbers[0] != numbers).any() and np.ptp(numbers) <= LITTLE * np.abs(numbers).max():
        yield "constant but for little"
    whole = np.round(numbers)
    if (numbers != whole).any() and np.allclose(numbers, whole, rtol=LITTLE, atol=0.0):
        yield "whole but for little"
    if numbers.size > 2:
        steps = np.diff(numbers)
        yield from (f"in {way}" for way, up in ORDERS.items() if (up * steps > 0).all())
    found = set(np.unique(numbers).tolist())
    yield from (f"of {name}" for name, values in FEW_VALUES.items() if found == values)
    for name, end in (("largest", numbers.max()), ("smallest", numbers.min())):
        if end == 0 and numbers.any():
            yield f"zero its {name}"
    if (np.signbit(numbers) & (numbers == 0)).any():
        yield "with a negative zero"


def _place(place: int, count: int) -> str:
    return "the first" if place == 0 else "the last" if place == count - 1 else "an inner one"


def _relations(parts: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """How whole numbers and the sides of arrays stand to each other."""
    whole = [(name, v) for name, v in parts if isinstance(v, int) and not isinstance(v, bool)]
    sides = [
        (f"{name} axis {axis}", side)
        for name, value in parts
        if isinstance(value, np.ndarray)
        for axis, side in enumerate(value.shape)
    ]
    for (one, a), (other, b) in combinations((whole + sides)[:MOST_PARTS], 2):
        order = "equals" if a == b else "exceeds" if a > b else "is below"
        yield f"{one} {order} {other}"
        yield from (f"{one} is {other} and {by}" for by in (-1, 1) if a - b == by)
        if a and b and min(abs(a), abs(b)) > 1:
            divides = max(abs(a), abs(b)) % min(abs(a), abs(b)) == 0
            yield f"{one} {'divides' if divides else 'does not divide'} {other} or is divided"
    for (name, by), ((one, a), (other, b)) in product(whole[:3], combinations(sides[:4], 2)):
        if by > 1 and (a % by == 0) != (b % by == 0):
            yield f"{name} divides {one if a % by == 0 else other} and not the other side"
    for (one, a), (other, b) in permutations(whole[:3], 2):
        for name, side in sides[:MOST_PARTS] if b > 1 else ():
            yield f"{name} less {one} leaves {min((side - a) % b, 2)} of {other}"
            if side - a >= b:
                yield f"{name} less {one} is at least {other}"
                if b >= LONG_STEP:
                    yield f"{name} less {one} is at least {other}, which is long"


def _pairs(found: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Two things at once that a shortcut may be taken on, in one argument or in two."""
    marked = sorted(
        f"{name} {trait}" for name, told in found.items() for trait in told if MARK in trait
    )
    yield from (f"{one} and {other}" for one, other in combinations(marked[:MOST_MARKED], 2))
