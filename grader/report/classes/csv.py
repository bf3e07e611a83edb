"""
A class's marks as a table for a spreadsheet.

What a person gave for written answers stands in columns of its own, after the automatic marks, and
only where the sheet has a rubric.
"""

from collections.abc import Iterator

from grader.class_results import ClassResults, Row
from grader.report.platforms.spreadsheet import cell, csv_text

__all__ = ["marks_csv"]


def marks_csv(results: ClassResults) -> str:
    """
    One line for each submission, under a line of headings.

    A submission without marks has no points in its questions' columns, and says why in
    ``problem``.  The text has no byte order mark; whoever writes it for Excel puts one in front.
    """
    return csv_text([_headings(results), *(_line(results, row) for row in results.rows)])


def _headings(results: ClassResults) -> list[str]:
    asked = [cell(question.id) for question in results.questions]
    written = [f"{cell(question)} written" for question in _rubric_questions(results)]
    heading = ["folder", "id", "name", "earned", "open", "possible", *asked, *written]
    return [*heading, "problem", "notes"]


def _rubric_questions(results: ClassResults) -> list[str]:
    return [question.id for question in results.questions if question.rubric]


def _line(results: ClassResults, row: Row) -> list[str | int | float]:
    possible = row.possible or results.possible
    return [
        *(cell(text) for text in (row.folder, row.id, row.name)),
        *(("", "", possible) if row.problem else (row.earned, row.open, possible)),
        *_points(results, row),
        cell(row.problem, 1_000),
        cell("; ".join(row.notes), 1_000),
    ]


def _points(results: ClassResults, row: Row) -> Iterator[str | int | float]:
    """Points by question, then those that a person gave; empty where nobody knows."""
    earned = {mark.question: mark.earned for mark in row.marks}
    yield from (earned.get(question.id, "") for question in results.questions)
    given = {mark.question: f"{mark.earned:g}" for mark in row.rubric}
    yield from (given.get(question, "") for question in _rubric_questions(results))
