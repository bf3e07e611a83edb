"""
A class that looks like one, for the tests of what is told about a class.

Students differ in how much they know, questions in how hard they are, and a mistake costs all
of its function's properties or a few.  Everything is drawn from a seed; ``sample_class`` gives the
light rows, and the whole report of one of them is made when it is asked for.
"""

import hashlib
import random
from collections.abc import Iterator
from functools import cache

from grader.class_results import (
    ClassResults,
    Heading,
    Lost,
    Marked,
    PropertyHeading,
    Row,
    RubricMark,
)
from grader.language import LANGUAGES
from grader.model import CodeWarning, LoadFailure, Mark, Outcome, Report, SubmissionId, Verdict
from grader.sheets.ideas import ideas
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import Question, load_sheet

__all__ = ["HOSTILE", "headings", "sample_class", "sample_report"]

SHEET = "exercises.sheet3"
CORPUS = hashlib.sha256(b"corpus").hexdigest()
ENVIRONMENT = {"grader": "0.1.0", "numpy": "2.4.0", "python": "3.11.2", "sympy": "1.13.3"}
WRITTEN = ("1a", "1b", "1d", "1e", "2a", "2c", "3a", "3b", "3c", "3e")
RUBRIC = ("1 point: names the law. 1 point: gives an example.", 2.0)
FIRST = (
    "Ada Ben Chiara Deniz Emil Fatma Grete Hiro Ines Jonas Katarzyna Li Minh Noor Olga Paul".split()
)
LAST = "Abel Bauer Çelik Dvořák Engel Fischer García Huang Ivanova Jørgensen Kaya Lê Müller".split()
OUTCOMES = [
    Outcome.WRONG,
    Outcome.RAISED,
    Outcome.MISSING,
    Outcome.TIMED_OUT,
    Outcome.OUT_OF_MEMORY,
    Outcome.FORBIDDEN,
    Outcome.UNDECIDED,
]
OFTEN = [60, 12, 20, 4, 1, 1, 2]
PROBLEMS = (
    "no .py or .ipynb file in it. Ask for another upload.",
    "two files, a.py and b.py, might be the submission. Name one submission.py.",
    "the archive holds 40,000 entries, more than 10,000. Ask for another upload.",
)
NOTES = ("late by 2 days", "the newest of 3 submissions", "not in the roster")
MESSAGES = {
    Outcome.WRONG: "element (0, 1) is 0.5, should be 0.25 (12 of 16 elements differ)",
    Outcome.RAISED: "raised IndexError: index 4 is out of bounds for axis 0 with size 4",
    Outcome.MISSING: "there is no function called {function}",
    Outcome.TIMED_OUT: "was still running after 2 s",
    Outcome.OUT_OF_MEMORY: "asked for more memory than the 1 GiB that it may have",
    Outcome.FORBIDDEN: "was stopped by the isolation",
    Outcome.UNDECIDED: "the process of the submission could not be started",
}
HOSTILE = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "</style></script><svg onload=alert(1)>",
    "{{7*7}} {% raise %} ${7*7}",
    "javascript:alert(1)",
    "data:text/html,<b>x",
    "\u202egnp.exe &amp; &lt;b&gt;",
    '\'=HYPERLINK("http://example.org")',
    "--><!-- ]]> \x00\x1b[2J",
    "A" * 300,
    "⛄" * 120,
    "x' onmouseover='alert(1)' y='",
)


@cache
def _questions() -> tuple[Question, ...]:
    return load_sheet(SHEET).questions


@cache
def headings() -> tuple[Heading, ...]:
    """The questions of the sheet, with a rubric where a written answer is asked for."""
    return tuple(
        Heading(
            question.id,
            question.title,
            question.points,
            tuple(
                PropertyHeading(p.name, p.declared.function, p.declared.points, p.law)
                for p in question.properties
            ),
            *(RUBRIC if question.id in WRITTEN else ("", 0.0)),
            text=question.text,
            ideas=tuple((each, ideas(load_sheet(), question.id, each)) for each in LANGUAGES),
        )
        for question in _questions()
    )


@cache
def _sentences() -> dict[tuple[str, str], tuple[str, ...]]:
    """What is known to go wrong, by question and function."""
    sheet = load_sheet(SHEET)
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for question in sheet.questions:
        for each in misconceptions(sheet, question):
            key = (question.id, each.function)
            known[key] = (*known.get(key, ()), each.sentence)
    return known


def sample_class(rows: int = 40, seed: int = 3, *, hostile: bool = False) -> ClassResults:
    """
    Results of ``rows`` students; one in fifty could not be read.

    With ``hostile`` the first rows have names, ids and notes that try to be markup.
    """
    drawn = tuple(
        _row(number, random.Random(f"{seed} {number}"), hostile) for number in range(rows)
    )
    by_number = {row.result: row for row in drawn}
    return ClassResults(
        sheet="sheet3",
        title="Sheet 3: convolutional networks and filters",
        questions=headings(),
        rows=drawn,
        corpus=CORPUS,
        corpus_kind="private",
        isolation="walled",
        environment=dict(ENVIRONMENT),
        report=lambda number: sample_report(by_number[number]),
    )


def _row(number: int, rng: random.Random, hostile: bool) -> Row:
    folder = f"student{number:05d}"
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    notes = tuple(rng.sample(NOTES, 1)) if rng.random() < 0.06 else ()
    if hostile and number < len(HOSTILE):
        name, folder, notes = HOSTILE[number], f"{number} {HOSTILE[number]}", (HOSTILE[number],)
    identity = {"folder": folder, "id": f"{300000 + number}", "name": name, "notes": notes}
    if number % 50 == 7:
        return Row(**identity, problem=PROBLEMS[number // 50 % len(PROBLEMS)])
    lost = tuple(_lost(rng, rng.gauss(0, 1)))
    written = tuple(each for each in WRITTEN if rng.random() < 0.7)
    return Row(
        **identity,
        sha256=hashlib.sha256(folder.encode()).hexdigest(),
        marks=tuple(_marked(heading, lost) for heading in headings()),
        lost=lost,
        written=written,
        rubric=tuple(_rubric(rng, written)) if number % 3 == 0 else (),
        result=number + 1,
    )


def _lost(rng: random.Random, ability: float) -> Iterator[Lost]:
    """What a student of this ability (0 is the average, 1 a deviation above it) loses."""
    for place, heading in enumerate(headings()):
        for function in dict.fromkeys(p.function for p in heading.properties):
            if rng.gauss(0, 1) + ability > 0.9 - place * 0.09:
                continue
            outcome = rng.choices(OUTCOMES, OFTEN)[0]
            known = _sentences().get((heading.id, function), ()) if outcome is Outcome.WRONG else ()
            sentence = rng.choice(known[:4]) if known and rng.random() < 0.6 else ""
            for each in heading.properties:
                if each.function == function and (outcome is Outcome.MISSING or rng.random() < 0.6):
                    yield Lost(heading.id, each.name, outcome, sentence)


def _marked(heading: Heading, lost: tuple[Lost, ...]) -> Marked:
    points = {each.name: each.points for each in heading.properties}
    mine = [each for each in lost if each.question == heading.id]
    gone = sum(points[each.property] for each in mine)
    still = sum(points[each.property] for each in mine if each.outcome is Outcome.UNDECIDED)
    return Marked(heading.id, heading.points - gone, still, heading.points)


def _rubric(rng: random.Random, written: tuple[str, ...]) -> Iterator[RubricMark]:
    for question in written:
        earned = rng.choice((0.0, 0.5, 1.0, 1.5, 2.0))
        yield RubricMark(question, earned, 2.0, "" if earned == 2 else "says what, but not why")


def sample_report(row: Row) -> Report:
    """The whole report behind a row; a hostile name is also in its messages and calls."""
    lost = {(each.question, each.property): each for each in row.lost}
    return Report(
        sheet="sheet3",
        corpus=CORPUS,
        submission=SubmissionId(f"{row.folder}.py", row.sha256),
        isolation="walled",
        marks=tuple(
            Mark(
                question=heading.id,
                title=heading.title,
                earned=marked.earned,
                open=marked.open,
                possible=marked.possible,
                verdicts=tuple(
                    _verdict(p, lost.get((heading.id, p.name)), row) for p in heading.properties
                ),
            )
            for heading, marked in zip(headings(), row.marks, strict=True)
        ),
        loading=(LoadFailure(12, "NameError: name 'nump' is not defined"),)
        if row.result % 5 == 1
        else (),
        written=tuple(
            (each, f"Because of the law.\nFor example: {row.name}") for each in row.written
        ),
        warnings=(CodeWarning(message="overflow in exp", function="softmax", line=14),)
        if row.result % 4 == 1
        else (),
        environment=dict(ENVIRONMENT),
    )


def _verdict(heading: PropertyHeading, lost: Lost | None, row: Row) -> Verdict:
    common = {"property": heading.name, "function": heading.function, "points": heading.points}
    if lost is None:
        return Verdict(**common, outcome=Outcome.PASSED, law=heading.law, calls=40)
    message = MESSAGES[lost.outcome].format(function=heading.function)
    if lost.outcome is Outcome.MISSING:
        return Verdict(**common, outcome=lost.outcome, law=heading.law, message=message)
    wrong = lost.outcome is Outcome.WRONG
    return Verdict(
        **common,
        outcome=lost.outcome,
        law=heading.law,
        call=f"{heading.function}(np.array([[0.0, 1.0], [2.0, 3.0]]), {row.name!r})",
        returned="np.array([[0.0, 0.5], [1.0, 1.5]])" if wrong else "",
        expected="np.array([[0.0, 0.25], [0.5, 0.75]])" if wrong else "",
        message=f"{message} {row.name}" if row.name in HOSTILE else message,
        line=17 if lost.outcome is Outcome.RAISED else 0,
        calls=12,
        misconception=lost.misconception,
    )
