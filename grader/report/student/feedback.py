"""
Groups lost properties, so that each mistake is told once, whatever form the report has.

Feedback goes out as Markdown, as HTML and as plain text; which facts it holds, and in which order
they are read, is decided here once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.class_results import ClassResults, Row, RubricMark
from grader.language import ENGLISH, Language, message
from grader.model import Mark, Outcome, Report, Verdict
from grader.report.student.sentences import (
    OUTCOMES,
    has_no_return,
    loading_text,
    message_text,
    misconception_text,
    points_text,
    remarks,
)
from grader.report.student.shown import call_lines, returned_lines
from grader.text import clean, place

__all__ = [
    "LAW",
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
LAW, CALL, RETURNED = message("Law"), message("Call"), message("Returned")
FOUND, MISTAKE = message("Found"), message("Likely mistake")


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


def feedback(mark: Mark, words: Language = ENGLISH) -> Iterator[FunctionFeedback]:
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
            clean(verdicts[0].function),
            state(verdicts, words),
            tuple(_facts(verdicts, words)),
            verdicts[0].outcome is Outcome.UNDECIDED,
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
    return tuple(_facts([verdict], words))


def _facts(verdicts: list[Verdict], words: Language) -> Iterator[Fact]:
    first = verdicts[0]
    found = message_text(first, words)
    if _says_it_all(first):
        yield Fact(FOUND, found)
        return
    where = f" ({words.translated(place(first.line, first.cell))})" if first.line else ""
    known = [
        *(Fact(LAW, words.sheet(verdict.law)) for verdict in verdicts),
        _code(CALL, call_lines(first, words)),
        _code(RETURNED, returned_lines(first)),
        Fact(FOUND, found + where if found else ""),
        Fact(MISTAKE, clean(misconception_text(first, words), 1_000)),
    ]
    yield from (fact for fact in known if fact.text)


def _code(label: str, lines: Iterable[str]) -> Fact:
    return Fact(label, clean("\n".join(lines), LONGEST_CODE, lines=True), code=True)


def side_notes(report: Report, words: Language = ENGLISH) -> Iterator[str]:
    """What happened besides: statements that failed while loading, remarks, and warnings."""
    yield from (loading_text(failure, words) for failure in report.loading)
    yield from (clean(remark, 1_000) for remark in remarks(report, words))
    for warned, places in report.warnings:
        yield words.several(
            "Warned while it ran, at {n} place: {text}",
            "Warned while it ran, at {n} places: {text}",
            places,
            text=clean(warned),
        )


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
