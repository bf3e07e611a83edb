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
    """

    operation: str
    arguments: tuple[Any, ...]
    places: tuple[tuple[tuple[int, ...], int, tuple[int, ...]], ...] = ()

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
) -> Any:
    """What is to be answered to a call of any kind, by functions and constants of this process."""
    if kind == Kind.PROGRAM:
        return _shown(performed([Step(*each) for each in arguments], functions, before_last))
    function = functions[name]
    if kind == Kind.CALL_PRINTED:
        return print_of(function, tuple(arguments), *stdin)
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
) -> Any:
    """
    The result of the last step; raises what that raises.

    An earlier step that raises did so before, and the property went on; its error is raised where
    its result is needed.  ``before_last`` is called in front of the last step.
    """
    results: list[Any] = []
    for step in steps[:-1]:
        try:
            results.append(_done(step, functions, results))
        except Exception as error:
            results.append(_Raised(error))
    before_last()
    result = _done(steps[-1], functions, results)
    return _number(steps, results, result) if steps[-1].operation == HASH else result


def _number(steps: Sequence[Step], results: Sequence[Any], found: int) -> int:
    """
    A hash, as the number of the first one like it in this example.

    Python's own depends on the process, and nothing but which of them are equal is to be told.
    """
    hashes = [r for step, r in zip(steps, results, strict=False) if step.operation == HASH]
    known = dict.fromkeys(each for each in hashes if type(each) is int)
    return list(known).index(found) + 1 if found in known else len(known) + 1


def _done(step: Step, functions: Mapping[str, Any], results: Sequence[Any]) -> Any:
    if step.operation == ITSELF:
        return _found(functions, step.arguments[0])
    arguments = list(step.arguments)
    for path, number, part in step.places:
        _put(arguments, path, _part(results[number], part))
    special = OPERATIONS.get(step.operation)
    if special is not None:
        return special(*arguments)
    if step.operation in BINARY or step.operation in UNARY:
        return operated(step.operation, arguments)
    return _found(functions, step.operation)(*arguments)


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
