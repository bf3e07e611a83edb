"""
One student's feedback, and nothing about anybody else.

The page may be sent to the student as it is.  So it is made from one row and one report; of the
class's results it uses what is the same for everyone: the sheet and how it was marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from grader.doctor.findings import GUARANTEES
from grader.model import Mark, Outcome, Report, Verdict
from grader.reporters.html.pages import page
from grader.results import ClassResults, Heading, Row, RubricMark

__all__ = ["feedback_html"]

UNWRITTEN = "not implemented yet"
CORPORA = {
    "private": "a private corpus: other examples than those of the self-test, of the same kind",
    "public": "the public corpus, the same as in the self-test",
    "named": "a corpus that was chosen for this class",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """
    What is told of one or more lost properties of a function.

    ``points`` are theirs together, ``state`` is ``"lost"`` or ``"open"``, and ``brief`` says that
    the first one's message is all there is to tell.
    """

    first: Verdict
    points: int
    state: str
    brief: bool


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
            faults={mark.question: faults(mark) for mark in report.marks} if report else {},
            answers=_answers(row, results, report),
        )
    )


def faults(mark: Mark) -> tuple[Fault, ...]:
    """What is wrong in one question; verdicts that say the same of a function are told once."""
    lost = [verdict for verdict in mark.verdicts if verdict.outcome is not Outcome.PASSED]
    return tuple(_fault(list(same)) for _, same in groupby(lost, key=_alike))


def _alike(verdict: Verdict) -> tuple[str, str, str]:
    same = verdict.outcome is Outcome.MISSING or verdict.message == UNWRITTEN
    return verdict.function, str(verdict.outcome), verdict.message if same else verdict.property


def _fault(verdicts: Sequence[Verdict]) -> Fault:
    first = verdicts[0]
    return Fault(
        first=first,
        points=sum(verdict.points for verdict in verdicts),
        state="open" if first.outcome is Outcome.UNDECIDED else "lost",
        brief=len(verdicts) > 1 or not first.call or first.message == UNWRITTEN,
    )


def _answers(row: Row, results: ClassResults, report: Report | None) -> tuple[Answer, ...]:
    texts = dict(report.written) if report else {}
    marks = {mark.question: mark for mark in row.rubric}
    return tuple(
        Answer(heading, texts.get(heading.id, ""), marks.get(heading.id))
        for heading in results.questions
        if heading.id in texts or heading.id in marks
    )
