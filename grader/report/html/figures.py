"""
What a class report says in figures, computed before any page is thought of.

Submissions that could not be read have no marks; they are counted, and never as zeros.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Bin:
    """How many submissions earned from ``first`` to ``last`` points, both included."""

    first: int
    last: int
    submissions: int

    @property
    def label(self) -> str:
        """The points that it stands for."""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"


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


def bins(totals: Sequence[int], possible: int) -> tuple[Bin, ...]:
    """The totals, 0 to ``possible`` points, sorted into bins of one round width."""
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
    earned, still_open, possible = np.zeros((3, len(rows), len(questions)), dtype=np.int64)
    for line, row in enumerate(rows):
        for mark in row.marks:
            where = line, columns[mark.question]
            earned[where], still_open[where], possible[where] = (
                mark.earned,
                mark.open,
                mark.possible,
            )
    items = item_analysis(earned, possible - still_open)
    asked = possible > 0
    return tuple(
        QuestionFigures(
            heading=heading,
            submissions=int(asked[:, n].sum()),
            mean=float(earned[asked[:, n], n].mean()) if asked[:, n].any() else None,
            full=int((asked & (earned == possible))[:, n].sum()),
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
