"""
Whether a call can be made of a submission at all, found out when the sheet is recorded.

What a property passes to a function is the author's affair.  Found here it is one line for the
author; found later it would be a failure of every submission, the right ones among them.
"""

from collections.abc import Callable, Collection, Mapping
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

    def noting(name: str, function: Function) -> Function:
        def noted(*arguments: Any, **named: Any) -> Any:
            if named:
                raise TypeError(
                    f"{name} was called with {next(iter(named))}=…, and a student's function is "
                    f"called by position"
                )
            sent = tuple(map(held, arguments))
            packed = encode(list(map(_without_objects, sent)))
            _refuse_unsendable(f"{key} calls {name}", packed, packages)
            asked.add((name, *packed))
            return function(*map(given, sent)) if callable(function) else function

        return _NotedClass(name, function, noted, asked) if isinstance(function, type) else noted

    return {name: noting(name, function) for name, function in functions.items()}


def _refuse_unsendable(calls: str, packed: tuple[bytes, bytes], packages: Collection[str]) -> None:
    """Raise BadSheet where ``calls``, a property and a function, passes what nobody can be sent."""
    arguments = decode(*packed)
    found = first_opaque(arguments)
    if found is not None:
        raise BadSheet(
            f"{calls} with {found.description}, which cannot be sent to a student's process. "
            f"Pass one of the kinds in docs/values.md."
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


def _without_objects(argument: Any) -> Any:
    """An argument with None for the model's own objects: a student's are sent by what made them."""
    if type(argument) in (list, tuple):
        return type(argument)(map(_without_objects, argument))
    is_object = is_of_own_class(argument) and isinstance(decode(*encode(argument)), Opaque)
    return None if is_object else argument


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
