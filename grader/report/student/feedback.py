"""
What a student is told about the points of a question that are gone, before it has a form.

Feedback goes out as Markdown, as HTML and as plain text; which facts it holds, and in which order
they are read, is decided here once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.class_results import ClassResults, Row, RubricMark
from grader.model import LoadFailure, Mark, Outcome, Report, Verdict
from grader.report.student.sentences import has_no_return
from grader.text import clean, place

__all__ = [
    "Fact",
    "FunctionFeedback",
    "facts",
    "feedback",
    "points",
    "report_of",
    "side_notes",
    "state",
    "written_line",
]

LONGEST_CODE = 4_000
UNWRITTEN = "not implemented yet"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was found: what it is called, and the text; ``code`` is shown as typed."""

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
    """

    function: str
    state: str
    facts: tuple[Fact, ...]


def report_of(row: Row, results: ClassResults) -> Report | None:
    """The whole report behind a row; None where it could not be graded."""
    return results.report(row.result) if row.result and not row.problem else None


def feedback(mark: Mark) -> Iterator[FunctionFeedback]:
    """
    What is to be said of a question.

    One call may break several laws, and so may a return that is missing; it is shown once, under
    all of them.
    """
    gone = [each for each in mark.verdicts if each.outcome is not Outcome.PASSED]
    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in gone:
        groups.setdefault(_alike(verdict), []).append(verdict)
    for verdicts in groups.values():
        yield FunctionFeedback(
            clean(verdicts[0].function), state(verdicts), tuple(_facts(verdicts))
        )


def _alike(verdict: Verdict) -> tuple[str, ...]:
    if has_no_return(verdict):
        return verdict.function, str(verdict.outcome)
    call = "" if _says_it_all(verdict) else f"{verdict.call}\n{verdict.returned}"
    said = f"{verdict.message}\n{verdict.misconception}"
    return verdict.function, str(verdict.outcome), call, said


def _says_it_all(verdict: Verdict) -> bool:
    """Whether a function is not there to be called, so that no law and no call tells more."""
    return verdict.outcome is Outcome.MISSING or verdict.message == UNWRITTEN


def state(verdicts: Sequence[Verdict]) -> str:
    """What became of properties with the same outcome: ``wrong, 2 points lost``."""
    first = verdicts[0].outcome
    kept = "open" if first.is_open else "lost"
    return f"{first}, {points(sum(each.points for each in verdicts))} {kept}"


def points(number: float) -> str:
    """``1 point`` or ``2 points``."""
    return f"{number:g} point" if number == 1 else f"{number:g} points"


def facts(verdict: Verdict) -> tuple[Fact, ...]:
    """Everything that was found out about one lost property."""
    return tuple(_facts([verdict]))


def _facts(verdicts: list[Verdict]) -> Iterator[Fact]:
    first = verdicts[0]
    if _says_it_all(first):
        yield Fact("Found", clean(first.message))
        return
    where = f" ({place(first.line, first.cell)})" if first.line else ""
    known = [
        *(Fact("Law", verdict.law) for verdict in verdicts),
        Fact("Call", clean(first.call, LONGEST_CODE, lines=True), code=True),
        Fact("Returned", clean(first.returned, LONGEST_CODE, lines=True), code=True),
        Fact("Found", clean(first.message) + where if first.message else ""),
        Fact("Likely mistake", clean(first.misconception, 1_000)),
    ]
    yield from (fact for fact in known if fact.text)


def side_notes(report: Report) -> Iterator[str]:
    """What happened besides: statements that failed while loading, remarks, and warnings."""
    yield from map(_failed, report.loading)
    yield from (clean(remark, 1_000) for remark in report.remarks)
    for message, places in report.warnings:
        count = "1 place" if places == 1 else f"{places} places"
        yield f"Warned while it ran, at {count}: {clean(message)}"


def _failed(failure: LoadFailure) -> str:
    where = place(failure.line, failure.cell).capitalize()
    if failure.is_whole:
        nothing = "The file is not Python, so nothing in it could be looked at."
        return f"{nothing} {where}: {clean(failure.reason)}"
    return f"{where} failed while loading: {clean(failure.message)}"


def written_line(row: Row, question: str) -> str:
    """What became of the written answer to a question, in words."""
    given = {mark.question: mark for mark in row.rubric}.get(question)
    return clean(_given(given), 3_000) if given else f"{question}: still to be marked by a person."


def _given(mark: RubricMark) -> str:
    comment = f" {mark.comment}" if mark.comment else ""
    return f"{mark.question}: {mark.earned:g} of {points(mark.possible)}.{comment}"
