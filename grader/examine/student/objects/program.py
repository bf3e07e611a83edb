"""
All that a property does with objects in one example, as steps that can be done anew.

Whatever is asked of an object is sent as all steps so far, so that a call depends on nothing but
its bytes: it can be sent with others, known again, and asked of another process.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from grader.examine.student.faults import Unsendable
from grader.examine.student.objects.given import Expects, Given
from grader.examine.student.objects.student_object import StudentObject
from grader.sandbox.runner.programs import ITSELF, MOST_STEPS, Step
from grader.sandbox.wire.containers import Iteration, Record, held
from grader.sandbox.wire.values import Opaque

__all__ = ["Program", "holds_objects"]

Path = tuple[int, ...]
Send = Callable[[str, tuple[Step, ...], bool], Any]
"""Does steps, whose time counts to a function; gives the value, or raises the fault.

Where the last argument is true it gives the value with what became of the last step's arguments."""
NONE: Mapping[str, Any] = MappingProxyType({})


class Program:
    """
    The steps of one example.

    Parameters
    ----------
    send : callable
    expected : Expects
        What the model answers with.
    """

    def __init__(self, send: Send, expected: Expects) -> None:
        self._send, self._expected = send, expected
        self._steps: list[Step] = []

    def begun(self, function: str, arguments: tuple[Any, ...], value: Any) -> Any:
        """The answer to an ordinary call, as an object where the model's is one."""
        given = self._expected.of_function(function, arguments, value)
        if given is Given.VALUE:
            return value
        self._add(Step(function, arguments))
        return self._as_given(value, given, function)

    def ask(
        self,
        operation: str,
        arguments: Sequence[Any],
        function: str,
        named: Mapping[str, Any] = NONE,
    ) -> Any:
        """
        The answer to one more step: a function of the submission, or an operation.

        ``function`` is what the object came from, to which its time is counted.
        """
        self._begin(operation, arguments, named)
        return self._held(self._send(function, tuple(self._steps), False), function)

    def echo(
        self, operation: str, arguments: Sequence[Any], function: str, named: Mapping[str, Any]
    ) -> tuple[Any, tuple[Any, ...]]:
        """The same, and what became of its arguments; None in the place of those with objects."""
        self._begin(operation, arguments, named)
        value, after = self._send(function, tuple(self._steps), True)
        return self._held(value, function), after

    def printed(
        self,
        operation: str,
        arguments: Sequence[Any],
        function: str,
        named: Mapping[str, Any],
        stdin: str,
    ) -> Any:
        """What one more step prints: a str, or an Opaque where that is too much."""
        self._begin(operation, arguments, named, stdin)
        return self._send(function, tuple(self._steps), False)

    def itself(self, function: str) -> StudentObject:
        """A function or class of the submission as an object, of which nothing is asked yet."""
        self._add(Step(ITSELF, (function,)))
        return StudentObject(self, function, (len(self._steps) - 1, ()), Opaque(function))

    def attribute(self, of: StudentObject, name: str) -> StudentObject:
        """A method of an object as an object itself, of which nothing is asked yet."""
        self._add(_placed(".", (of, name)))
        function = of.__grader_function__
        return StudentObject(self, function, (len(self._steps) - 1, ()), Opaque(name))

    def expects(self, operation: str, arguments: Sequence[Any], function: str) -> Given:
        """What the model would answer to one more step with; nobody is asked."""
        return self._expected.of_step(function, [*self._steps, _placed(operation, arguments)])

    def _begin(
        self,
        operation: str,
        arguments: Sequence[Any],
        named: Mapping[str, Any],
        stdin: str | None = None,
    ) -> None:
        step = _placed(operation, self._as_objects([*arguments, *named.values()]))
        self._add(step._replace(names=tuple(named), stdin=stdin))

    def _as_objects(self, arguments: Any) -> Any:
        """Arguments in which functions and methods of the submission are objects, as steps."""
        if _is_object(arguments):
            return arguments.__grader_object__(self)
        if type(arguments) in (list, tuple):
            return type(arguments)(map(self._as_objects, arguments))
        if type(arguments) is dict:
            return {key: self._as_objects(each) for key, each in arguments.items()}
        return arguments

    def _add(self, step: Step) -> None:
        if len(self._steps) >= MOST_STEPS:
            raise Unsendable(
                f"the sheet does more than {MOST_STEPS} things with objects in one example"
            )
        self._steps.append(step)

    def _held(self, value: Any, function: str) -> Any:
        """The result of the last step, as an object where the model's is one."""
        given = self._expected.of_step(function, self._steps, value)
        return self._as_given(value, given, function)

    def _as_given(self, value: Any, given: Given, function: str) -> Any:
        number = len(self._steps) - 1
        if given in (Given.OBJECT, Given.FUNCTION):
            return StudentObject(self, function, (number, ()), value)
        return self._with_entries(value, number, function) if given is Given.ENTRIES else value

    def _with_entries(self, value: Any, number: int, function: str) -> Any:
        """A list, tuple or dict, with objects for the entries that cannot be read."""

        def held_entry(place: int, entry: Any) -> Any:
            is_object = isinstance(entry, (Opaque, Record))
            return StudentObject(self, function, (number, (place,)), entry) if is_object else entry

        if isinstance(value, Iteration):
            return Iteration([held_entry(*each) for each in enumerate(value.entries)], value.ended)
        if isinstance(value, dict):
            return {k: held_entry(n, value[k]) for n, k in enumerate(value)}
        if isinstance(value, (list, tuple)):
            entries = [held_entry(*each) for each in enumerate(value)]
            return entries if isinstance(value, list) else tuple(entries)
        return value


def holds_objects(arguments: Sequence[Any]) -> bool:
    """Whether there is an object among arguments, or in lists, tuples and dicts of them."""
    return any(
        _is_object(each)
        or (type(each) in (list, tuple) and holds_objects(each))
        or (type(each) is dict and holds_objects(list(each.values())))
        for each in arguments
    )


def _is_object(value: Any) -> bool:
    """Whether something of the submission's is passed on: an object, a method, a function."""
    return hasattr(type(value), "__grader_object__")


def _placed(operation: str, arguments: Sequence[Any]) -> Step:
    """A step whose objects are told by the steps that they came from."""
    places: list[tuple[Path, int, Path]] = []
    plain = tuple(_plain(each, (n,), places) for n, each in enumerate(arguments))
    return Step(operation, plain, tuple(places))


def _plain(value: Any, path: Path, places: list[tuple[Path, int, Path]]) -> Any:
    if type(value) is StudentObject:
        number, part = value.__grader_origin__
        places.append((path, number, part))
        return None
    if type(value) in (list, tuple):
        entries = [_plain(each, (*path, n), places) for n, each in enumerate(value)]
        return entries if type(value) is list else tuple(entries)
    if type(value) is dict:
        pairs = enumerate(value.items())
        return {key: _plain(each, (*path, n), places) for n, (key, each) in pairs}
    return held(value)
