"""
Functions that give the answer to an earlier call, because something does not tell the two apart.

A cache is kept by what is quick to make of the arguments: a shape, a sum, a text, or some of them
alone.  Such a function is right until two calls are asked that its key takes for each other.
"""

import inspect
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

import numpy as np

from grader.sandbox.wire.codec import encode
from grader.sandbox.wire.containers import held
from grader.sheets.choosing.wrong_answers import WrongAnswer

__all__ = ["BY_MEMORY", "keys", "memories"]

BY_MEMORY = "saboteurs by memory"  # whose answers depend on more than the arguments

Function = Callable[..., Any]
Key = Callable[[Any], Hashable]
KeyOfAll = Callable[[Sequence[Any]], Hashable]


def memories(name: str, right: Function) -> Iterator[WrongAnswer]:
    """A function's answers, remembered by a key of its arguments."""
    for told, key in keys(list(inspect.signature(right).parameters)):
        yield _wrong(f"{name} remembered by {told}", name, _remembering(right, key))


def keys(parameters: Sequence[str]) -> Iterator[tuple[str, KeyOfAll]]:
    """
    What a function with these parameters may remember its answers by, and how that is called.

    The same key of all arguments; and one argument's key, or nothing of it, where all others are
    told apart exactly.
    """
    for told, key in KEYS.items():
        yield told, _of_all(key)
    yield "their texts in a row", lambda arguments: "".join(map(str, arguments))
    for place, parameter in enumerate(parameters) if len(parameters) > 1 else ():
        for told, key in {"nothing": _nothing, **KEYS}.items():
            yield f"{told} of {parameter}", _of_one(place, key)


def _wrong(told: str, name: str, wrong: Function) -> WrongAnswer:
    return WrongAnswer(told, BY_MEMORY, {name: wrong})


def _of_all(key: Key) -> KeyOfAll:
    return lambda arguments: tuple(map(key, arguments))


def _of_one(place: int, key: Key) -> KeyOfAll:
    def found(arguments: Sequence[Any]) -> Hashable:
        return tuple(
            key(each) if number == place else encode([held(each)])
            for number, each in enumerate(arguments)
        )

    return found


def _nothing(_: Any) -> Hashable:
    return None


def _shapes(value: Any) -> Hashable:
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, *map(_shapes, value))
    return np.shape(value), type(value).__name__


def _numbers(value: Any) -> np.ndarray[Any, Any]:
    try:
        return np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return np.zeros(0)


def _of_axes(value: Any, look: Callable[[np.ndarray[Any, Any], int], Any]) -> bytes | str:
    """What is seen along each axis; the text of what has none, or no numbers."""
    numbers = _numbers(value)
    if not (numbers.ndim and numbers.size):
        return str(value)
    return b"".join(np.asarray(look(numbers, axis)).tobytes() for axis in range(numbers.ndim))


def _ends(numbers: np.ndarray[Any, Any], axis: int) -> Any:
    return numbers.take([0, -1], axis)


def _sums(numbers: np.ndarray[Any, Any], axis: int) -> Any:
    return np.round(numbers.sum(axis), 6) + 0.0


KEYS: Mapping[str, Key] = {
    "shapes": _shapes,
    "their text": lambda x: (
        np.array2string(x, threshold=20, precision=3) if isinstance(x, np.ndarray) else str(x)
    ),
    "shapes and sums": lambda x: (_shapes(x), round(float(_numbers(x).sum()), 6)),
    "shapes, sums and first numbers": lambda x: (
        *(_shapes(x), round(float(_numbers(x).sum()), 6)),
        *np.ravel(_numbers(x))[:1].tolist(),
    ),
    "sums of lines": lambda x: (_shapes(x), _of_axes(x, _sums)),
    "first and last lines": lambda x: (_shapes(x), _of_axes(x, _ends)),
    "numbers in order": lambda x: (_shapes(x), np.sort(_numbers(x), axis=None).tobytes() or str(x)),
    "roundings": lambda x: (_shapes(x), np.round(_numbers(x), 1).tobytes() or str(x)),
}


def _remembering(right: Function, key: KeyOfAll) -> Function:
    """A function that gives the answer to an earlier call whose arguments have the same key."""
    known: dict[Hashable, Any] = {}

    def saboteur(*arguments: Any) -> Any:
        if any(isinstance(each, np.random.Generator) for each in arguments):
            return right(*arguments)
        found = key(arguments)
        if found not in known:
            known[found] = right(*arguments)
        return deepcopy(known[found])

    return saboteur
