"""
Written answers as a table for the person who marks them.

All answers to one question stand together, because marks are fairer that way than student by
student.  ``version`` tells which text was marked: should the student hand in another one, the mark
is not for that.
"""

import hashlib
from collections.abc import Iterator, Mapping

from grader.class_results import ClassResults, Heading, Row
from grader.report.platforms.spreadsheet import cell, csv_text
from grader.report.student.feedback import report_of

__all__ = ["COLUMNS", "answers_of", "rubric_csv", "version"]

COLUMNS = (
    "folder",
    "id",
    "name",
    "question",
    "points",
    "rubric",
    "answer",
    "version",
    "mark",
    "comment",
)
LONGEST_ANSWER = 32_000  # characters; a cell of Excel holds 32,767


def rubric_csv(results: ClassResults) -> str:
    """
    One line for each graded student and each question that has a rubric, under the headings.

    ``mark`` and ``comment`` are empty, or what a person gave for this very answer before.
    """
    answers = {row.folder: answers_of(row, results) for row in results.rows if not row.problem}
    lines = (
        list(_line(row, question, answers[row.folder].get(question.id, "")))
        for question in results.questions
        if question.rubric
        for row in results.rows
        if row.folder in answers
    )
    return csv_text([COLUMNS, *lines])


def version(answer: str) -> str:
    """
    What tells one text of an answer from another; nothing for no answer.

    It begins with a letter, or a spreadsheet would take ``12345678`` for a number.
    """
    digest = hashlib.sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()
    return f"v{digest[:8]}" if answer else ""


def answers_of(row: Row, results: ClassResults) -> Mapping[str, str]:
    """What a student wrote, by question."""
    report = report_of(row, results) if row.written else None
    return dict(report.written) if report else {}


def _line(row: Row, question: Heading, answer: str) -> Iterator[str]:
    given = {mark.question: mark for mark in row.rubric}.get(question.id)
    yield from (cell(text) for text in (row.folder, row.id, row.name, question.id))
    yield f"{question.rubric_points:g}"
    yield cell(question.rubric, 5_000, lines=True)
    yield cell(answer, LONGEST_ANSWER, lines=True)
    yield version(answer)
    yield f"{given.earned:g}" if given else ""
    yield cell(given.comment, 2_000) if given else ""
