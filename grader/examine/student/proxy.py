"""
The object that a property calls: ``student.softmax(c)``.

It knows names and arguments and nothing else.  What becomes of a call is decided by the
``ask`` it is made with: sent to a student's process at once, looked up among answers
that have already come, or noted for later.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from grader.sandbox.wire.containers import held

__all__ = ["Answer", "Ask", "Call", "Student", "returned"]


class Call(NamedTuple):
    """
    One call of one function.

    Attributes
    ----------
    function : str
    arguments : tuple
    echo : bool
        Whether the answer is to tell what became of the arguments.
    timed : bool
        Whether its CPU time is wanted.
    stdin : str or None
        Where the answer is what the call prints, what there is to read on standard input.
    constant : bool
        Whether it is no call, and the answer is the constant of that name.
    """

    function: str
    arguments: tuple[Any, ...]
    echo: bool = False
    timed: bool = False
    stdin: str | None = None
    constant: bool = False


class Answer(NamedTuple):
    """
    What came back from a call.

    ``value`` is what the function returned, or the StudentFault it led to; with ``echo`` it
    is the pair of the value and the arguments afterwards.  ``heard`` is false where the call was
    not answered by itself: the fault of another call of the same step stands for its answer.
    """

    value: Any
    raw: tuple[bytes, bytes] = (b"", b"")
    cpu_seconds: float = 0.0
    heard: bool = True

    def get(self) -> Any:
        """The value; raises the fault if there was one."""
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


def returned(call: Call, answer: Answer) -> Any:
    """What a call returned; of one that asked for its arguments, without those."""
    echoed = call.echo and isinstance(answer.value, tuple)
    return answer.value[0] if echoed else answer.value


Ask = Callable[[Sequence[Call]], Sequence[Answer]]


class Student:
    """Attribute access gives functions of the submission, whether or not they exist."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def __getattr__(self, name: str) -> "Function":
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(name, self._ask)

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

    def __call__(self, *arguments: Any) -> Any:
        """The answer to one call."""
        return self.ask([self._call(arguments)])[0].get()

    def _call(self, arguments: Sequence[Any]) -> Call:
        return Call(self.name, tuple(map(held, arguments)))

    def many(self, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The answers to many calls."""
        asked = [self._call(arguments) for arguments in calls]
        return [answer.get() for answer in self.ask(asked)] if asked else []

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
