"""
The nouns of the grader, as frozen values.

What a submission is, and all that was found out about it; what is concluded about a function, and
what that is worth, are in ``grader.mark``.  None of them knows how it was made, so all of them can
be stored, shown and compared.
"""

import hashlib
from dataclasses import dataclass, field

from grader.language import Message
from grader.mark import (
    UNWRITTEN,
    Balance,
    Mark,
    Outcome,
    Points,
    ShownCall,
    Totals,
    Verdict,
    added,
    is_absent,
)

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


NOT_PYTHON = "not Python: "  # begins what is said of a file of which nothing could run


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
    line, cell : int
        The statement that ended while the file was loaded, by ending the process or by being given
        up; 0 for all the others.
    lines : tuple of str
        The first lines; none where they would tell an example that is kept back.
    further : int
        How many more lines there were.
    call : str
        The first call that printed, as Python.
    calls : int
        How many calls did.
    cut : bool
        Whether there may have been more than ``further`` lines more.
    """

    function: str
    lines: tuple[str, ...] = ()
    further: int = 0
    call: str = ""
    calls: int = 0
    cut: bool = False
    line: int = 0
    cell: int = 0


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
