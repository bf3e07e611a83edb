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
from grader.authoring.trace import assertion
from grader.language import Message
from grader.sandbox.runner.printed_call import LONGEST_PRINT, joined, print_of
from grader.sandbox.wire.expressions import assemble
from grader.sandbox.wire.values import Expression, Opaque

__all__ = [
    "answers",
    "assert_leaves_arguments",
    "assert_printed",
    "assert_refuses",
    "cpu_seconds",
    "formula",
    "printed",
    "trick",
]

Function = Callable[..., Any]
LONGEST_LINE = 100
ONLY_VALUE_ERRORS = "assert_refuses takes a ValueError alone"


def trick(function: Function, name: str) -> Function | None:
    """
    What a submission's function can do besides being called; None for a plain function.

    It is looked for in its class: a student's object may have an attribute of any name, so it says
    under another one that it cannot.
    """
    kind = type(function)
    own = getattr(kind, name, None) or getattr(kind, f"__grader_{name}__", None)
    return None if own is None else functools.partial(own, function)


def answers(function: Function, calls: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The answers to many calls, each given by its tuple of arguments, in order."""
    many = trick(function, "many")
    if many is not None:
        return list(many(list(calls)))
    return [function(*arguments) for arguments in calls]


def printed(function: Function, /, *arguments: Any, stdin: str = "", **named: Any) -> str:
    """
    What a call writes to standard output, prompts of ``input`` included.

    ``stdin`` is what it can read there, and no argument of the function's.  Fails where that is
    more than 20 000 characters.
    """
    asked = trick(function, "printed")
    if asked is not None:
        found = asked(arguments, named, stdin)
    else:
        found = joined(print_of(functools.partial(function, **named), arguments, stdin))
    if isinstance(found, Opaque):
        raise Disagreement(
            Message("printed {value}", value=found.description),
            Message("at most {n}", n=LONGEST_PRINT),
            own_call=True,
        )
    return str(found)


@assertion
def assert_printed(text: str, expected: str) -> None:
    """
    A printed text is the expected one, line by line.

    Blanks at the end of a line and empty lines at the end of all do not count.
    """
    found, right = _lines(text), _lines(expected)
    for place, (one, other) in enumerate(zip(found, right, strict=False), 1):
        if one != other:
            told = Message("printed line {number} is {value}", number=place, value=_shown(one))
            raise Disagreement(told, _shown(other))
    if len(found) != len(right):
        raise Disagreement(Message("printed {n} lines", n=len(found)), str(len(right)))


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _shown(line: str) -> str:
    return repr(line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…")


def formula(function: Function, *arguments: Any) -> Any:
    """
    The answer to a call whose arguments are, or hold, ``symbols``.

    A submission gets SymPy symbols made in its own process, a plain function gets them made
    here; so SymPy, a third of a second to import, is only imported where it is computed with.
    """
    if trick(function, "many") is not None:
        return function(*arguments)
    return function(*map(_with_sympy, arguments))


def _with_sympy(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_sympy(entry) for entry in value]
    return assemble(value) if isinstance(value, Expression) else value


def assert_refuses(function: Function, *arguments: Any) -> None:
    """The call raises a ValueError (or one derived from it); no other exception refuses."""
    try:
        function(*arguments)
    except ValueError:
        return
    except Exception as error:
        if trick(function, "many") is None:  # the model's: its author reads this
            error.add_note(ONLY_VALUE_ERRORS)
        raise
    raise Disagreement(
        Message("accepted what it should refuse"),
        note=Message("raise a ValueError here"),
        own_call=True,
    )


def assert_leaves_arguments(function: Function, *arguments: Any) -> Any:
    """The call does not change its array arguments; returns its answer."""
    echo = trick(function, "echo")
    if echo is not None:
        answer, after = echo(*arguments)
    else:
        after = copy.deepcopy(arguments)
        answer = function(*after)
    for position, (before, now) in enumerate(zip(arguments, after, strict=True)):
        if hasattr(type(before), "shape"):  # a student's object would be asked for its own
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
    timed = trick(function, "cpu")
    if timed is not None:
        answer, seconds = timed(*arguments)
        return answer, float(seconds)
    start = time.process_time()
    answer = function(*arguments)
    return answer, time.process_time() - start
