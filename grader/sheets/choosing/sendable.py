"""
Whether a call can be made of a submission at all, found out when the sheet is recorded.

What a property passes to a function is the author's affair.  Found here it is one line for the
author; found later it would be a failure of every submission, the right ones among them.
"""

from collections.abc import Callable, Collection, Mapping
from types import FunctionType, MethodType
from typing import Any

from grader.errors import BadSheet
from grader.sandbox.runner.operations import is_of_own_class
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.containers import held
from grader.sandbox.wire.given_functions import given
from grader.sandbox.wire.parts import first_drawn, first_opaque, needed_packages, unfinished
from grader.sandbox.wire.values import Opaque

__all__ = ["noting_calls"]

Function = Callable[..., Any]


def noting_calls(
    key: str,
    functions: Mapping[str, Function],
    packages: Collection[str],
    asked: set[tuple[str, bytes, bytes]],
) -> dict[str, Function]:
    """The model's functions, with their calls added to ``asked`` and refused as below."""
    behind: dict[int, Function] = {}  # the functions that are noted, by what notes their calls

    def noting(name: str, function: Function) -> Function:
        def noted(*arguments: Any, **named: Any) -> Any:
            sent = tuple(map(held, (*arguments, *named.values())))
            packed = encode([*(_without_objects(each, key, behind) for each in sent), *named])
            _refuse_unsendable(f"{key} calls {name}", packed, packages)
            asked.add((name, *packed))
            if not callable(function):
                return function
            passed = [given(_with_functions(each, behind)) for each in sent]
            unnamed = len(arguments)
            by_name = dict(zip(named, passed[unnamed:], strict=True))
            return function(*passed[:unnamed], **by_name)

        return _NotedClass(name, function, noted, asked) if isinstance(function, type) else noted

    made = {name: noting(name, function) for name, function in functions.items()}
    behind |= {id(made[name]): function for name, function in functions.items()}
    return made


def _refuse_unsendable(calls: str, packed: tuple[bytes, bytes], packages: Collection[str]) -> None:
    """Raise BadSheet where ``calls``, a property and a function, passes what nobody can be sent."""
    arguments = decode(*packed)
    found = first_opaque(arguments)
    if found is not None:
        raise BadSheet(
            f"{calls} with {found.description}, which cannot be sent to a student's process. "
            f"Pass one of the kinds in docs/values.md, within the bounds there."
        )
    if drawn := first_drawn(arguments):
        raise BadSheet(
            f"{calls} with a {drawn} of Matplotlib's, which cannot be sent to a student's process. "
            f"Pass the numbers that are in it."
        )
    if unfinished(arguments):
        raise BadSheet(
            f"{calls} with an iterator of more than 1000 entries. Pass a shorter one, or a list."
        )
    missing = sorted(needed_packages(arguments) - set(packages))
    if missing:
        raise BadSheet(
            f"{calls} with an object of {missing[0]}, which the sheet's PACKAGES do not list. "
            f"Add it there, or pass an array."
        )


def _without_objects(argument: Any, key: str, behind: Mapping[int, Function]) -> Any:
    """An argument with None for the model's own objects: a student's are sent by what made them."""

    def found(value: Any) -> Any:
        if id(value) in behind or _is_made_by_model(value, key):
            return None
        is_object = is_of_own_class(value) and isinstance(decode(*encode(value)), Opaque)
        return None if is_object else value

    return _within(argument, found)


def _is_made_by_model(value: Any, key: str) -> bool:
    """
    Whether a function was made in another one, or is a method: a property has it from a student.

    That of a property itself is the author's, and is no function of a submission.
    """
    if isinstance(value, MethodType):
        return is_of_own_class(value.__self__)
    outer, _, inner = getattr(value, "__qualname__", "").partition(".<locals>.")
    return isinstance(value, FunctionType) and bool(inner) and outer != key.rpartition("/")[2]


def _with_functions(argument: Any, behind: Mapping[int, Function]) -> Any:
    """An argument with the model's functions in the place of what notes their calls."""
    return _within(argument, lambda value: behind.get(id(value), value))


def _within(argument: Any, change: Callable[[Any], Any]) -> Any:
    """An argument, or the entries of a list, tuple or dict, as ``change`` makes them."""
    if type(argument) in (list, tuple):
        return type(argument)(_within(each, change) for each in argument)
    if type(argument) is dict:
        return {key: _within(each, change) for key, each in argument.items()}
    return change(argument)


class _NotedClass:
    """A class of the model's: what it has itself is asked of it, too, and that is noted."""

    def __init__(
        self, name: str, own: type, noted: Function, asked: set[tuple[str, bytes, bytes]]
    ) -> None:
        self._name, self._own, self._noted, self._asked = name, own, noted, asked

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """An object of the class."""
        return self._noted(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        self._asked.add((self._name, name.encode(), b""))
        return getattr(self._own, name)
