"""
What a property does with a student's objects, step by step, in one call.

An object stays where it was made.  What is asked of it comes with all that was done before in the
same example, as steps, and is done anew from the first: so no object outlives a call, none can be
reached from another example, and a process that is lost loses nothing.  A step is an operation, its
arguments, and where among these the results of earlier steps belong.

The names of operations and attributes come from a sheet's property and from nowhere else.
"""

import keyword
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from grader.sandbox.runner.operations import (
    BINARY,
    HASH,
    OPERATIONS,
    UNARY,
    is_of_own_class,
    kind_of,
    operated,
)
from grader.sandbox.runner.printed_call import print_of
from grader.sandbox.wire.containers import Iteration
from grader.sandbox.wire.frames import Kind
from grader.sandbox.wire.values import Opaque

__all__ = ["ITSELF", "MOST_STEPS", "Absent", "Step", "answer_to", "performed"]

MOST_STEPS = 200
ITSELF = "&"  # a function or class of the submission, that something is asked of


class Step(NamedTuple):
    """
    One thing that is done.

    Attributes
    ----------
    operation : str
        A function of the submission, or one of the operations below.
    arguments : tuple
        What it is done with; None where a result of an earlier step belongs.
    places : tuple of (path, int, path)
        Where among the arguments which step's result belongs, and which part of that.
    names : tuple of str
        Those of its last arguments, which are passed by name.
    stdin : str or None
        Where its result is what it prints, what there is to read on standard input.
    """

    operation: str
    arguments: tuple[Any, ...]
    places: tuple[tuple[tuple[int, ...], int, tuple[int, ...]], ...] = ()
    names: tuple[str, ...] = ()
    stdin: str | None = None

    @property
    def calls_function(self) -> bool:
        """Whether it calls a function of the submission, and none of an object."""
        return self.operation.isidentifier() and not keyword.iskeyword(self.operation)


class Absent(Exception):
    """The submission has no function of the name that is the only argument."""


class _Raised(NamedTuple):
    """What an earlier step raised instead of having a result."""

    error: Exception


def answer_to(
    kind: int,
    name: str,
    arguments: Sequence[Any],
    functions: Mapping[str, Any],
    *,
    stdin: Sequence[str] = (),
    before_last: Callable[[], Any] = lambda: None,
    aloud: bool = False,
) -> Any:
    """
    What is to be answered to a call of any kind, by functions and constants of this process.

    Where prints are an answer they are kept for it, or said ``aloud`` as those of other calls are.
    """
    if kind in Kind.PROGRAMS:
        steps = [Step(*each) for each in arguments]
        value, after = performed(steps, functions, before_last, aloud=aloud)
        return (_shown(value), after) if kind == Kind.PROGRAM_ECHO else _shown(value)
    function = functions[name]
    if kind == Kind.CALL_PRINTED:
        return print_of(function, tuple(arguments), *stdin, aloud=aloud)
    if kind == Kind.CONSTANT and not callable(function):
        return function
    value = function(*arguments)
    if isinstance(function, type):
        value = _shown(value)
    return (value, arguments) if kind == Kind.CALL_ECHO else value


def performed(
    steps: Sequence[Step],
    functions: Mapping[str, Any],
    before_last: Callable[[], Any] = lambda: None,
    *,
    aloud: bool = False,
) -> tuple[Any, tuple[Any, ...]]:
    """
    The result of the last step, and what became of its arguments; raises what the step raises.

    An earlier step that raises did so before, and the property went on; its error is raised where
    its result is needed.  ``before_last`` is called in front of the last step.
    """
    results: list[Any] = []
    for step in steps[:-1]:
        try:
            results.append(_done(step, functions, _filled(step, results)))
        except Exception as error:
            results.append(_Raised(error))
    before_last()
    last = steps[-1]
    arguments = _filled(last, results)
    result = _done(last, functions, arguments, aloud=aloud)
    if last.operation == HASH:
        result = _number(steps, results, result)
    return result, _without_objects(last, arguments)


def _number(steps: Sequence[Step], results: Sequence[Any], found: int) -> int:
    """
    A hash, as the number of the first one like it in this example.

    Python's own depends on the process, and nothing but which of them are equal is to be told.
    """
    hashes = [r for step, r in zip(steps, results, strict=False) if step.operation == HASH]
    known = dict.fromkeys(each for each in hashes if type(each) is int)
    return list(known).index(found) + 1 if found in known else len(known) + 1


def _filled(step: Step, results: Sequence[Any]) -> list[Any]:
    """The arguments of a step, with the results of earlier ones in their places."""
    arguments = list(step.arguments)
    for path, number, part in step.places:
        _put(arguments, path, _part(results[number], part))
    return arguments


def _without_objects(step: Step, arguments: Sequence[Any]) -> tuple[Any, ...]:
    """What became of the arguments of a step; of those that hold objects, nothing."""
    objects = {path[0] for path, _, _ in step.places}
    return tuple(None if n in objects else each for n, each in enumerate(arguments))


def _done(
    step: Step, functions: Mapping[str, Any], arguments: Sequence[Any], *, aloud: bool = False
) -> Any:
    """The result of a step."""
    if step.stdin is None:
        return _operated(step, functions, *arguments)
    doing = partial(_operated, step, functions)
    return print_of(doing, tuple(arguments), step.stdin, aloud=aloud)


def _operated(step: Step, functions: Mapping[str, Any], *arguments: Any) -> Any:
    if step.operation == ITSELF:
        return _found(functions, *arguments)
    if step.operation in BINARY or step.operation in UNARY:
        return operated(step.operation, arguments)
    operate = OPERATIONS.get(step.operation) or _found(functions, step.operation)
    unnamed = len(arguments) - len(step.names)
    named = dict(zip(step.names, arguments[unnamed:], strict=True))
    return operate(*arguments[:unnamed], **named)


def _found(functions: Mapping[str, Any], name: str) -> Any:
    if name not in functions:
        raise Absent(name)
    return functions[name]


def _part(result: Any, path: Sequence[int]) -> Any:
    """A part of a result: an entry of a list, or a value of a dict, by its place."""
    if isinstance(result, _Raised):
        raise result.error
    for place in path:
        if isinstance(result, Iteration):
            result = result.entries
        result = list(result.values() if isinstance(result, dict) else result)[place]
    return result


def _put(arguments: list[Any], path: Sequence[int], value: Any) -> None:
    """Put a value in its place, within lists, tuples and dicts that are made anew."""
    place, *deeper = path
    arguments[place] = _with(arguments[place], deeper, value) if deeper else value


def _with(holder: Any, path: Sequence[int], value: Any) -> Any:
    entries = list(holder.values() if isinstance(holder, dict) else holder)
    _put(entries, path, value)
    if isinstance(holder, dict):
        return dict(zip(holder, entries, strict=True))
    return tuple(entries) if isinstance(holder, tuple) else entries


def _shown(value: Any) -> Any:
    """A result as it is sent: an object that is its own iterator is not used up for it."""
    if hasattr(type(value), "__next__") and is_of_own_class(value):
        return Opaque(kind_of(value))
    return value
