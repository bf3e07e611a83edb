"""
Groups lost properties, so that each mistake is told once, whatever form the report has.

Feedback goes out as Markdown, as HTML and as plain text; which facts it holds, and in which order
they are read, is decided here once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.class_results import NO_PYTHON, ClassResults, Row, RubricMark
from grader.language import ENGLISH, Language, message
from grader.model import Mark, Report, Verdict, is_absent
from grader.report.student.asides import warnings_text
from grader.report.student.causes import Cause, causes
from grader.report.student.sentences import (
    OUTCOMES,
    absences,
    loading_text,
    message_text,
    misconception_text,
    never_called,
    points_text,
    remarks,
)
from grader.report.student.shown import call_lines, returned_lines
from grader.text import clean, place

__all__ = [
    "LAW",
    "OTHER_LAW",
    "Fact",
    "FunctionFeedback",
    "facts",
    "feedback",
    "points",
    "report_of",
    "side_notes",
    "state",
    "why_no_marks",
    "written_line",
]

LONGEST_CODE = 4_000
LAW, CALL, RETURNED = message("Law"), message("Call"), message("Returned")
FOUND, MISTAKE = message("Found"), message("Likely mistake")
OTHER_LAW, FOLLOWS = message("Broken elsewhere"), message("May follow from")


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One thing that was found.

    ``label`` says in English what it is, and is put into words where it is shown; ``code`` is shown
    as typed.
    """

    label: str
    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class FunctionFeedback:
    """
    What is wrong with one function.

    Attributes
    ----------
    function, state : str
        Its name, and the outcome and points in words.
    facts : tuple of Fact
        Never one with an empty text.
    is_open : bool
        Whether its points are open, and not lost.
    """

    function: str
    state: str
    facts: tuple[Fact, ...]
    is_open: bool


def report_of(row: Row, results: ClassResults) -> Report | None:
    """The whole report behind a row; None where it could not be graded."""
    return results.report(row.result) if row.result and not row.problem else None


def why_no_marks(row: Row, results: ClassResults, words: Language = ENGLISH) -> str:
    """Why a row has none: of a file that Python cannot read in words, else as it was collected."""
    if not row.result or not row.problem.startswith(NO_PYTHON):
        return row.problem
    report = results.report(row.result)
    whole = next((failure for failure in report.loading if failure.is_whole), None)
    return row.problem if whole is None else loading_text(whole, report, words)


def feedback(mark: Mark, words: Language = ENGLISH) -> Iterator[FunctionFeedback]:
    """
    What is to be said of a question, each mistake once.

    Nothing is said of functions that are not there: see ``side_notes``.
    """
    for cause in causes(mark):
        yield FunctionFeedback(
            clean(cause.shown.function),
            state(cause.verdicts, words),
            tuple(_facts(cause, words)),
            cause.shown.outcome.is_open,
        )


def state(verdicts: Sequence[Verdict], words: Language = ENGLISH) -> str:
    """What became of properties with the same outcome: ``wrong, 2 points lost``."""
    outcome = words.say(OUTCOMES[verdicts[0].outcome])
    return f"{outcome}, {points_text(verdicts, words)}"


def points(number: float, words: Language = ENGLISH) -> str:
    """``1 point`` or ``2 points``."""
    # The plural of a fraction is that of any number but 1.
    return words.several(
        "{number} point", "{number} points", 1 + (number != 1), number=f"{number:g}"
    )


def facts(verdict: Verdict, words: Language = ENGLISH) -> tuple[Fact, ...]:
    """Everything that was found out about one lost property."""
    return tuple(_facts(Cause((verdict,)), words))


def _facts(cause: Cause, words: Language) -> Iterator[Fact]:
    first = cause.shown
    found = message_text(first, words)
    if is_absent(first):
        yield Fact(FOUND, found)
        return
    where = f" ({words.translated(place(first.line, first.cell))})" if first.line else ""
    brief = cause.is_follower
    known = [
        *(Fact(LAW, words.sheet(law)) for law in cause.laws),
        _code(CALL, () if brief else call_lines(first, words)),
        _code(RETURNED, () if brief else returned_lines(first)),
        Fact(FOUND, found + where if found else ""),
        Fact(MISTAKE, clean(misconception_text(first, words), 1_000)),
        Fact(FOLLOWS, first.follows),
        *(Fact(OTHER_LAW, words.sheet(law)) for law in cause.other_laws),
    ]
    yield from (fact for fact in known if fact.text)


def _code(label: str, lines: Iterable[str]) -> Fact:
    return Fact(label, clean("\n".join(lines), LONGEST_CODE, lines=True), code=True)


def side_notes(report: Report, words: Language = ENGLISH) -> Iterator[str]:
    """What happened besides: what failed while loading, what is not there, remarks, warnings."""
    yield from (loading_text(failure, report, words) for failure in report.loading)
    yield from never_called(report, words)
    yield from absences(report, words)
    yield from (clean(remark, 1_000) for remark in remarks(report, words))
    yield from warnings_text(report, words, inline=True)


def written_line(row: Row, question: str, words: Language = ENGLISH) -> str:
    """What became of the written answer to a question, in words."""
    given = {mark.question: mark for mark in row.rubric}.get(question)
    if given is None:
        return words.say("{question}: still to be marked by a person.", question=question)
    return clean(_given(given, words), 3_000)


def _given(mark: RubricMark, words: Language) -> str:
    comment = f" {mark.comment}" if mark.comment else ""
    said = words.say(
        "{question}: {earned} of {points}.",
        question=mark.question,
        earned=f"{mark.earned:g}",
        points=points(mark.possible, words),
    )
    return said + comment
