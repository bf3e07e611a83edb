"""
The nouns of the grader, as frozen values.

What a submission is, what was concluded about it, and what that is worth.  None of
them knows how it was made, so all of them can be stored, shown and compared.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from grader.language import Message, message

__all__ = [
    "NOT_PYTHON",
    "UNWRITTEN",
    "Balance",
    "Cell",
    "CodeWarning",
    "LoadFailure",
    "Mark",
    "Outcome",
    "Points",
    "Printed",
    "Report",
    "ShownCall",
    "Submission",
    "SubmissionId",
    "Totals",
    "Verdict",
    "added",
    "is_absent",
]


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


NOT_PYTHON = "not Python: "  # begins what is said of a file of which nothing could run
UNWRITTEN = message("not implemented yet")  # said of a function that raises NotImplementedError


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


@dataclass(frozen=True, slots=True)
class Cell:
    """Code of a notebook: its place among all cells, the first being 1, and its text."""

    number: int
    source: str


@dataclass(frozen=True, slots=True)
class Submission:
    """
    One student's file.

    Attributes
    ----------
    name : str
        What it is called by.
    source : bytes
        Its bytes; of a notebook ``grader.collect.notebooks`` keeps none of the outputs.
    cells : tuple of Cell
        A notebook's code; of a Python file none, its bytes are never decoded here.
    digest : str
        SHA-256 of the bytes that were handed in, where those are not ``source``.
    """

    name: str
    source: bytes
    cells: tuple[Cell, ...] = ()
    digest: str = ""

    @property
    def sha256(self) -> str:
        """Digest of the bytes that were handed in, in hexadecimal."""
        return self.digest or hashlib.sha256(self.source).hexdigest()


@dataclass(frozen=True, slots=True)
class SubmissionId:
    """Which file a report is about: its name, cleaned for showing, and its bytes' digest."""

    name: str
    sha256: str


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
    """Points for one question, with the verdicts that they come from."""

    question: str
    title: str
    earned: int | float
    open: int | float
    possible: int | float
    verdicts: tuple[Verdict, ...]
    bonus: int | float = 0


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """
    A top-level statement of the submission that failed while it was loaded, and where.

    Where a Python file cannot even be parsed, it stands for the whole file.  ``message_parts`` is
    the reason as template and values, for other languages.  ``source`` is the line at which Python
    stopped reading, and ``column`` the place in it, the first being 1; 0 where that is not known.
    """

    line: int
    message: str
    cell: int = 0
    message_parts: Message | None = None
    source: str = ""
    column: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the file could be looked at."""
        return self.message.startswith(NOT_PYTHON)

    @property
    def reason(self) -> str:
        """What was wrong: the exception's name and message."""
        return self.message.removeprefix(NOT_PYTHON)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWarning:
    """
    What Python warned of while one function of the submission was called, or while it was loaded.

    Attributes
    ----------
    message : str
        The warning's words.
    places : int
        How many lines of the submission led to it.
    function : str
        The function that was called; empty while the file was loaded, and in old reports.
    line, cell : int
        The first of those lines, and its cell; 0 where that is not known.
    call : str
        The shortest call that led to it, as Python.
    calls : int
        How many calls did.
    """

    message: str
    places: int = 1
    function: str = ""
    line: int = 0
    cell: int = 0
    call: str = ""
    calls: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """
    How that begins which one function printed, or the file while it was loaded.

    Attributes
    ----------
    function : str
        The function that was called; empty while the file was loaded.
    lines : tuple of str
        The first lines; none where they would tell an example that is kept back.
    further : int
        How many more lines there were.
    call : str
        The first call that printed, as Python.
    calls : int
        How many calls did.
    """

    function: str
    lines: tuple[str, ...] = ()
    further: int = 0
    call: str = ""
    calls: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Totals):
    """
    Everything that was found out about one submission.

    Attributes
    ----------
    sheet, corpus : str
        The sheet's name, and the digest of the corpus that the marks were made on.
    submission : SubmissionId
    isolation : str
        Tier that the student's process was under.
    marks : tuple of Mark
        One for each question, in the order of the sheet.
    loading : tuple of LoadFailure
        Top-level statements that failed.
    written : tuple of (str, str)
        Written answers for a person to mark: a question's id, and the text, cleaned.
    warnings : tuple of CodeWarning
        What the submission's code warned of while it was marked.
    printed : tuple of Printed
        What it printed meanwhile.  That may differ from run to run, a time of day say: it is no
        part of what is stored and compared.
    remarks : tuple of str
        What else the student should know: lines that were skipped, answers that were not taken.
    remark_parts : tuple of Message
        The remarks as templates and values, for other languages; in an old report none.
    environment : dict
        Versions of everything that can influence a mark.
    hint : int
        How much it tells of a mistake: 1 the law, 2 where it breaks, 3 the smallest example.
    """

    sheet: str
    corpus: str
    submission: SubmissionId
    isolation: str
    marks: tuple[Mark, ...]
    loading: tuple[LoadFailure, ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    warnings: tuple[CodeWarning, ...] = ()
    printed: tuple[Printed, ...] = field(default=(), compare=False)
    remarks: tuple[str, ...] = ()
    remark_parts: tuple[Message, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    hint: int = 3
