"""
What the person at the keyboard can put right.

The command line shows the message of a ``GraderError`` without a traceback, so the message has to
be enough.  Each one names what was found and ends with something to do about it.  What a
submission does is no error: it becomes a verdict (``grader.examine.student.faults``).

Any other exception is a bug in the grader, and is left alone to say so; where it comes over what a
submission answered, ``GraderFailed`` says it, since a traceback ends with the status of lost marks.
"""

from pathlib import Path

from grader.language import Message, Value, message
from grader.text import clean

__all__ = [
    "ELSEWHERE",
    "FENCE",
    "OURS",
    "SCARCE",
    "BadSheet",
    "CorpusOutdated",
    "CorpusUnreadable",
    "GraderError",
    "GraderFailed",
    "IsolationUnavailable",
    "NoSuchQuestion",
    "NotRecorded",
    "SandboxFailed",
    "UnreadableSubmission",
    "in_words",
]

SCARCE = message("Check that memory and processes are not used up, then run this again.")
FENCE = message("Run 'grader doctor' to see what isolation this machine gives, and why.")
OURS = message("That is a fault of the grader. Please report it.")
ELSEWHERE = message("Use check() in a notebook there, or run the grader on a computer.")


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


class GraderFailed(GraderError):
    """The grader itself failed over a submission: nobody has lost marks by it."""

    def __init__(self, error: Exception) -> None:
        super().__init__(
            Message(
                "the grader failed on it, which is no mistake of yours: {error}. Please report it.",
                error=in_words(error),
            )
        )


def in_words(error: Exception) -> str:
    """A fault of ours in a sentence, with the place to look at."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    said = f"{type(error).__name__}: {error}"
    if trace is None:
        return clean(said)
    file = Path(trace.tb_frame.f_code.co_filename).name
    return clean(f"{said} ({file}, line {trace.tb_lineno})")


class BadSheet(GraderError):
    """A sheet does not have the form that the grader needs."""


class NotRecorded(Exception):
    """
    A pack does not hold what the model answers to a call, so nothing may be concluded from it.

    It is no GraderError: it says that one law cannot be judged here, and the others can.
    """

    def __init__(self, function: str) -> None:
        self.function = function
        super().__init__(f"the pack holds no answer of {function} to this call")


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
    """
    No process for the submission could be had, through no fault of its own.

    ``advice`` is what to do, by what was found: memory is named where it may have been that.
    ``reason`` is kept, for who has other advice.
    """

    def __init__(self, reason: Value, advice: str = SCARCE) -> None:
        self.reason = reason
        super().__init__(
            Message(
                "the student's process could not be started: {reason}. {advice}",
                reason=reason,
                advice=Message(advice),
            )
        )
