"""A mistake that may explain a student's answers, and whoever can tell whether it does."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from grader.examine.student.calls import Answer, Call
from grader.examine.student.replies import Request
from grader.language import Message

__all__ = ["Finding", "Judge", "Known", "Suspect", "Suspects", "side_by_side"]

Function = Callable[..., Any]


class Suspect(NamedTuple):
    """
    A wrong function, and what is wrong with it in words.

    Attributes
    ----------
    mistake : Message
    function : callable or None
        Nothing where a pack holds only digests of its answers.
    unrefused : bool
        Whether the words say only that something is not refused, whatever comes back instead.
    parts : tuple of Suspect
        The mistakes that are made in it one after the other; empty for a single one.
    place : int
        Its place among all suspects of the function.
    """

    mistake: Message
    function: Function | None
    unrefused: bool = False
    parts: "tuple[Suspect, ...]" = ()
    place: int = -1


Suspects = tuple[Suspect, ...]  # one, or two whose mistakes are made side by side


def side_by_side(by: Suspects) -> Message:
    """One mistake, or two, in words."""
    one, *others = by
    if not others:
        return one.mistake
    return Message("{one}; and {other}", one=one.mistake, other=others[0].mistake)


class Finding(NamedTuple):
    """Whether one suspect errs at one call, and whether the student answers so."""

    errs: bool
    agrees: bool


class Judge(Protocol):
    """Who knows what the suspects of a function would answer."""

    def finding(self, suspect: Suspect, call: Call, request: Request, answer: Answer) -> Finding:
        """Whether a suspect errs at a call, and whether the student's answer is the suspect's."""

    def errs(self, suspect: Suspect, call: Call, request: Request) -> bool:
        """Whether a suspect is known to err at a call."""

    def tells(self, call: Call, request: Request, suspects: Sequence[Suspect]) -> bool:
        """Whether the suspects do not all answer the same."""


class Known(NamedTuple):
    """
    The mistakes that are known in a function.

    Attributes
    ----------
    single, chained : list of Suspect
        Each by itself, and two made one after the other.
    judge : Judge
    """

    single: list[Suspect]
    chained: list[Suspect]
    judge: Judge
