"""
What a class report says in figures, computed before any page is thought of.

Submissions that could not be read have no marks; they are counted, and never as zeros.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from grader.class_results import Heading, Row
from grader.report.classes.item_analysis import Item, item_analysis

__all__ = [
    "Bin",
    "QuestionFigures",
    "WrittenFigures",
    "bins",
    "question_figures",
    "written_figures",
]

MOST_BINS = 21
WIDTHS = (1, 2, 5)
STEPS = (1, 0.5, 0.1, 0.01)  # of points, from one total to the next


@dataclass(frozen=True, slots=True)
class Bin:
    """How many submissions earned from ``first`` to ``last`` points, both included."""

    first: float
    last: float
    submissions: int

    @property
    def label(self) -> str:
        """The points that it stands for."""
        first, last = f"{self.first:g}", f"{self.last:g}"
        return first if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """
    One question, and how the class did on it.

    ``mean`` is in points, None where nobody was marked; ``full``, ``none`` and ``open`` are numbers
    of submissions with all of its points, none of them, and some that could not be decided.
    """

    heading: Heading
    submissions: int
    mean: float | None
    full: int
    none: int
    open: int
    item: Item


@dataclass(frozen=True, slots=True)
class WrittenFigures:
    """A written question: answers handed in, answers that a person marked, mean share given."""

    heading: Heading
    answers: int
    marked: int
    share: float | None


def bins(totals: Sequence[float], possible: float) -> tuple[Bin, ...]:
    """The totals, 0 to ``possible`` points, sorted into bins of one round width."""
    step = next((step for step in STEPS if _are_multiples([*totals, possible], step)), STEPS[-1])
    whole = _bins([round(total / step) for total in totals], round(possible / step))
    if step == 1:
        return whole
    return tuple(Bin(each.first * step, each.last * step, each.submissions) for each in whole)


def _are_multiples(numbers: Sequence[float], step: float) -> bool:
    return all(Fraction(str(number)) % Fraction(str(step)) == 0 for number in numbers)


def _bins(totals: Sequence[int], possible: int) -> tuple[Bin, ...]:
    width = next(
        w * ten
        for ten in (10**power for power in range(12))
        for w in WIDTHS
        if possible // (w * ten) + 1 <= MOST_BINS
    )
    counted = np.bincount(
        np.asarray(totals, dtype=np.int64) // width, minlength=possible // width + 1
    )
    return tuple(
        Bin(place * width, min((place + 1) * width - 1, possible), int(submissions))
        for place, submissions in enumerate(counted)
    )


def question_figures(
    questions: Sequence[Heading], rows: Sequence[Row]
) -> tuple[QuestionFigures, ...]:
    """Each question's figures over the rows that have marks."""
    columns = {question.id: place for place, question in enumerate(questions)}
    earned, still_open, possible, bonus = np.zeros((4, len(rows), len(questions)))
    for line, row in enumerate(rows):
        for mark in row.marks:
            where = line, columns[mark.question]
            earned[where], still_open[where], possible[where], bonus[where] = (
                mark.earned,
                mark.open,
                mark.possible,
                mark.bonus,
            )
    decided = np.maximum(possible - still_open, 0)
    items = item_analysis(np.minimum(earned, decided), decided)  # a bonus makes no item easier
    asked = possible + bonus > 0
    return tuple(
        QuestionFigures(
            heading=heading,
            submissions=int(asked[:, n].sum()),
            mean=float(earned[asked[:, n], n].mean()) if asked[:, n].any() else None,
            full=int((asked & (earned == possible + bonus) & (still_open == 0))[:, n].sum()),
            none=int((asked & (earned + still_open == 0))[:, n].sum()),
            open=int((still_open > 0)[:, n].sum()),
            item=items[n],
        )
        for n, heading in enumerate(questions)
    )


def written_figures(
    questions: Sequence[Heading], rows: Sequence[Row]
) -> tuple[WrittenFigures, ...]:
    """The questions that ask for a written answer, or got one."""
    figures = []
    for heading in questions:
        answers = sum(heading.id in row.written for row in rows)
        marks = [mark for row in rows for mark in row.rubric if mark.question == heading.id]
        possible = sum(mark.possible for mark in marks)
        share = sum(mark.earned for mark in marks) / possible if possible else None
        if heading.rubric or answers or marks:
            figures.append(WrittenFigures(heading, answers, len(marks), share))
    return tuple(figures)
