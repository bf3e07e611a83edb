"""
A report as JSON, for programs.

Nothing in it depends on when or where it was made: the same submission gives the same
bytes.  ``format`` is raised when a field changes its meaning.
"""

import json
from dataclasses import asdict
from typing import Any

from grader.model import Mark, Report, Verdict

__all__ = ["FORMAT", "json_text"]

FORMAT = 1


def json_text(report: Report) -> str:
    """The report as one JSON object, indented, with a line end."""
    return json.dumps(_report(report), indent=2, ensure_ascii=True) + "\n"


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
        "loading": [asdict(failure) for failure in report.loading],
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
        "verdicts": [_verdict(verdict) for verdict in mark.verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {**asdict(verdict), "outcome": str(verdict.outcome)}
