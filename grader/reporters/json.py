"""
A report as JSON, for programs.

Nothing in it depends on when or where it was made: the same submission gives the same
bytes.  ``format`` is raised when a field changes its meaning.
"""

import json
from typing import Any

import msgspec

from grader.model import Mark, Report

__all__ = ["FORMAT", "json_text"]

FORMAT = 1


def json_text(report: Report) -> str:
    """The report as one JSON object, indented, with a line end."""
    # json indents in Python, several times slower; msgspec leaves what is not ASCII as it is.
    return msgspec.json.format(json.dumps(_report(report), ensure_ascii=True), indent=2) + "\n"


def _report(report: Report) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "sheet": report.sheet,
        "corpus": report.corpus,
        "submission": {"name": report.submission.name, "sha256": report.submission.sha256},
        "earned": report.earned,
        "open": report.open,
        "possible": report.possible,
        "isolation": report.isolation,
        "hint": report.hint,
        "environment": report.environment,
        "loading": [msgspec.to_builtins(failure) for failure in report.loading],
        "remarks": list(report.remarks),
        "warnings": [{"message": message, "places": n} for message, n in report.warnings],
        "written": [{"question": question, "text": text} for question, text in report.written],
        "questions": [_mark(mark) for mark in report.marks],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.question,
        "title": mark.title,
        "earned": mark.earned,
        "open": mark.open,
        "possible": mark.possible,
        "verdicts": [msgspec.to_builtins(verdict) for verdict in mark.verdicts],
    }
