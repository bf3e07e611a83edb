"""
Functions that a sheet passes to a student's function; only their source crosses the wire.

The source is the author's, checked by ``grader.authoring.functions``, and is compiled where it is
called.  What a student's process says of a function that it was given is data: how often it was
called, and where.  Nothing of that is ever compiled, whatever source it claims to have.
"""

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from types import FunctionType
from typing import Any

import numpy as np

from grader.sandbox.wire.containers import Iteration
from grader.sandbox.wire.tags import Mode, Tag, Write
from grader.sandbox.wire.values import Asked

__all__ = [
    "BUILTINS",
    "EXACT",
    "READERS",
    "AskedTooOften",
    "CountedFunction",
    "GivenFunction",
    "given",
    "given_afresh",
]

MOST_POINTS = 1_000  # of which the arguments are kept
LARGEST_POINT = 64  # entries of an array among them
LONGEST_SOURCE = 4_000  # characters
LAMBDA = "lambda"
_NUMBERS = (bool, int, float, complex, np.number, np.bool_)

# Python's own functions that a source may use: those that reach nothing beyond their arguments.
BUILTINS: dict[str, Any] = {
    each.__name__: each
    for each in (
        *(abs, all, any, bool, complex, dict, divmod, enumerate, float, int, isinstance, len),
        *(list, map, max, min, pow, range, reversed, round, set, sorted, str, sum, tuple, zip),
        *(ValueError, ZeroDivisionError, ArithmeticError),
    )
}


class AskedTooOften(RuntimeError):
    """A given function was called more often than its sheet allows."""

    def __init__(self, name: str, most: int) -> None:
        self.name, self.most = name, most
        super().__init__(f"asked {name} more than {most} times")


@dataclass(frozen=True, slots=True)
class GivenFunction:
    """
    A function that is given to a student's function, by its source.

    A property may call it as often as it likes; whoever it is passed to has a
    ``CountedFunction``, anew for each call.

    Attributes
    ----------
    source : str
        One lambda or one def.
    most : int or None
        How often one call may call it; None for no bound.
    """

    source: str
    most: int | None = None

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What the function returns."""
        return _compiled(self.source)(*arguments, **named)

    @property
    def name(self) -> str:
        """What it is called by in a sentence: the name of a def, ``f`` for a lambda."""
        if self.source.startswith(LAMBDA):
            return "f"
        return self.source.partition("(")[0].removeprefix("def").strip()

    def counted(self) -> "CountedFunction":
        """The same function for one call."""
        return CountedFunction(self)

    def __repr__(self) -> str:
        if self.source.startswith(LAMBDA):
            return self.source
        return f"given_function({self.source!r})"


class CountedFunction:
    """
    A given function during one call of a student's function.

    Raises AskedTooOften when it is called more often than it may be.
    """

    def __init__(self, given: GivenFunction) -> None:
        self.given = given
        self.calls = 0
        self.points: list[tuple[Any, ...]] = []
        self.__name__ = self.__qualname__ = given.name
        self.__wrapped__: Callable[..., Any] = _compiled(given.source)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What the function returns, as long as it may be asked."""
        self.calls += 1
        if self.given.most is not None and self.calls > self.given.most:
            raise AskedTooOften(self.given.name, self.given.most)
        if len(self.points) < MOST_POINTS:
            self.points.append(tuple(map(_kept, (*arguments, *named.values()))))
        return self.__wrapped__(*arguments, **named)

    def __repr__(self) -> str:
        return repr(self.given)

    def __deepcopy__(self, _: Any) -> "CountedFunction":
        return CountedFunction(self.given)

    @property
    def asked(self) -> "Asked":
        """How often it was called so far, and where."""
        return Asked(self.given.source, self.calls, list(self.points))


def given(argument: Any) -> Any:
    """An argument that was held, as a function in this process is called with it."""
    if isinstance(argument, GivenFunction):
        return argument.counted()
    if isinstance(argument, os.PathLike):  # a text file
        return os.fspath(argument)
    return iter(argument.entries) if isinstance(argument, Iteration) else argument


def given_afresh(functions: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Functions of this process, so that each call of one has its given functions anew."""

    def wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
        if not isinstance(function, FunctionType):
            return function

        @wraps(function)
        def called(*arguments: Any, **named: Any) -> Any:
            by_name = {name: given(each) for name, each in named.items()}
            return function(*map(given, arguments), **by_name)

        return called

    return {name: wrapped(function) for name, function in functions.items()}


def _kept(argument: Any) -> Any:
    """An argument as it is now; None where it is too large to be kept."""
    if isinstance(argument, np.ndarray):
        return argument.copy() if argument.size <= LARGEST_POINT else None
    return argument if isinstance(argument, _NUMBERS) else None


@lru_cache(maxsize=256)
def _compiled(source: str) -> Callable[..., Any]:
    """The function of a source that the sheet's author wrote."""
    names: dict[str, Any] = {"__builtins__": BUILTINS, "np": np, "math": math}
    if source.startswith(LAMBDA):
        made: Callable[..., Any] = eval(source, names)  # noqa: S307 - the author's, checked by us
        return made
    before = set(names)
    exec(source, names)  # noqa: S102 - the author's, checked by us
    (name,) = names.keys() - before
    found: Callable[..., Any] = names[name]
    return found


def _written(value: GivenFunction, _: Write) -> Any:
    return [Tag.FUNCTION, value.source, value.most, 0]


def _written_counted(value: CountedFunction, write: Write) -> Any:
    given = value.given
    return [Tag.FUNCTION, given.source, given.most, value.calls, write(value.points)]


def _read(entries: list[Any], mode: Mode) -> Any:
    source, most, calls, *points = entries
    kept = points[0] if points else []
    if type(source) is not str or len(source) > LONGEST_SOURCE or type(calls) is not int:
        raise ValueError("a function without its source")
    if type(kept) is not list or not all(type(point) is tuple for point in kept):
        raise ValueError("a function with points of another kind")
    if mode is Mode.ANSWER:
        return Asked(source, calls, kept)
    given = GivenFunction(source, most)
    return given if mode is Mode.OURS else given.counted()


EXACT: dict[type, Callable[[Any, Write], Any]] = {
    GivenFunction: _written,
    CountedFunction: _written_counted,
}
READERS: dict[int, Callable[[list[Any], Mode], Any]] = {Tag.FUNCTION: _read}
