"""
A report to be read out: no columns, no signs that stand for words, one fact a line.

A screen reader goes through a table cell by cell and through a row of dots aloud.  Here every
line says by itself what it is about.
"""

from collections.abc import Iterator

from grader.language import ENGLISH, Language
from grader.model import Mark, Report
from grader.report.student import sentences
from grader.report.student.asides import printed_lines, warnings_text
from grader.report.student.causes import Cause, causes
from grader.report.student.shown import call_lines, returned_lines

__all__ = ["plain_lines"]


def plain_lines(report: Report, words: Language = ENGLISH, asked: int = 3) -> Iterator[str]:
    """The report, line by line; ``asked`` is the stage of hints that was asked for."""
    whole = [failure for failure in report.loading if failure.is_whole]
    yield words.say("File: {name}", name=sentences.file_name(report, words))
    yield from (sentences.loading_text(failure, report, words) for failure in whole)
    yield words.say("Sheet: {name}", name=report.sheet)
    yield words.say("Isolation: {tier}", tier=report.isolation)
    yield words.say("Total: {points}", points=sentences.total(report, words))
    for failure in report.loading:
        if not failure.is_whole:
            yield sentences.loading_text(failure, report, words)
    yield from sentences.never_called(report, words)
    for mark in report.marks:
        yield ""
        yield from _question(mark, words)
    asides = [
        *sentences.absences(report, words),
        *sentences.not_asked(report, words),
        *sentences.remarks(report, words),
        *warnings_text(report, words, inline=True),
        *printed_lines(report, words),
    ]
    further = sentences.next_step(report, asked, words)
    if asides or further:
        yield ""
    yield from asides
    if further:
        yield further


def _question(mark: Mark, words: Language) -> Iterator[str]:
    yield words.say(
        "Question {id}, {title}: {earned} of {possible} points, {state}",
        id=mark.question,
        title=words.sheet(mark.title),
        earned=mark.earned,
        possible=mark.possible,
        state=sentences.state(mark, words),
    )
    for cause in causes(mark):
        yield from _cause(cause, words)


def _cause(cause: Cause, words: Language) -> Iterator[str]:
    first = cause.shown
    outcome = words.say(sentences.OUTCOMES[first.outcome])
    cost = sentences.points_text(cause.verdicts, words)
    yield words.say(
        "Function {name}: {outcome}, {cost}", name=first.function, outcome=outcome, cost=cost
    )
    found = sentences.message_text(first, words)
    where = sentences.place(first, words)
    calls = () if cause.is_follower else call_lines(first, words)
    returned = () if cause.is_follower else returned_lines(first)
    for text, value in (
        *((words.say("Law: {text}", text=words.sheet(law)), law) for law in cause.laws),
        *((words.say("Call: {text}", text=line), line) for line in calls),
        *((words.say("Returned: {text}", text=line), line) for line in returned),
        (words.say("Found: {text}", text=found), found),
        (words.say("Place: {text}", text=where), where),
        (
            words.say("Mistake: {text}", text=sentences.misconception_text(first, words)),
            first.misconception,
        ),
        (
            words.say("May follow from: {functions}", functions=first.follows),
            first.follows,
        ),
        *(
            (words.say("Broken elsewhere: {text}", text=words.sheet(law)), law)
            for law in cause.other_laws
        ),
    ):
        if value:
            yield text
