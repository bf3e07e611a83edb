"""
A class's results as values: what every report about more than one person is made from.

The gradebook gives them, reporters turn them into text.  A row is light, so that ten thousand
fit; the whole report behind it is fetched by its number where feedback is written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from grader.model import Balance, Outcome, Points, Report, Totals, added

__all__ = [
    "ABSENT",
    "ClassResults",
    "Heading",
    "Lost",
    "Marked",
    "PropertyHeading",
    "Row",
    "RubricMark",
]


@dataclass(frozen=True, slots=True)
class Marked(Balance):
    """Points for one question of one submission."""

    question: str
    earned: int | float
    open: int | float
    possible: int | float
    bonus: int | float = 0


@dataclass(frozen=True, slots=True)
class Lost:
    """A property that did not hold of a submission, and why."""

    question: str
    property: str
    outcome: Outcome
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class RubricMark:
    """What a person gave for one written answer."""

    question: str
    earned: float
    possible: float
    comment: str = ""


ABSENT = "handed nothing in"  # the problem of who is in the roster, and nowhere else
NO_PYTHON = "Python cannot read the file: "  # how the problem of a report without marks begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Totals):
    """
    One submission of the class.

    Attributes
    ----------
    folder : str
        What it is called where it was collected; no two rows share one.
    id, name : str
        The person, by the roster or by the platform's file names; empty where neither says.
    sha256 : str
        Digest of what was handed in; empty where it could not be read.
    problem : str
        Why it has no marks; empty where it has.
    notes : tuple of str
        What the teacher should know: late, the newest of three, …
    marks : tuple of Marked
        By question, in the order of the sheet; empty where there is a problem.
    lost : tuple of Lost
    written : tuple of str
        Ids of the questions that have a written answer.
    rubric : tuple of RubricMark
        Given by a person; apart from the automatic marks, but for those in ``written_marks``.
    written_marks : tuple of Marked
        What written answers add to the totals, where they do.
    waiting : int or float
        Points of written answers in the totals that no person has marked yet.
    result : int
        Number of the result in the gradebook, 0 where there is none.
    """

    folder: str
    id: str = ""
    name: str = ""
    sha256: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()
    marks: tuple[Marked, ...] = ()
    lost: tuple[Lost, ...] = ()
    written: tuple[str, ...] = ()
    rubric: tuple[RubricMark, ...] = ()
    written_marks: tuple[Marked, ...] = ()
    waiting: int | float = 0
    result: int = 0

    @property
    def counted(self) -> Sequence[Points]:
        """What is added up."""
        return (*self.marks, *self.written_marks)


@dataclass(frozen=True, slots=True)
class PropertyHeading:
    """A property as the class report names it."""

    name: str
    function: str
    points: int | float
    law: str
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """
    A question as the class report names it.

    Attributes
    ----------
    id, title : str
    points : int
        What its properties are worth together.
    properties : tuple of PropertyHeading
    rubric : str
        What a person marks the written answer by; empty where there is none to give.
    rubric_points : float
        What a complete written answer is worth, apart from ``points``.
    text : str
        What is asked; empty in the record of a class that was graded before it was kept.
    ideas : tuple of (language, tuple of str)
        What to revise, for each language that the sheet has it in.
    elsewhere : str
        Names that it asks for as well, whose marks a pack cannot make.
    """

    id: str
    title: str
    points: int | float
    properties: tuple[PropertyHeading, ...]
    rubric: str = ""
    rubric_points: float = 0.0
    text: str = ""
    ideas: tuple[tuple[str, tuple[str, ...]], ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassResults:
    """
    The results of one run over a class.

    Attributes
    ----------
    sheet, title : str
        Short name and heading of the sheet.
    option : str
        What follows a command that is to be typed, so that it is about this sheet.
    questions : sequence of Heading
    rows : sequence of Row
        In the order of their folders.
    remarks : sequence of str
        What was remarked when the submissions were collected, and of no row in particular.
    corpus, corpus_kind : str
        Digest of the corpus, and ``"private"``, ``"public"`` or ``"named"``.
    isolation : str
    written : bool
        Whether the marks of written answers are added to the totals.
    report : callable
        From a row's ``result`` to the whole Report.
    """

    sheet: str
    title: str
    questions: Sequence[Heading]
    rows: Sequence[Row]
    corpus: str
    corpus_kind: str
    isolation: str
    remarks: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)
    written: bool = False
    option: str = ""
    report: Callable[[int], Report]

    @property
    def possible(self) -> int | float:
        """Points that could be earned, without any bonus."""
        by_hand = [q.rubric_points for q in self.questions] if self.written else []
        return added([*(question.points for question in self.questions), *by_hand])
