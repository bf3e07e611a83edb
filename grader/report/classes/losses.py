"""
What a class lost, and why: counted once, from rows that each tell of one student.

A mistake in one function often breaks several of its properties.  So properties count their own
losses, and misconceptions count *students*: nobody has the same misconception three times.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.class_results import Heading, PropertyHeading, Row
from grader.model import Outcome

__all__ = ["Loss", "Misunderstanding", "Reason", "losses", "misunderstandings"]

Reasons = defaultdict[tuple[str, str], Counter[str]]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a property was lost, in words, and how many students lost it so."""

    words: str
    students: int


@dataclass(frozen=True, slots=True)
class Loss:
    """
    One property, and what became of it in the class.

    Attributes
    ----------
    heading : PropertyHeading
    students : int
        How many submissions were marked on it.
    lost, open : int
        How many lost it, and of how many it could not be decided.
    outcomes, misconceptions : tuple of Reason
        Most frequent first; what could not be decided is not among them.
    """

    heading: PropertyHeading
    students: int
    lost: int
    open: int
    outcomes: tuple[Reason, ...]
    misconceptions: tuple[Reason, ...]

    @property
    def share(self) -> float | None:
        """The share that lost it, among those that could be decided; None for nobody."""
        decided = self.students - self.open
        return self.lost / decided if decided else None


@dataclass(frozen=True, slots=True)
class Misunderstanding:
    """A misconception, the question that it was met in, and how many students have it."""

    question: str
    words: str
    students: int


def losses(questions: Sequence[Heading], rows: Iterable[Row]) -> dict[str, tuple[Loss, ...]]:
    """For each question's id, its properties in the order of the sheet."""
    students: Counter[str] = Counter()
    outcomes: Reasons = defaultdict(Counter)
    mistakes: Reasons = defaultdict(Counter)
    for row in rows:
        students.update(mark.question for mark in row.marks)
        for lost in row.lost:
            outcomes[lost.question, lost.property][lost.outcome] += 1
            if lost.misconception:
                mistakes[lost.question, lost.property][lost.misconception] += 1
    return {
        question.id: tuple(
            _loss(
                each,
                students[question.id],
                outcomes[question.id, each.name],
                mistakes[question.id, each.name],
            )
            for each in question.properties
        )
        for question in questions
    }


def misunderstandings(rows: Iterable[Row]) -> tuple[Misunderstanding, ...]:
    """The misconceptions of the class, the most frequent first."""
    students: Counter[tuple[str, str]] = Counter()
    for row in rows:
        students.update({(e.question, e.misconception) for e in row.lost if e.misconception})
    return tuple(
        Misunderstanding(question, words, count)
        for (question, words), count in sorted(
            students.items(), key=lambda found: (-found[1], found[0])
        )
    )


def _loss(
    heading: PropertyHeading, students: int, outcomes: Counter[str], known: Counter[str]
) -> Loss:
    still_open = sum(count for why, count in outcomes.items() if Outcome(why).is_open)
    gone = {why: count for why, count in outcomes.items() if not Outcome(why).is_open}
    return Loss(heading, students, sum(gone.values()), still_open, _reasons(gone), _reasons(known))


def _reasons(counted: Mapping[str, int]) -> tuple[Reason, ...]:
    """Most frequent first, equal ones by the alphabet."""
    inorder = sorted(counted.items(), key=lambda reason: (-reason[1], reason[0]))
    return tuple(Reason(str(words), students) for words, students in inorder)
