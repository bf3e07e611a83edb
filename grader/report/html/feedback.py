"""
One student's feedback, and nothing about anybody else.

The page may be sent to the student as it is.  So it is made from one row and one report; of the
class's results it uses what is the same for everyone: the sheet and how it was marked.
"""

from dataclasses import dataclass

from grader.class_results import ClassResults, Heading, Row, RubricMark
from grader.model import Report
from grader.report.guarantees import GUARANTEES
from grader.report.html.pages import page
from grader.report.student.feedback import feedback
from grader.text import place

__all__ = ["feedback_html"]

CORPORA = {
    "private": "a private corpus: other examples than those of the self-test, of the same kind",
    "public": "the public corpus, the same as in the self-test",
    "named": "a corpus that was chosen for this class",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A written answer, empty where a mark was given without one, and its mark, None before."""

    heading: Heading
    text: str
    mark: RubricMark | None


def feedback_html(row: Row, results: ClassResults, report: Report | None) -> str:
    """
    A student's feedback as one self-contained page.

    Parameters
    ----------
    row : Row
        Whose page it is.
    results : ClassResults
        Only what holds for everybody is used: no other row is looked at.
    report : Report or None
        The whole report behind the row; None where the submission could not be read.
    """
    return "".join(
        page(
            "feedback.html",
            row=row,
            results=results,
            report=report,
            corpus=CORPORA.get(results.corpus_kind, results.corpus_kind),
            guarantee=GUARANTEES.get(results.isolation, ""),
            told={mark.question: tuple(feedback(mark)) for mark in report.marks} if report else {},
            place=place,
            answers=_answers(row, results, report),
        )
    )


def _answers(row: Row, results: ClassResults, report: Report | None) -> tuple[Answer, ...]:
    texts = dict(report.written) if report else {}
    marks = {mark.question: mark for mark in row.rubric}
    return tuple(
        Answer(heading, texts.get(heading.id, ""), marks.get(heading.id))
        for heading in results.questions
        if heading.id in {*texts, *row.written, *marks}
    )
