"""One line for each student: as little as a table of ten thousand can afford."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.class_results import ClassResults, Marked, Row
from grader.report.rounding import NOTHING
from grader.text import clean

__all__ = ["STATES", "Line", "lines", "state"]

UNREAD, OPEN, FULL, LOST = STATES = ("no marks", "open", "all points", "points lost")
LONGEST = 80  # characters of a name; the whole of it is on the student's own page
LONGEST_REMARK = 200
MIDDLE = 2  # the most of the three steps between none and all, counted from 0


@dataclass(frozen=True, slots=True)
class Line:
    """
    The cells of one student, as shown.

    ``heat`` is the class of each mark's colour, ``h0`` for none of the points to ``h4`` for all.
    """

    link: str
    name: str
    id: str
    folder: str
    state: str
    total: str
    marks: tuple[str, ...]
    heat: tuple[str, ...]
    written: str
    unmarked: str
    remarks: str

    @property
    def is_unread(self) -> bool:
        """Whether there are no marks, but a problem."""
        return self.state == UNREAD


def state(row: Row) -> str:
    """What is the case with a submission, in one of four words."""
    if row.problem:
        return UNREAD
    if row.open:
        return OPEN
    if row.waiting:
        return OPEN
    return FULL if row.is_full else LOST


def lines(results: ClassResults, feedback: Callable[[Row], str] | None) -> Iterator[Line]:
    """The lines, in the order of the rows; ``feedback`` gives a row's link, or nothing."""
    for row in results.rows:
        earned = {mark.question: str(mark.earned) for mark in row.marks}
        heat = {mark.question: _heat(mark) for mark in row.marks}
        remarks = "; ".join(filter(None, (row.problem, *row.notes)))
        yield Line(
            link=feedback(row) if feedback else "",
            name=clean(row.name or row.folder, LONGEST),
            id=clean(row.id, LONGEST),
            folder=clean(row.folder, LONGEST) if row.name else "",
            state=state(row),
            total=str(row.earned) if row.marks else NOTHING,
            marks=tuple(earned.get(question.id, NOTHING) for question in results.questions),
            heat=tuple(heat.get(question.id, "") for question in results.questions),
            written=f"{sum(mark.earned for mark in row.rubric):g}" if row.rubric else NOTHING,
            unmarked=_unmarked(row),
            remarks=clean(remarks, LONGEST_REMARK) if remarks else "",
        )


def _heat(mark: Marked) -> str:
    """Only none is ``h0``, and only all is ``h4``: between them lie three steps."""
    if mark.is_full or not mark.earned:
        return "h4" if mark.earned else "h0"
    steps = int(3 * mark.earned // mark.possible) if mark.possible else MIDDLE
    return f"h{1 + min(steps, MIDDLE)}"


def _unmarked(row: Row) -> str:
    """How many written answers wait for a person."""
    waiting = len({*row.written} - {mark.question for mark in row.rubric})
    return str(waiting) if waiting else NOTHING
