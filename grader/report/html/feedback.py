"""
One student's feedback, and nothing about anybody else.

The page may be sent to the student as it is.  So it is made from one row and one report; of the
class's results it uses what is the same for everyone: the sheet and how it was marked.
"""

from dataclasses import dataclass

from grader.class_results import ClassResults, Heading, Row, RubricMark
from grader.language import ENGLISH, Language, message
from grader.model import Report
from grader.report.guarantees import GUARANTEES
from grader.report.html.pages import page
from grader.report.html.task import chosen_ideas
from grader.report.student import sentences
from grader.report.student.asides import warnings_text
from grader.report.student.feedback import (
    LAW,
    OTHER_LAW,
    FunctionFeedback,
    feedback,
    why_no_marks,
)

__all__ = ["feedback_html"]

CORPORA = {
    "private": message(
        "a private corpus: other examples than those of the self-test, of the same kind"
    ),
    "public": message("the public corpus, the same as in the self-test"),
    "named": message("a corpus that was chosen for this class"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A written answer, empty where a mark was given without one, and its mark, None before."""

    heading: Heading
    text: str
    mark: RubricMark | None


def feedback_html(
    row: Row, results: ClassResults, report: Report | None, words: Language = ENGLISH
) -> str:
    """
    A student's feedback as one self-contained page.

    Parameters
    ----------
    row : Row
        The student that the page is for.
    results : ClassResults
        Only what holds for everybody is used: no other row is looked at.
    report : Report or None
        The whole report behind the row; None where the submission could not be read.
    words : Language
        The reader's.
    """
    return "".join(
        page(
            "feedback.html",
            row=row,
            problem=why_no_marks(row, results, words),
            results=results,
            report=report,
            corpus=words.noun(CORPORA.get(results.corpus_kind, results.corpus_kind)),
            guarantee=_guarantee(results.isolation, words),
            told=_told(report, words),
            words=words,
            sentences=sentences,
            unrun=_unrun,
            warnings=tuple(warnings_text(report, words, inline=True)) if report else (),
            laws=(LAW, OTHER_LAW),
            ideas=chosen_ideas,
            answers=_answers(row, results, report),
        )
    )


def _unrun(report: Report, words: Language) -> list[str]:
    """Which functions were not called or are not there, and why."""
    return [*sentences.never_called(report, words), *sentences.absences(report, words)]


def _guarantee(tier: str, words: Language) -> str:
    guarantee = GUARANTEES.get(tier)
    return words.say(guarantee) if guarantee else ""


def _told(report: Report | None, words: Language) -> dict[str, tuple[FunctionFeedback, ...]]:
    """What is wrong, by question."""
    return {mark.question: tuple(feedback(mark, words)) for mark in report.marks} if report else {}


def _answers(row: Row, results: ClassResults, report: Report | None) -> tuple[Answer, ...]:
    texts = dict(report.written) if report else {}
    marks = {mark.question: mark for mark in row.rubric}
    return tuple(
        Answer(heading, texts.get(heading.id, ""), marks.get(heading.id))
        for heading in results.questions
        if heading.id in {*texts, *row.written, *marks}
    )
