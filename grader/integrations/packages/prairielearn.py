"""
PrairieLearn: the ``results.json`` of its external graders.

A submission that was not decided is not gradable there, which costs nobody an attempt. A result is
at most 1 MB, so what is told of single properties gets shorter until it fits.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.integrations.packages.marked import Marked
from grader.language import Language
from grader.model import Mark, Outcome, Report, Verdict
from grader.report.platforms.gradescope import lost_text
from grader.report.student.feedback import points, side_notes, state
from grader.text import clean

__all__ = ["LARGEST", "fallback", "results", "written"]

LARGEST = 1_000_000  # bytes
LENGTHS = (20_000, 4_000, 1_000, 200, 0)  # characters of what is told of a property
Fields = dict[str, Any]


def written(found: Marked, _: Path, __: Fields, words: Language) -> str:
    """The text of the results.json for a submission."""
    return results(found, words)


def fallback(words: Language) -> str:
    """What stands there until the marks are made, and where they could not be."""
    said = words.say(
        "Nothing was decided: the marks could not be made. That says nothing about the "
        "submission. Hand it in again, or tell whoever runs the course."
    )
    return _text({"gradable": False, "format_errors": [said]})


def results(found: Marked, words: Language) -> str:
    """The text of a results.json: the score as a share, and each property as a test."""
    if (report := found.counted) is None:
        why = words.say("There are no marks: {why}", why=found.problem or found.failure)
        return _text({"gradable": False, "format_errors": [why, *found.notes]})
    if report.open:
        return _text({"gradable": False, "format_errors": [_undecided(report, words)]})
    return next(text for text in _fitting(found, report, words) if text)


def _fitting(found: Marked, report: Report, words: Language) -> Iterator[str]:
    """The text with less and less told, where it is not too long; at last without tests."""
    for longest in LENGTHS:
        text = _text(_graded(found, report, words, longest))
        yield text if len(text.encode("utf-8")) <= LARGEST else ""
    yield _text({"gradable": True, "score": _share(report)})


def _text(content: Fields) -> str:
    return json.dumps(content, indent=1) + "\n"


def _undecided(report: Report, words: Language) -> str:
    return words.say(
        "{points} could not be decided this time: time ended, or our own machinery failed. "
        "Hand the same file in again, or ask whoever runs the course.",
        points=points(report.open, words),
    )


def _share(report: Report) -> float:
    """The score from 0 to 1; a bonus does not raise it above."""
    return min(1.0, report.earned / report.possible) if report.possible else float(report.is_full)


def _graded(found: Marked, report: Report, words: Language, longest: int) -> Fields:
    lines = [*found.notes, *side_notes(found.public or report, words)]
    tests = [
        _test(mark, verdict, words, longest, is_hidden=found.official is not None)
        for mark in report.marks
        for verdict in mark.verdicts
    ]
    if found.official is not None and found.public is not None:
        lines.append(
            words.say(
                "Points are given on examples that are not shown. The tests without points below "
                "are those that 'grader check' makes."
            )
        )
        tests += [
            {**_test(mark, verdict, words, longest, is_hidden=False), "points": 0, "max_points": 0}
            for mark in found.public.marks
            for verdict in mark.verdicts
        ]
    return {
        "gradable": True,
        "score": _share(report),
        "message": clean("\n".join(lines), 20_000, lines=True),
        "tests": tests,
    }


def _test(
    mark: Mark, verdict: Verdict, words: Language, longest: int, *, is_hidden: bool
) -> Fields:
    """One property; of examples that students do not have, whether it held and no more."""
    has_passed = verdict.outcome is Outcome.PASSED
    if has_passed:
        told = words.say("Holds.")
    else:
        told = state([verdict], words) if is_hidden else lost_text(verdict, words)
    return {
        "name": clean(f"{mark.question} {verdict.function}"),
        "description": clean(words.sheet(verdict.law), 1_000),
        "points": verdict.points if has_passed else 0,
        "max_points": 0 if verdict.bonus else verdict.points,
        "message": clean(told, longest, lines=True) if longest else "",
    }
