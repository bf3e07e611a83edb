"""
Gradescope: its ``results.json``, for a submission that has just been handed in.

Gradescope knows no points that are open. They are taken over from the last result, property by
property, and where there is none, no score is written at all: 0 would be a statement about the
submission. What is hidden from a student hides the total as well, so a test that everybody sees
says what is hidden.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.integrations.packages.guard import OURS, last_result
from grader.integrations.packages.marked import Marked, key
from grader.language import Language
from grader.model import Outcome, Report, Verdict, added
from grader.report.platforms.gradescope import lost_text
from grader.report.student.feedback import points, side_notes
from grader.text import clean

__all__ = ["METADATA", "fallback", "results", "stands", "written"]

METADATA = "submission_metadata.json"
SEEN, PASSED, FAILED = "visible", "passed", "failed"
Settled = Mapping[str, int | float | None]
Fields = dict[str, Any]


def written(found: Marked, top: Path, settings: Fields, words: Language) -> str:
    """The text of the results.json for a submission, by what Gradescope tells of the last one."""
    try:
        told = json.loads((top / METADATA).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = None
    return results(found, *last_result(told), settings["visibility"], words)


def fallback(words: Language) -> str:
    """What stands there until the marks are made, and where they could not be."""
    said = words.say(
        "Nothing was decided: the marks could not be made. That says nothing about the "
        "submission. Whoever runs the course can run the autograder again."
    )
    return _text({"output": said, "tests": [_note(FAILED, said, words)]})


def stands(words: Language) -> str:
    """What is said where the score of the last result is taken over."""
    return words.say("The score is that of the submission before.")


def results(
    found: Marked, last: float | None, stored: Fields, visibility: str, words: Language
) -> str:
    """
    The text of a results.json.

    Parameters
    ----------
    found : Marked
        What is known of the submission.
    last : float or None
        The score of the last result that had one.
    stored : dict
        What was stored with the last result, by this very function; else empty.
    visibility : str
        When Gradescope shows students what counts, where that is not what they have at home.
    words : Language
        What is said is said in this language.
    """
    if (report := found.counted) is None:
        return _unmarked(found, last, stored, words)
    known = _known(stored)
    settled = {name: _settled(name, verdict, known) for name, verdict in _verdicts(report)}
    is_decided = None not in settled.values()
    score = added(value for value in settled.values() if value) if is_decided else last
    hidden = found.official is not None
    scored = settled if is_decided else {}
    tests = [_note(PASSED if is_decided else FAILED, _summary(found, visibility, words), words)]
    if found.public is not None:
        tests += _tests(found.public, SEEN, {} if hidden else scored, words)
    if hidden:
        tests += _tests(report, visibility, scored, words)
    content: Fields = {} if score is None else {"score": score}
    content["output"] = "\n".join(_output(found, report, settled, score, words))
    content["tests"] = tests
    given = {name: value for name, value in settled.items() if value is not None}
    content["extra_data"] = _stored(report, score, known | given)
    return _text(content)


def _unmarked(found: Marked, last: float | None, stored: Fields, words: Language) -> str:
    """The result without marks: a failure of ours leaves the last score as it was."""
    lines = [words.say("There are no marks: {why}", why=found.problem or found.failure)]
    content: Fields = {}
    if found.failure and last is not None:
        content["score"] = last
        lines.append(stands(words))
    content["output"] = "\n".join([*lines, *found.notes])
    content["tests"] = [_note(FAILED, lines[0], words)]
    if stored:
        content["extra_data"] = stored
    return _text(content)


def _text(content: Fields) -> str:
    """The fields in Gradescope's order of importance; nothing in them is taken for markup."""
    formats = dict.fromkeys(("output_format", "test_output_format", "test_name_format"), "text")
    whole = {**content, **formats, "visibility": SEEN, "stdout_visibility": "hidden"}
    return json.dumps(whole, indent=2) + "\n"


def _note(status: str, text: str, words: Language) -> Fields:
    """A test that is worth nothing and that everybody sees."""
    return {
        "name": words.say("Summary"),
        "status": status,
        "output": clean(text, 3_000, lines=True),
        "visibility": SEEN,
    }


def _verdicts(report: Report) -> Iterator[tuple[str, Verdict]]:
    for mark in report.marks:
        yield from ((key(mark.question, verdict), verdict) for verdict in mark.verdicts)


def _known(stored: Fields) -> dict[str, int | float]:
    """Points of the last result, by property; what is no number is left out."""
    told = stored.get("points")
    pairs = told.items() if isinstance(told, dict) else ()
    return {str(name): value for name, value in pairs if type(value) in (int, float)}


def _settled(name: str, verdict: Verdict, known: Mapping[str, int | float]) -> int | float | None:
    """The points of a property; those of the last result where it is open, None for none."""
    if verdict.outcome.is_open:
        return known.get(name)
    return verdict.points if verdict.outcome is Outcome.PASSED else 0


def _stored(report: Report, score: float | None, kept: Mapping[str, int | float]) -> Fields:
    return {
        "made_by": OURS,
        "score": score,
        "points": dict(kept),
        "corpus": report.corpus,
        "sha256": report.submission.sha256,
        "isolation": report.isolation,
    }


def _output(
    found: Marked, report: Report, settled: Settled, score: float | None, words: Language
) -> Iterator[str]:
    if report.open:
        yield words.say(
            "{points} could not be decided this time: time ended, or our own machinery failed. "
            "Hand the same file in again, or ask whoever runs the course.",
            points=points(report.open, words),
        )
        if None in settled.values():
            yield (
                stands(words)
                if score is not None
                else words.say(
                    "There is no score: it would say something about points that nobody decided."
                )
            )
    yield from found.notes
    yield from side_notes(found.public or report, words)


def _summary(found: Marked, visibility: str, words: Language) -> str:
    """What the tests are that follow, and what is hidden."""
    if found.official is None:
        return words.say("The tests are those that 'grader check' makes.")
    count = sum(len(mark.verdicts) for mark in found.official.marks)
    when = {
        "after_published": words.say("when grades are published"),
        "after_due_date": words.say("after the due date"),
        "hidden": words.say("never"),
    }.get(visibility, words.say("now"))
    return words.say(
        "The tests below are those that 'grader check' makes, and are worth no points. Points are "
        "given for the same {count} laws on other examples, in tests that are shown {when}: until "
        "then Gradescope shows no total.",
        count=count,
        when=when,
    )


def _tests(report: Report, visibility: str, scored: Settled, words: Language) -> list[Fields]:
    return [
        _test(f"{place}.{number}", key(mark.question, verdict), verdict, visibility, scored, words)
        for place, mark in enumerate(report.marks, start=1)
        for number, verdict in enumerate(mark.verdicts, start=1)
    ]


def _test(
    number: str, name: str, verdict: Verdict, visibility: str, scored: Settled, words: Language
) -> Fields:
    """One property; with points where all that counts is settled."""
    question = name.partition("/")[0]
    test: Fields = {
        "number": number,
        "name": clean(f"{question} {verdict.function}: {words.sheet(verdict.law)}"),
        "status": PASSED if verdict.outcome is Outcome.PASSED else FAILED,
        "output": _found(verdict, scored.get(name), words, counts=name in scored),
        "visibility": visibility,
    }
    if name in scored:
        test["score"] = scored[name]
        test["max_score"] = 0 if verdict.bonus else verdict.points
    return test


def _found(verdict: Verdict, settled: int | float | None, words: Language, *, counts: bool) -> str:
    if verdict.outcome is Outcome.PASSED:
        return words.say("Holds.")
    if not verdict.outcome.is_open:
        return lost_text(verdict, words, counts=counts)
    if settled is None:
        return words.say("Not decided this time.")
    return words.say("Not decided this time: the points are those of the submission before.")
