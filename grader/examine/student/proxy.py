"""
The object that a property calls: ``student.softmax(c)``.

It knows names and arguments and nothing else.  What becomes of a call is decided by the
``ask`` it is made with: sent to a student's process at once, looked up among answers
that have already come, or noted for later.
"""

from collections.abc import Sequence
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
        def send(function: str, arguments: tuple[Any, ...], steps: tuple[Step, ...]) -> Any:
            return ask([Call(function, arguments, steps=steps)])[0].get()

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

    def __call__(self, *arguments: Any) -> Any:
        """The answer to one call."""
        if holds_objects(arguments):
            return self.program.call(self.name, arguments)
        call = self._call(arguments)
        return self._begun(call, self.ask([call])[0])

    def __getattr__(self, name: str) -> Any:
        """What a class of the submission has itself: a class method, a constant."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.program.itself(self.name), name)

    def __grader_object__(self, program: Program) -> StudentObject:
        """It as an argument of another function."""
        return program.itself(self.name)

    def _call(self, arguments: Sequence[Any]) -> Call:
        if holds_objects(arguments):
            raise Unsendable(f"the sheet calls {self.name} with an object in a way that it cannot")
        return Call(self.name, tuple(map(held, arguments)))

    def _begun(self, call: Call, answer: Answer) -> Any:
        return self.program.begun(self.name, call.arguments, answer.get())

    def many(self, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The answers to many calls."""
        if any(map(holds_objects, calls)):
            return [self(*arguments) for arguments in calls]
        asked = [self._call(arguments) for arguments in calls]
        return list(map(self._begun, asked, self.ask(asked))) if asked else []

    def echo(self, *arguments: Any) -> tuple[Any, tuple[Any, ...]]:
        """The answer to one call, and what its arguments are afterwards."""
        value, after = self.ask([self._call(arguments)._replace(echo=True)])[0].get()
        return value, after

    def printed(self, arguments: Sequence[Any], stdin: str) -> Any:
        """What one call prints: a str, or an Opaque where that is too much."""
        return self.ask([self._call(arguments)._replace(stdin=stdin)])[0].get()

    def cpu(self, *arguments: Any) -> tuple[Any, float]:
        """The answer to one call, and the CPU time that it took, in seconds."""
        answer = self.ask([self._call(arguments)._replace(timed=True)])[0]
        return answer.get(), answer.cpu_seconds
