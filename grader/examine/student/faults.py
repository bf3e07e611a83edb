"""
What a submission may do instead of answering, as exceptions that become verdicts.

They are for the person being graded.  None leaves ``grader.examine``: where a call led to one, its
property is lost with this outcome and these words, or stays open.
"""

import re
import signal

from grader.language import Message, Value
from grader.model import Outcome
from grader.sandbox.wire.bounds import Malformed

__all__ = [
    "CallTimedOut",
    "Died",
    "EndlessIteration",
    "GivenUp",
    "Misbehaved",
    "MissingConstant",
    "MissingFunction",
    "OutOfMemory",
    "OutOfTime",
    "RaisedValueError",
    "StudentFault",
    "StudentRaised",
    "TooManyCalls",
    "TooManyEnds",
    "TooSlow",
    "Unconfirmed",
    "Unsendable",
    "fault_name",
    "same_fault",
]

ASKED_TOO_OFTEN = re.compile(r"asked ([^\W\d]\w{0,60}) more than (\d{1,9}) times")


class Unsendable(Exception):
    """
    A property asks for what no student's process can be sent.

    It is a mistake of the sheet, which costs nobody any points.
    """


class StudentFault(Exception):
    """Something a submission did; it becomes a verdict, never a traceback."""

    outcome = Outcome.FORBIDDEN
    line = 0
    cell = 0

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


class MissingFunction(StudentFault):
    """The submission does not define a function that the question asks for."""

    outcome = Outcome.MISSING

    def __init__(self, function: str, because: Message | None = None) -> None:
        self.because = because
        said = Message("there is no function called {name}", name=function)
        super().__init__(
            said if because is None else Message("{first}; {second}", first=said, second=because)
        )


class MissingConstant(StudentFault):
    """The submission does not say the value that the question asks for."""

    outcome = Outcome.MISSING

    def __init__(self, name: str) -> None:
        said = Message("there is no constant called {name}", name=name)
        entry = Message("ANSWERS has no entry {name}", name=repr(name))
        super().__init__(said if name.isidentifier() else entry)


class StudentRaised(StudentFault):
    """A call raised an exception."""

    outcome = Outcome.RAISED

    def __init__(self, kind: str, text: Value, line: int, cell: int = 0) -> None:
        self.kind = kind
        self.line = line
        self.cell = cell
        super().__init__(
            Message("raised {kind}: {text}", kind=kind, text=text)
            if text
            else Message("raised {kind}", kind=kind)
        )


class RaisedValueError(StudentRaised, ValueError):
    """A call raised a ValueError or one derived from it: what 'raises' means on a sheet."""


class TooManyCalls(StudentRaised):
    """A call asked a function that it was given more often than the sheet allows."""

    def __init__(self, said: Message, line: int, cell: int = 0) -> None:
        super().__init__("AskedTooOften", "", line, cell)
        self.message = said
        self.args = (said,)

    @classmethod
    def told(cls, text: str, line: int, cell: int = 0) -> "TooManyCalls | None":
        """The fault of an exception with this message; None where that is another one."""
        found = ASKED_TOO_OFTEN.fullmatch(text)
        if found is None:
            return None
        said = Message("asked {name} more than {n} times", name=found[1], n=int(found[2]))
        return cls(said, line, cell)


class EndlessIteration(StudentFault):
    """An object of the submission's was iterated over, and went on and on."""

    outcome = Outcome.WRONG

    def __init__(self, entries: int) -> None:
        super().__init__(Message("gave more than {n} entries when it was iterated over", n=entries))


class OutOfMemory(StudentFault):
    """A call needed more memory than a submission may use."""

    outcome = Outcome.OUT_OF_MEMORY

    def __init__(self, line: int, cell: int = 0) -> None:
        self.line = line
        self.cell = cell
        super().__init__(Message("needed more memory than a submission may use"))


class CallTimedOut(StudentFault):
    """One call, or all calls of a question, ran for longer than the contract allows."""

    outcome = Outcome.TIMED_OUT

    def __init__(self, what: Value, seconds: float) -> None:
        super().__init__(
            Message("{what} was still running after {seconds} s", what=what, seconds=f"{seconds:g}")
        )


class GivenUp(StudentFault):
    """A function that had hung before was silent again, in the short time that it still has."""

    outcome = Outcome.TIMED_OUT

    def __init__(self, function: str, seconds: float, call_seconds: float) -> None:
        super().__init__(
            Message(
                "{name} was still running after {seconds} s, and had no longer: "
                "another call of it was still running after {call_seconds} s",
                name=function,
                seconds=f"{seconds:g}",
                call_seconds=f"{call_seconds:g}",
            )
        )


class OutOfTime(StudentFault):
    """
    The time of a question, or of the submission, ended before all was asked.

    ``answered`` of ``examples`` examples of a property were right until then; nothing was wrong.
    """

    outcome = Outcome.NOT_ASKED

    def __init__(self, function: str, answered: int = 0, examples: int = 0) -> None:
        self.function = function
        found = Message(
            "too slow: {answered} of {n} examples answered, all right",
            answered=answered,
            n=examples,
        )
        none = Message(
            "not asked: time was up before {name} had answered an example", name=function
        )
        super().__init__(found if answered else none)


class TooSlow(OutOfTime):
    """The same where a question had all its time, on a sheet that takes points for that."""

    outcome = Outcome.TIMED_OUT


class Unconfirmed(StudentFault):
    """All was right, and a second process had not answered when its time ended."""

    outcome = Outcome.NOT_ASKED

    def __init__(self, function: str) -> None:
        super().__init__(
            Message(
                "time was up before {name} had answered once more: all was right", name=function
            )
        )


class TooManyEnds(StudentFault):
    """The student's process was lost so often that it is not started again."""

    outcome = Outcome.NOT_ASKED

    def __init__(self, ends: int) -> None:
        super().__init__(Message("not asked: the submission's process had ended {n} times", n=ends))


class Misbehaved(StudentFault):
    """The student's process sent something that an honest one would not have sent."""

    def __init__(self, what: Message) -> None:
        super().__init__(Message("the submission's process sent {what}", what=what))

    @classmethod
    def by(cls, error: Malformed) -> "Misbehaved":
        """The fault of bytes that are of no form that was agreed upon."""
        return cls(Message(error.template, **error.values))


class Died(StudentFault):
    """The student's process ended instead of answering, or went on and can answer no more."""

    def __init__(self, what: Value, status: int | None) -> None:
        if status is None:
            super().__init__(Message("{what} closed the connection to the grader", what=what))
            return
        self.outcome = Outcome.RAISED if status & 127 in CRASHES else Outcome.FORBIDDEN
        super().__init__(_ending(what, status))


CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGFPE, signal.SIGILL}


def _ending(what: Value, status: int) -> Message:
    """How a process ended over what it was asked, by its wait status."""
    number = status & 127
    if number in CRASHES:
        name = signal.Signals(number).name
        return Message("{what} crashed the interpreter ({signal})", what=what, signal=name)
    if number:
        return Message("{what} ended its own process (signal {number})", what=what, number=number)
    status >>= 8
    return Message("{what} ended its own process (exit status {status})", what=what, status=status)


def fault_name(fault: StudentFault) -> str:
    """The way in which a call failed; equal for those that failed in the same one."""
    if isinstance(fault, StudentRaised) and not isinstance(fault, RaisedValueError):
        return f"raised {fault.kind}"
    return type(fault).__name__


def same_fault(one: object, other: object) -> bool:
    """Whether both refused, or both failed in the same way, whatever they said."""
    if isinstance(one, StudentFault) and isinstance(other, StudentFault):
        return fault_name(one) == fault_name(other)
    return False
