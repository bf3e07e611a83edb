"""
Examples that lie beside known ones, to hold a claim against where draws hardly ever look.

What contradicts a claim is mostly an input at which several things are plain at once: a mistake in
``n`` does not show where ``n`` is 1 *and* sigma is 1.  Of two hundred draws none may be such, and
of the next two hundred one.  Yet each of those things alone is in many known examples, so that it
takes few steps from these: an argument of one with the others of another, zeros throughout, a side
shrunk to 1, a number moved to 0 or to another number of the example, an entry left out.

A law need not be meant for all that is made so.  A number or a side stays between those that the
property's own examples have in its place; and whether the law holds of the model then, the caller
is to ask.  No clock and no chance has an influence: the same examples have the same neighbours.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.call_text import brevity

__all__ = ["neighbours"]

SEED = 577
STEPS = (1, 1, 2, 3)  # by which one example is away from a known one
SMALL = 3  # of so many examples the smallest is taken: more of it is equal, or 1, after a step
IN_VAIN = 200  # known ones in a row after which no more are looked for
MOST_ELEMENTS = 10_000  # of an array that is changed

Example = Mapping[str, Any]
Place = tuple[Any, ...]  # keys that lead to a value within an example
Span = tuple[Any, Any]  # from the smallest to the largest


class _Spot(NamedTuple):
    """A value within an example, where it is, and what all entries of its list share."""

    place: Place
    shared: Place
    value: Any


def neighbours(changed: Sequence[Example], known: Sequence[Example]) -> Iterator[Example]:
    """
    Neighbours of some examples, all kinds mixed, no two alike, and none of them known.

    ``known`` are examples of the same property, which say how far a value may go.
    """
    chance = random.Random(SEED)
    first = sorted(changed, key=brevity)
    spans = _spans(known)
    found = set(map(brevity, known))
    in_vain = 0
    while changed and known and in_vain < IN_VAIN:
        one = first[min(chance.randrange(len(first)) for _ in range(SMALL))]
        made = _neighbour(one, chance.choice(known), spans, chance)
        size = len(found)
        found.add(brevity(made))
        in_vain = in_vain + 1 if len(found) == size else 0
        if not in_vain:
            yield made


def _neighbour(
    one: Example, other: Example, spans: Mapping[Place, Span], chance: random.Random
) -> Example:
    kind = chance.randrange(6)
    if kind == 0:
        return {name: chance.choice((one, other))[name] for name in one}
    if kind == 1:
        return _mixed(one, other, chance)
    if kind == 2:
        return _emptied(one, spans)
    for _ in range(chance.choice(STEPS)):
        one = _simplified(one, spans, chance)
    return one


def _mixed(one: Example, other: Example, chance: random.Random) -> Example:
    """One example, with some values of another in the same places."""
    theirs = {spot.place: spot.value for spot in _spots(dict(other))}
    places = [
        spot.place
        for spot in _spots(dict(one))
        if type(spot.value) is not list and type(theirs.get(spot.place)) is type(spot.value)
    ]
    for place in chance.sample(places, chance.randint(1, len(places))) if places else ():
        one = _with(one, place, theirs[place])
    return one


def _emptied(example: Example, spans: Mapping[Place, Span]) -> Example:
    """An example with zeros in all its arrays and fractions: there most mistakes do not show."""
    for spot in _spots(dict(example)):
        zero: Any = 0.0 if type(spot.value) is float else None
        if _is_changeable(spot.value):
            zero = np.zeros_like(spot.value)
        if zero is not None and _fits(spot, zero, spans):
            example = _with(example, spot.place, zero)
    return example


def _simplified(example: Example, spans: Mapping[Place, Span], chance: random.Random) -> Example:
    """An example with one value changed."""
    spots = [*_spots(dict(example))]
    for spot in chance.sample(spots, len(spots)):
        others = [each.value for each in spots if each.place != spot.place]
        choice = [each for each in _plainer(spot.value, others, chance) if _fits(spot, each, spans)]
        if choice:
            changed: Example = _with(example, spot.place, chance.choice(choice))
            return changed
    return example


def _spots(value: Any, place: Place = (), shared: Place = ()) -> Iterator[_Spot]:
    """The values in an example: numbers, words, arrays, and lists both whole and by entry."""
    if type(value) is dict:
        for key, entry in value.items():
            yield from _spots(entry, (*place, key), (*shared, key))
    elif type(value) in (list, tuple):
        if type(value) is list:
            yield _Spot(place, shared, value)
        for number, entry in enumerate(value):
            each = number if type(value) is tuple else ...
            yield from _spots(entry, (*place, number), (*shared, each))
    else:
        yield _Spot(place, shared, value)


def _with(value: Any, place: Place, new: Any) -> Any:
    """A value with another one in a place within it."""
    if not place:
        return new
    key, *rest = place
    if isinstance(value, Mapping):
        return {**value, key: _with(value[key], tuple(rest), new)}
    entries = [*value]
    entries[key] = _with(entries[key], tuple(rest), new)
    return type(value)(entries)


def _plainer(value: Any, others: Sequence[Any], chance: random.Random) -> Iterator[Any]:
    """What may stand in the place of a value, beside ``others`` in the same example."""
    if isinstance(value, bool):
        yield not value
    elif type(value) is int:
        yield from (0, 1, 2, value - 1, value + 1)
        yield from (each for each in others if type(each) is int)
    elif type(value) is float:
        yield from (0.0, 1.0, -value, value / 2)
        yield from (each for each in others if type(each) is float)
    elif type(value) is list and value:
        place = chance.randrange(len(value))
        yield from (value[:place] + value[place + 1 :], value[:1], value[-1:], value[::-1])
    elif _is_changeable(value):
        yield from _plainer_array(value, chance)
        yield from (each for each in others if _is_like(each, value))


def _plainer_array(array: np.ndarray[Any, Any], chance: random.Random) -> Iterator[Any]:
    place = chance.randrange(array.size)
    yield np.zeros_like(array)
    yield np.ones_like(array)
    yield np.full_like(array, array.flat[place])
    without, alone = array.copy(), np.zeros_like(array)
    without.flat[place], alone.flat[place] = 0, array.flat[place]
    yield from (without, alone)
    if array.dtype.kind != "u":
        yield -array
    yield from (array.take([0], axis) for axis, side in enumerate(array.shape) if side > 1)


def _is_changeable(value: Any) -> bool:
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iuf":
        return False
    return 0 < value.size <= MOST_ELEMENTS and bool(np.isfinite(value).all())


def _is_like(value: Any, array: np.ndarray[Any, Any]) -> bool:
    """Whether a value is an array of the same kind."""
    if not isinstance(value, np.ndarray):
        return False
    return (value.shape, value.dtype) == (array.shape, array.dtype)


def _spans(known: Sequence[Example]) -> dict[Place, Span]:
    """How far numbers and sides go in known examples, by their places."""
    spans: dict[Place, Span] = {}
    for spot in (spot for example in known for spot in _spots(dict(example))):
        for place, (low, high) in _measures(spot.shared, spot.value):
            least, most = spans.get(place, (low, high))
            spans[place] = min(least, low), max(most, high)
    return spans


def _fits(spot: _Spot, value: Any, spans: Mapping[Place, Span]) -> bool:
    """Whether a value in this place goes no further than known ones do."""
    return all(
        place in spans and spans[place][0] <= low and high <= spans[place][1]
        for place, (low, high) in _measures(spot.shared, value)
    )


def _measures(place: Place, value: Any) -> Iterator[tuple[Place, Span]]:
    """What can be measured of a value: how large it is, how long, and what it holds."""
    if isinstance(value, (int, float)) and value == value:
        yield place, (value, value)
    elif type(value) is list:
        yield (*place, "length"), (len(value), len(value))
    elif _is_changeable(value):
        yield (*place, "numbers"), (value.min(), value.max())
        sides = enumerate(value.shape)
        yield from (((*place, value.ndim, axis), (side, side)) for axis, side in sides)
