"""
Ways to call a student's function other than just calling it.

A property may be run with the model answer, with a planted mistake, or with a
submission behind the wire.  The last knows more tricks (answers in one go, what its
arguments became, CPU time seen from outside); a plain function gets the same by plain
means, so a property never asks which of them it has.
"""

import copy
import functools
import time
from collections.abc import Callable, Iterable
from typing import Any

from grader.authoring.compare import assert_close
from grader.authoring.disagreement import Disagreement, changed
from grader.language import Message
from grader.sandbox.wire.expressions import assemble
from grader.sandbox.wire.values import Expression

__all__ = ["answers", "assert_leaves_arguments", "assert_refuses", "cpu_seconds", "formula"]

Function = Callable[..., Any]


def _trick(function: Function, name: str) -> Function | None:
    """
    What a submission's function can do besides being called; None for a plain function.

    It is looked for in its class: a student's object may have an attribute of any name.
    """
    own = getattr(type(function), name, None)
    return None if own is None else functools.partial(own, function)


def answers(function: Function, calls: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The answers to many calls, each given by its tuple of arguments, in order."""
    many = _trick(function, "many")
    if many is not None:
        return list(many(list(calls)))
    return [function(*arguments) for arguments in calls]


def formula(function: Function, *arguments: Any) -> Any:
    """
    The answer to a call whose arguments are, or hold, ``symbols``.

    A submission gets SymPy symbols made in its own process, a plain function gets them made
    here; so SymPy, a third of a second to import, is only imported where it is computed with.
    """
    if _trick(function, "many") is not None:
        return function(*arguments)
    return function(*map(_with_sympy, arguments))


def _with_sympy(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_sympy(entry) for entry in value]
    return assemble(value) if isinstance(value, Expression) else value


def assert_refuses(function: Function, *arguments: Any) -> None:
    """The call raises a ValueError (or one derived from it)."""
    try:
        function(*arguments)
    except ValueError:
        return
    raise Disagreement(
        Message("accepted what it should refuse"),
        note=Message("raise a ValueError here"),
        own_call=True,
    )


def assert_leaves_arguments(function: Function, *arguments: Any) -> Any:
    """The call does not change its array arguments; returns its answer."""
    echo = _trick(function, "echo")
    if echo is not None:
        answer, after = echo(*arguments)
    else:
        after = copy.deepcopy(arguments)
        answer = function(*after)
    for position, (before, now) in enumerate(zip(arguments, after, strict=True)):
        if hasattr(before, "shape"):
            _assert_same(position, before, now)
    return answer


def _assert_same(position: int, before: Any, now: Any) -> None:
    try:
        assert_close(now, before, rtol=0.0, atol=0.0)
    except AssertionError:
        raise changed(position) from None


def cpu_seconds(function: Function, *arguments: Any) -> tuple[Any, float]:
    """
    The answer to a call and the CPU time it took, in seconds.

    For a submission the time is read from outside its process; nothing that it says
    about itself is believed.  Needs ``@points(..., measured=True)``.
    """
    timed = _trick(function, "cpu")
    if timed is not None:
        answer, seconds = timed(*arguments)
        return answer, float(seconds)
    start = time.process_time()
    answer = function(*arguments)
    return answer, time.process_time() - start
