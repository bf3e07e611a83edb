"""
Turns what is concluded about each function into points.

Pure arithmetic on values, so that the rules of marking can be read on one page and argued about
without running anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from grader.language import Message, message

__all__ = [
    "UNWRITTEN",
    "Balance",
    "Mark",
    "Outcome",
    "Points",
    "ShownCall",
    "Totals",
    "Verdict",
    "added",
    "is_absent",
    "mark",
]

UNWRITTEN = message("not implemented yet")  # said of a function that raises NotImplementedError


def added(points: Iterable[float]) -> int | float:
    """The exact sum of points as they are written, an int where it is whole."""
    each = list(points)
    total = sum(each)
    if isinstance(total, int):
        return total
    exact = sum(map(Decimal, map(str, each)))
    return int(exact) if exact == int(exact) else float(exact)


class Points(Protocol):
    """Points for one question."""

    @property
    def earned(self) -> int | float:
        """Those that the submission has."""

    @property
    def open(self) -> int | float:
        """Those that could not be decided."""

    @property
    def possible(self) -> int | float:
        """Those that could have been earned, without any bonus."""

    @property
    def bonus(self) -> int | float:
        """Those of ``earned`` and ``open`` that come on top of ``possible``."""


class Balance:
    """What follows from points; a mixin for whatever has them."""

    __slots__ = ()

    @property
    def missed(self: Points) -> int | float:
        """Points that were possible, and are neither earned nor open."""
        return added((self.possible, self.bonus, -self.earned, -self.open))

    @property
    def is_full(self: Points) -> bool:
        """Whether nothing is missed and nothing open."""
        return not self.open and not added((self.possible, self.bonus, -self.earned))


class Totals(Balance):
    """The sums over all questions; a mixin for whatever has ``marks``."""

    __slots__ = ()
    marks: Sequence[Points]

    @property
    def counted(self) -> Sequence[Points]:
        """What is added up."""
        return self.marks

    @property
    def earned(self) -> int | float:
        """Points earned, with any bonus."""
        return added(mark.earned for mark in self.counted)

    @property
    def open(self) -> int | float:
        """Points that could not be decided."""
        return added(mark.open for mark in self.counted)

    @property
    def possible(self) -> int | float:
        """Points that could have been earned, without any bonus."""
        return added(mark.possible for mark in self.counted)

    @property
    def bonus(self) -> int | float:
        """Points that are earned or open on top of those that were possible."""
        return added(mark.bonus for mark in self.counted)


class Outcome(StrEnum):
    """What examining one property led to."""

    PASSED = "passed"
    WRONG = "wrong"
    RAISED = "raised"
    MISSING = "missing"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    FORBIDDEN = "forbidden"  # broke the protocol, or was stopped by the isolation
    UNDECIDED = "undecided"  # our machinery failed, so nothing is known
    NOT_ASKED = "not asked"  # time ended before all was asked; what was, was right

    @property
    def is_open(self) -> bool:
        """Whether it leaves the points open: neither earned nor lost."""
        return self in (Outcome.UNDECIDED, Outcome.NOT_ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCall:
    """
    A call that shows a mistake, with its own answer.

    Attributes
    ----------
    call : str
        The call, as Python.
    returned : str
        What came back, as Python; empty where nothing did.
    fault : str
        What it led to instead, in words: ``raised ValueError: …``.
    wrong : bool
        Whether it is known that this answer is wrong by itself.
    fault_parts : Message or None
        The fault as template and values, for other languages.
    """

    call: str
    returned: str = ""
    fault: str = ""
    wrong: bool = False
    fault_parts: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    What one property concluded about one submission.

    Attributes
    ----------
    property, function : str
        Name of the property, and of the function that it judges.
    points : int or float
        What the property is worth, whether or not it was earned.
    outcome : Outcome
        Only ``PASSED`` earns the points; ``UNDECIDED`` and ``NOT_ASKED`` keep them open.
    law : str
        The property as a sentence for the student.
    call : str
        The smallest call found that shows the mistake, as Python; a line for each call.
    returned, expected : str
        What came back from it, and what should have; empty where there is nothing to say.
    message : str
        What is wrong, in words.
    line, cell : int
        The submission's own line where it raised, 0 where it did not; in a notebook counted
        from the start of the cell, and that cell's number, 0 in a Python file.
    calls : int
        How many calls of the student's function the verdict rests on.
    misconception : str
        The known mistake that explains the answers, in words; empty where none does.
    message_parts, misconception_parts : Message or None
        The same texts as template and values, for other languages; None where there are none.
    shown : tuple of ShownCall
        The calls of ``call``, each with its answer; none in a report from before they were kept.
    further : int
        How many more calls the failed assertion looked at.
    follows : str
        Functions of the same file that it calls and that lost points, too, a comma between them:
        what is wrong may come from those.
    bonus : bool
        Whether its points come on top of the others, so that they cannot be lost.
    """

    property: str
    function: str
    points: int | float
    outcome: Outcome
    law: str = ""
    call: str = ""
    returned: str = ""
    expected: str = ""
    message: str = ""
    line: int = 0
    cell: int = 0
    calls: int = 0
    misconception: str = ""
    message_parts: Message | None = None
    misconception_parts: Message | None = None
    shown: tuple[ShownCall, ...] = ()
    further: int = 0
    follows: str = ""
    bonus: bool = False


def is_absent(verdict: Verdict) -> bool:
    """Whether the function is not there yet; then nothing is known of what it does."""
    return verdict.outcome is Outcome.MISSING or verdict.message == UNWRITTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Balance):
    """
    Points for one question, with the verdicts that they come from.

    ``elsewhere`` says that more of it is asked, which is not marked here: it is in no points.
    """

    question: str
    title: str
    earned: int | float
    open: int | float
    possible: int | float
    verdicts: tuple[Verdict, ...]
    bonus: int | float = 0
    elsewhere: bool = False


def mark(
    question: str, title: str, verdicts: Sequence[Verdict], *, elsewhere: bool = False
) -> Mark:
    """
    Add up what was earned, and what is still open.

    ``elsewhere`` says that a part of the question, or all of it, is not marked here.

    A property holds or it does not, so it earns all of its points or none.
    Points stay open where *our* machinery failed, and where time ended before all was
    asked: nobody is marked down for what was not found wrong.  A bonus adds to what is
    earned, and not to what is possible: nobody loses it.
    """
    passed = [each for each in verdicts if each.outcome is Outcome.PASSED]
    still_open = [each for each in verdicts if each.outcome.is_open]
    return Mark(
        question=question,
        title=title,
        earned=added(each.points for each in passed),
        open=added(each.points for each in still_open),
        possible=added(each.points for each in verdicts if not each.bonus),
        verdicts=tuple(verdicts),
        bonus=added(each.points for each in (*passed, *still_open) if each.bonus),
        elsewhere=elsewhere,
    )
