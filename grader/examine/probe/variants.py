"""
Recorded inputs, changed a little: what a mistake that few inputs show is often found by.

A variant takes an argument of another example, or a number, a row or a word is another one.
Numbers stay between the least and the largest that were recorded of that argument, so that a
variant is of the size that the sheet asks for; whether it asks for more than that in another way is
for the model answers and the right solutions to say.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

__all__ = ["variants"]

Example = Mapping[str, Any]
DIGITS = 3  # of a number that is drawn
FACTORS = (-1.0, 0.0, 1e-3, 0.1, 2.0, 10.0, 1e3)


def variants(
    examples: Sequence[Example], favoured: Sequence[Example], chance: random.Random
) -> Iterator[dict[str, Any]]:
    """Variants of the examples, those of the favoured ones half of the time, without end."""
    bounds = {name: _bounds([each[name] for each in examples]) for name in examples[0]}
    while True:
        chosen = dict(chance.choice(favoured if favoured and chance.random() < 0.5 else examples))
        for _ in range(chance.choice((1, 2, 3, 5))):
            name = chance.choice(list(chosen))
            if chance.random() < 0.3:
                chosen[name] = chance.choice(examples)[name]
            else:
                chosen[name] = _changed(chosen[name], bounds[name], chance)
        yield chosen


def _bounds(values: Sequence[Any]) -> tuple[float, float]:
    """The least and the largest number in some values."""
    numbers = [number for value in values for number in _numbers(value)]
    return (min(numbers), max(numbers)) if numbers else (0, 0)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, (list, tuple)):
        for entry in value:
            yield from _numbers(entry)
    elif isinstance(value, Mapping):
        yield from _numbers(list(value.values()))
    elif isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.size:
        yield from (value.min().item(), value.max().item())
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield value


def _changed(value: Any, bounds: tuple[float, float], chance: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        near = (value - 1, value + 1, 2 * value, value // 2, *map(int, bounds))
        return min(max(chance.choice(near), int(bounds[0])), int(bounds[1]))
    if isinstance(value, float):
        another = round(chance.uniform(*bounds), DIGITS)
        changed = chance.choice((value * chance.choice(FACTORS), another))
        return min(max(changed, bounds[0]), bounds[1])
    if isinstance(value, str):
        return chance.choice((value.upper(), value.capitalize(), f"{value} ", value[:-1], value))
    if isinstance(value, np.ndarray):
        return _array(value, bounds, chance)
    if isinstance(value, (list, tuple)) and value:
        place = chance.randrange(len(value))
        entries = [*value[:place], _changed(value[place], bounds, chance), *value[place + 1 :]]
        return entries if isinstance(value, list) else tuple(entries)
    if isinstance(value, dict) and value:
        key = chance.choice(list(value))
        return {**value, key: _changed(value[key], bounds, chance)}
    return value


def _array(array: Any, bounds: tuple[float, float], chance: random.Random) -> Any:
    if not array.size or array.dtype.kind not in "iuf":
        return array
    changed, axis = array.copy(), chance.randrange(max(1, array.ndim))
    way = chance.choice(("entry", "entry", "line", "copy", "flip", "scale", "constant", "sort"))
    if way == "entry" or not array.ndim:
        another = round(chance.uniform(*bounds), DIGITS)
        taken = chance.choice((0, array.flat[chance.randrange(array.size)], another, *bounds))
        changed.flat[chance.randrange(array.size)] = taken
    elif way in ("line", "copy"):
        lines = np.moveaxis(changed, axis, 0)
        source = chance.randrange(len(lines))
        lines[chance.randrange(len(lines))] = 0 if way == "line" else lines[source].copy()
    elif way == "flip":
        changed = np.flip(changed, axis).copy()
    elif way == "scale":
        changed = (changed * chance.choice(FACTORS)).astype(array.dtype)
    elif way == "constant":
        changed[...] = array.flat[0]
    else:
        changed.sort(axis=axis)
    return np.clip(changed, *bounds).astype(array.dtype)
