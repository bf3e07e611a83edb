"""
The result of the last check, and which questions an edit can have changed.

After an edit, only questions are checked again whose marks it can have changed; the others keep
theirs, with the lines that they name moved along.  Pure: nothing here reads a file or runs one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from grader.model import (
    CodeWarning,
    LoadFailure,
    Mark,
    Outcome,
    Report,
    Submission,
    SubmissionId,
    Verdict,
)
from grader.selftest.watch.edits import changed_names, moved_places
from grader.selftest.watch.statements import Cell, Place, Statement, Unclear, statements
from grader.sheets.sheet import Question
from grader.text import clean

__all__ = ["LastCheck", "moved", "parsed", "to_ask", "together"]

LOST = (Outcome.TIMED_OUT, Outcome.FORBIDDEN, Outcome.NOT_ASKED)
FEW = 3  # verdicts of that kind; more share the time that a submission may lose
NOT_LOADED = "loading the file"  # how a message begins where none of it could be had

Code = tuple[Statement, ...] | None
Located = TypeVar("Located", Verdict, LoadFailure, CodeWarning)


@dataclass(frozen=True, slots=True)
class LastCheck:
    """
    What is known about a file.

    Attributes
    ----------
    submission : Submission
    code : tuple of Statement or None
        None where nothing can be told from it.
    report : Report
        On all questions that were chosen.
    unexplained : frozenset of str
        Questions whose mistakes were not looked into, as the file was saved again meanwhile.
    """

    submission: Submission
    code: Code
    report: Report
    unexplained: frozenset[str] = frozenset()


def parsed(submission: Submission, before: Code = None) -> Code:
    """
    A submission's statements, None where they tell nothing; raises SyntaxError where it has none.

    ``before`` makes it quicker: statements of an earlier version.
    """
    cells: list[Cell] = [(cell.number, cell.source) for cell in submission.cells]
    try:
        return statements(cells or [(0, submission.source)], before or ())
    except Unclear:
        return None


def to_ask(
    questions: Sequence[Question],
    asked: Mapping[str, frozenset[str]],
    before: LastCheck,
    code: Code,
) -> tuple[Question, ...]:
    """
    The questions whose marks may be others now; ``asked`` has the names that each asks for.

    A missing function is blamed on the statement that failed while the file was loaded, and on
    its line.  Where something has changed that no question asks for, one is asked all the same:
    what a report says of the file as a whole comes with any of them.
    """
    names = None if before.code is None or code is None else changed_names(before.code, code)
    if names is None or _lost(before.report) > FEW:
        return tuple(questions)
    doubtful = {Outcome.UNDECIDED, Outcome.NOT_ASKED}
    if before.report.loading:
        doubtful.add(Outcome.MISSING)
    marks = {mark.question: mark for mark in before.report.marks}
    chosen = tuple(
        question
        for question in questions
        if asked[question.id] & names
        or question.id in before.unexplained
        or any(verdict.outcome in doubtful for verdict in marks[question.id].verdicts)
    )
    return chosen or tuple(questions[:1] if names else ())


def moved(before: LastCheck, submission: Submission, code: Code) -> Report:
    """The report as it was, about the new file: its lines are where they stand now."""
    places = moved_places(before.code, code) if before.code and code else {}
    return replace(
        before.report,
        submission=SubmissionId(clean(submission.name), submission.sha256),
        marks=tuple(_moved_mark(mark, places) for mark in before.report.marks),
        loading=tuple(_moved_place(failure, places) for failure in before.report.loading),
        warnings=tuple(_moved_place(warning, places) for warning in before.report.warnings),
    )


def together(kept: Report, fresh: Report) -> Report | None:
    """
    One report of the marks that were kept and those that were made now; None where they differ in
    what all marks rest on: how the file loads, and how much time may still be lost.
    """
    marks = {mark.question: mark for mark in (*kept.marks, *fresh.marks)}
    called = {verdict.function for mark in fresh.marks for verdict in mark.verdicts} | {""}
    both = replace(
        fresh,
        marks=tuple(marks[mark.question] for mark in kept.marks),
        warnings=(*(w for w in kept.warnings if w.function not in called), *fresh.warnings),
        printed=(*(p for p in kept.printed if p.function not in called), *fresh.printed),
    )
    failed = any(v.message.startswith(NOT_LOADED) for mark in fresh.marks for v in mark.verdicts)
    if failed or fresh.loading != kept.loading or _lost(both) > FEW:
        return None
    return both


def _moved_mark(mark: Mark, places: Mapping[Place, Place]) -> Mark:
    return replace(mark, verdicts=tuple(_moved_place(each, places) for each in mark.verdicts))


def _moved_place(found: Located, places: Mapping[Place, Place]) -> Located:
    """The same, where it stands now; without a line, where that is not known."""
    cell, line = places.get((found.cell, found.line), (0, 0))
    return replace(found, cell=cell, line=line)


def _lost(report: Report) -> int:
    """Verdicts for which a process was waited for, or ended, in vain."""
    return sum(verdict.outcome in LOST for mark in report.marks for verdict in mark.verdicts)
