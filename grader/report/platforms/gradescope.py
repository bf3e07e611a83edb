"""
One submission's results in the form that Gradescope's autograders write.

The fields are those of ``results.json`` in Gradescope's "Autograder Specifications".  A property is
a test there.  Feedback may show calls of a private corpus, so it is visible once grades are
published and not before, unless said otherwise; what the marking printed stays hidden.
"""

import json
from collections.abc import Iterator
from typing import Any

from grader.class_results import Row
from grader.model import Outcome, Report, Verdict
from grader.report.student.feedback import facts, side_notes, state, written_line
from grader.text import clean

__all__ = ["VISIBILITIES", "results_json"]

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")


def results_json(row: Row, report: Report | None, visibility: str = "after_published") -> str:
    """
    The text of a ``results.json``, with a line end.

    Points that are open count as not earned, for Gradescope knows no others; the test's output
    says so.  A submission that could not be graded has no tests and the score 0.
    """
    content = {
        "score": row.earned,
        "output": "\n".join(_output(row, report)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "extra_data": {"sha256": row.sha256, "corpus": report.corpus if report else ""},
        "tests": list(_tests(report, visibility)) if report else [],
    }
    return json.dumps(content, indent=2) + "\n"


def _output(row: Row, report: Report | None) -> Iterator[str]:
    if row.problem:
        yield f"There are no marks: {clean(row.problem, 1_000)}"
    if row.open:
        yield f"{row.open} points are open: the grader could not decide. They count as 0 here."
    if report is not None:
        yield from side_notes(report)
    for question in dict.fromkeys([*row.written, *(mark.question for mark in row.rubric)]):
        yield f"Written answer {clean(written_line(row, question), 3_000)}"


def _tests(report: Report, visibility: str) -> Iterator[dict[str, Any]]:
    for place, mark in enumerate(report.marks, start=1):
        for number, verdict in enumerate(mark.verdicts, start=1):
            passed = verdict.outcome is Outcome.PASSED
            yield {
                "number": f"{place}.{number}",
                "name": clean(f"{mark.question} {verdict.function}: {verdict.law}"),
                "score": verdict.points if passed else 0,
                "max_score": verdict.points,
                "status": "passed" if passed else "failed",
                "output": "Holds." if passed else _lost(verdict),
                "visibility": visibility,
            }


def _lost(verdict: Verdict) -> str:
    """Why one property is lost, a fact on a line; its law is the test's name."""
    lines = [f"{fact.label}: {fact.text}" for fact in facts(verdict) if fact.label != "Law"]
    return "\n".join([state([verdict]).capitalize() + ".", *lines])
