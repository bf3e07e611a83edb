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
from grader.language import ENGLISH, Language
from grader.model import Outcome, Report, Verdict
from grader.report.student.feedback import LAW, facts, side_notes, state, written_line
from grader.report.student.sentences import OUTCOMES
from grader.text import begun, clean

__all__ = ["VISIBILITIES", "lost_text", "results_json"]

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")


def results_json(
    row: Row, report: Report | None, visibility: str = "after_published", words: Language = ENGLISH
) -> str:
    """
    The text of a ``results.json``, with a line end.

    Points that are open count as not earned, for Gradescope knows no others; the test's output
    says so.  A submission that could not be graded has neither tests nor a score: no 0 is put down
    that nobody gave.
    """
    content = {
        **({} if row.problem else {"score": row.earned}),
        "output": "\n".join(_output(row, report, words)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "extra_data": {"sha256": row.sha256, "corpus": report.corpus if report else ""},
        "tests": [*_tests(report, visibility, words), *_written(row, visibility, words)]
        if report
        else [],
    }
    return json.dumps(content, indent=2) + "\n"


def _output(row: Row, report: Report | None, words: Language) -> Iterator[str]:
    if row.problem:
        yield words.say("There are no marks: {why}", why=clean(row.problem, 1_000))
    if row.open:
        yield words.say(
            "{n} points are open: they were not decided. They count as 0 here.", n=row.open
        )
    if report is not None:
        yield from side_notes(report, words)
    for question in dict.fromkeys([*row.written, *(mark.question for mark in row.rubric)]):
        line = clean(written_line(row, question, words), 3_000)
        yield words.say("Written answer {line}", line=line)


def _tests(report: Report, visibility: str, words: Language) -> Iterator[dict[str, Any]]:
    for place, mark in enumerate(report.marks, start=1):
        for number, verdict in enumerate(mark.verdicts, start=1):
            passed = verdict.outcome is Outcome.PASSED
            yield {
                "number": f"{place}.{number}",
                "name": clean(f"{mark.question} {verdict.function}: {words.sheet(verdict.law)}"),
                "score": verdict.points if passed else 0,
                "max_score": 0 if verdict.bonus else verdict.points,
                "status": "passed" if passed else "failed",
                "output": words.say("Holds.") if passed else lost_text(verdict, words),
                "visibility": visibility,
            }


def _written(row: Row, visibility: str, words: Language) -> Iterator[dict[str, Any]]:
    """The written answers that count, each as a test: all that adds up to the score is there."""
    given = {mark.question for mark in row.rubric}
    for mark in row.written_marks:
        waits = mark.question in row.written and mark.question not in given
        yield {
            "name": clean(words.say("Written answer {line}", line=mark.question)),
            "score": mark.earned,
            "max_score": mark.possible,
            "status": "passed" if mark.is_full else "failed",
            "output": words.say("Still to be marked by a person.") if waits else "",
            "visibility": visibility,
        }


def lost_text(verdict: Verdict, words: Language, *, counts: bool = True) -> str:
    """
    Why one property is lost, a fact on a line; its law is the test's name.

    With what it costs, where it ``counts``.
    """
    lines = [
        f"{words.say(fact.label)}: {fact.text}"
        for fact in facts(verdict, words)
        if fact.label != LAW
    ]
    said = state([verdict], words) if counts else words.say(OUTCOMES[verdict.outcome])
    return "\n".join([begun(said) + ".", *lines])
