"""
The object that a property calls: ``student.softmax(c)``.

It knows names and arguments and nothing else.  What becomes of a call is decided by the
``ask`` it is made with: sent to a student's process at once, looked up among answers
that have already come, or noted for later.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from grader.examine.student.calls import Answer, Ask, Call
from grader.examine.student.faults import Unsendable
from grader.examine.student.objects.given import Expects
from grader.examine.student.objects.program import Program, holds_objects
from grader.examine.student.objects.student_object import StudentObject
from grader.sandbox.runner.programs import Step
from grader.sandbox.wire.containers import held

__all__ = ["Function", "Student"]


class Student:
    """
    Attribute access gives functions of the submission, whether or not they exist.

    ``expected`` says where the model answers with an object, which a submission then may, too.
    """

    def __init__(self, ask: Ask, expected: Expects) -> None:
        def send(function: str, steps: tuple[Step, ...], echo: bool) -> Any:
            last = steps[-1]
            call = Call(function, last.arguments, echo=echo, stdin=last.stdin, steps=steps)
            return ask([call])[0].get()

        self._ask = ask
        self._program = Program(send, expected)

    def __getattr__(self, name: str) -> "Function":
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(name, self._ask, self._program)

    def value(self, name: str) -> Any:
        """
        A constant of the submission, or what a function of that name returns without arguments.

        A ``name`` that is none in Python, such as ``3b``, is a key of ``ANSWERS``.
        """
        return self._ask([Call(name, (), constant=True)])[0].get()


class Function(NamedTuple):
    """One function of the submission; see ``grader.authoring.calls`` for what it can do."""

    name: str
    ask: Ask
    program: Program

    def __call__(self, /, *arguments: Any, **named: Any) -> Any:
        """The answer to one call."""
        if _is_plain(arguments, named):
            call = self._call(arguments)
            return self._begun(call, self.ask([call])[0])
        return self.program.ask(self.name, arguments, self.name, named)

    def __getattr__(self, name: str) -> Any:
        """What a class of the submission has itself: a class method, a constant."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.program.itself(self.name), name)

    def __grader_object__(self, program: Program) -> StudentObject:
        """It as an argument of another function."""
        return program.itself(self.name)

    def _call(self, arguments: Sequence[Any]) -> Call:
        return Call(self.name, tuple(map(held, arguments)))

    def _begun(self, call: Call, answer: Answer) -> Any:
        return self.program.begun(self.name, call.arguments, answer.get())

    def many(self, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The answers to many calls."""
        if any(map(holds_objects, calls)):
            return [self(*arguments) for arguments in calls]
        asked = [self._call(arguments) for arguments in calls]
        return list(map(self._begun, asked, self.ask(asked))) if asked else []

    def echo(self, /, *arguments: Any, **named: Any) -> tuple[Any, tuple[Any, ...]]:
        """
        The answer to one call, and what its arguments are afterwards, named ones last.

        In the place of objects, and of what holds objects, there is None.
        """
        if _is_plain(arguments, named):
            value, after = self.ask([self._call(arguments)._replace(echo=True)])[0].get()
            return value, after
        return self.program.echo(self.name, arguments, self.name, named)

    def printed(self, arguments: Sequence[Any], named: Mapping[str, Any], stdin: str) -> Any:
        """What one call prints: a str, or an Opaque where that is too much."""
        if _is_plain(arguments, named):
            return self.ask([self._call(arguments)._replace(stdin=stdin)])[0].get()
        return self.program.printed(self.name, arguments, self.name, named, stdin)

    def cpu(self, *arguments: Any) -> tuple[Any, float]:
        """The answer to one call, and the CPU time that it took, in seconds."""
        if holds_objects(arguments):
            raise Unsendable(
                f"the sheet measures {self.name} on an object, whose steps would count as well"
            )
        answer = self.ask([self._call(arguments)._replace(timed=True)])[0]
        return answer.get(), answer.cpu_seconds


def _is_plain(arguments: Sequence[Any], named: Mapping[str, Any]) -> bool:
    """Whether a call needs nothing but its arguments, by their places."""
    return not named and not holds_objects(arguments)
