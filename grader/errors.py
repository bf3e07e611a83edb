"""
Everything that can go wrong, sorted by who can put it right.

``GraderError`` is for the person at the keyboard: the command line shows its
message without a traceback, so the message has to be enough.  Each one names
what was found and ends with something to do about it.

``StudentFault`` is for the person being graded.  It never leaves ``examine``,
where it becomes a verdict.

Any other exception is a bug in the grader, and is left alone to say so.
"""

import signal

from grader.language import Message, Value
from grader.model import Outcome

__all__ = [
    "BadSheet",
    "CallTimedOut",
    "CorpusOutdated",
    "CorpusUnreadable",
    "Died",
    "GivenUp",
    "GraderError",
    "IsolationUnavailable",
    "Misbehaved",
    "MissingFunction",
    "NoSuchQuestion",
    "OutOfMemory",
    "OutOfTime",
    "RaisedValueError",
    "SandboxFailed",
    "StudentFault",
    "StudentRaised",
    "TooManyEnds",
    "TooSlow",
    "Unconfirmed",
    "UnreadableSubmission",
]


class GraderError(Exception):
    """
    Something the person running the grader can put right.

    What a student may meet is a Message, to be shown in the reader's language; the rest is English.
    """

    def __init__(self, said: Message | str = "") -> None:
        self.said = said
        super().__init__(said)


class UnreadableSubmission(GraderError):
    """The file that was named is not one that can be graded."""

    def __init__(self, name: str, found: Value, advice: Value) -> None:
        super().__init__(Message("{name} {found}. {advice}", name=name, found=found, advice=advice))


class BadSheet(GraderError):
    """A sheet does not have the form that the grader needs."""


class NoSuchQuestion(GraderError):
    """A question was asked for that the sheet does not have; ``near`` may have been meant."""

    def __init__(self, asked: str, known: list[str], near: str = "") -> None:
        values = {"asked": repr(asked), "known": ", ".join(known)}
        if near:
            super().__init__(
                Message(
                    "there is no question {asked}. Did you mean {near}? Choose from: {known}.",
                    near=near,
                    **values,
                )
            )
        else:
            super().__init__(
                Message("there is no question {asked}. Choose from: {known}.", **values)
            )


class CorpusUnreadable(GraderError):
    """The frozen examples cannot be read or are damaged; ``option`` names their sheet."""

    def __init__(self, file: str, found: str, option: str = "") -> None:
        super().__init__(f"the corpus {file} {found}. Make it again with 'grader freeze{option}'.")


class CorpusOutdated(GraderError):
    """The frozen examples belong to another version of the sheet."""

    def __init__(self, file: str, option: str = "") -> None:
        super().__init__(
            f"the corpus {file} was recorded for another version of this sheet. "
            f"Record it again with 'grader freeze{option}'."
        )


class IsolationUnavailable(GraderError):
    """The isolation that was asked for cannot be had on this machine."""

    def __init__(self, tier: str) -> None:
        super().__init__(
            Message(
                "isolation {tier} cannot be had on this machine. Run 'grader doctor' to see why, "
                "or, for submissions that you would run yourself, say --isolation limits.",
                tier=repr(tier),
            )
        )


class SandboxFailed(GraderError):
    """No process for the submission could be had, through no fault of its own."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            Message(
                "the student's process could not be started: {reason}. "
                "Check that memory and processes are not used up, then run this again.",
                reason=reason,
            )
        )


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


class Died(StudentFault):
    """The student's process ended instead of answering."""

    def __init__(self, what: Value, status: int) -> None:
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
