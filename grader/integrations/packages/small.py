"""
Platforms with a small form of their own: some lines of text, or a score and a sentence.

All take the same facts. In each, a student's text is kept from being read as the platform's own
words: a line that begins as a grade does, or the end of a comment. What is not decided has no
grade at all in any of them.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grader.integrations.packages.marked import Marked
from grader.language import Language
from grader.model import Mark, Report
from grader.report.student.feedback import feedback, points, side_notes
from grader.text import clean

__all__ = ["FORMS", "autolab", "codegrade", "coursera", "submitty", "vpl", "written"]

VPL_WORDS = (":=>>", "<|--", "--|>")
LONGEST = 60_000  # characters of a text
Form = Callable[[Marked, Language], str]


def autolab(found: Marked, words: Language) -> str:
    """What is found, indented, and in the last line the scores as Autolab reads them."""
    text = "".join(f"  {line}\n" for line in _lines(found, words))
    report = _decided(found)
    return text + (f"{json.dumps({'scores': {'autograded': report.earned}})}\n" if report else "")


def vpl(found: Marked, words: Language) -> str:
    """A comment in which every line is shown as it is, and the grade in points."""
    lines = (f">{_apart(line)}" for line in _lines(found, words))
    comment = "\n".join(["<|--", *lines, "--|>"])
    report = _decided(found)
    return f"{comment}\n" + (f"Grade :=>> {report.earned:g}\n" if report else "")


def _apart(line: str) -> str:
    """A line without the words that mean something to VPL."""
    for word in VPL_WORDS:
        line = line.replace(word, f"{word[:1]} {word[1:]}")
    return line


def submitty(found: Marked, words: Language) -> str:
    """A score from 0 to 1 with its message; nothing where it is not decided."""
    if (report := _decided(found)) is None:
        return ""
    status = "success" if report.is_full else "failure"
    return _json({"score": _share(report), "message": _text(found, words), "status": status})


def coursera(found: Marked, words: Language) -> str:
    """A score from 0 to 1 with feedback in plain text; nothing where it is not decided."""
    if (report := _decided(found)) is None:
        return ""
    return _json(
        {
            "fractionalScore": _share(report),
            "feedback": _text(found, words),
            "feedbackType": "TXT",
        }
    )


def codegrade(found: Marked, _: Language) -> str:
    """The score from 0 to 1 alone: a pattern that reads it finds no text of a student's."""
    report = _decided(found)
    return f"score: {_share(report):.6f}\n" if report else ""


FORMS: dict[str, Form] = {
    each.__name__: each for each in (autolab, vpl, submitty, coursera, codegrade)
}


def written(form: Form) -> Callable[[Marked, Path, dict[str, Any], Language], str]:
    """The writer of a platform's result, in this form."""
    return lambda found, _, __, words: form(found, words)


def _decided(found: Marked) -> Report | None:
    """What marks are made of, where nothing of it is open."""
    report = found.counted
    return None if report is None or report.open else report


def _share(report: Report) -> float:
    return min(1.0, report.earned / report.possible) if report.possible else float(report.is_full)


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content) + "\n"


def _text(found: Marked, words: Language) -> str:
    return clean("\n".join(_lines(found, words)), LONGEST, lines=True)


def _lines(found: Marked, words: Language) -> Iterator[str]:
    """What is told, a line each, none of them with a line break or anything unseen."""
    if (report := found.counted) is None:
        yield words.say(
            "There are no marks: {why}", why=clean(found.problem or found.failure, 1_000)
        )
        return
    yield words.say(
        "{earned} of {points}", earned=report.earned, points=points(report.possible, words)
    )
    if report.open:
        yield words.say(
            "{points} could not be decided this time: time ended, or our own machinery failed. "
            "Hand the same file in again, or ask whoever runs the course.",
            points=points(report.open, words),
        )
    yield from found.notes
    shown = found.public or report
    yield from side_notes(shown, words)
    if found.official is not None:
        yield words.say("Points are given on examples that are not shown.")
    for mark in shown.marks:
        yield from _question(mark, words)


def _question(mark: Mark, words: Language) -> Iterator[str]:
    for each in feedback(mark, words):
        yield f"{mark.question} {each.function}: {each.state}"
        for fact in each.facts:
            first, *more = fact.text.split("\n")
            yield f"  {words.say(fact.label)}: {first}"
            yield from (f"    {line}" for line in more)
