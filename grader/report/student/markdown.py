r"""
One student's feedback as Markdown.

Everything that a student wrote stands either in a fence longer than any run of backticks within
it, or with each character escaped that Markdown could read as markup.  A backslash before
punctuation is literal everywhere (CommonMark 0.31, section 2.4), so no HTML passes either.
"""

import re
from collections.abc import Iterator

from grader.class_results import ClassResults, Row
from grader.language import ENGLISH, Language
from grader.model import Mark, Report
from grader.report.student.feedback import (
    Fact,
    feedback,
    points,
    side_notes,
    why_no_marks,
    written_line,
)
from grader.text import clean

__all__ = ["escaped", "feedback_markdown", "fenced", "question_markdown"]

MARKUP = re.compile(r"([\\`*_\[\]<>&|~$#!@^=]|:(?=\S))")
AT_THE_START = re.compile(r"^(\d{0,9})([-+.)])")  # of a list, or of a line under a heading


def escaped(text: str, longest: int = 2_000) -> str:
    """``text`` on one line, as Markdown that shows it as it is."""
    safe = MARKUP.sub(r"\\\1", " ".join(clean(text, longest).split()))
    return AT_THE_START.sub(r"\1\\\2", safe)


def fenced(code: str) -> str:
    """``code`` in a fence that nothing within it can close."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}python\n{code}\n{fence}"


def feedback_markdown(
    row: Row, results: ClassResults, report: Report | None, words: Language = ENGLISH
) -> str:
    """
    What one student is told; nothing in it is about anyone else.

    The row's notes are for the teacher, and may name those who handed in together: they stay out.
    """
    parts = [
        f"# {escaped(words.sheet(results.title))}",
        f"**{escaped(row.name or row.id or row.folder)}**",
    ]
    if row.problem:
        why = why_no_marks(row, results, words)
        parts.append(words.say("There are no marks: {why}", why=escaped(why)))
    else:
        parts += [_summary(row, words), _table(row, results, words)]
    if report is not None:
        parts += [f"- {escaped(line)}" for line in side_notes(report, words)]
        for mark in report.marks:
            parts += question_markdown(mark, words)
    parts += _written(row, words)
    return "\n\n".join(parts) + "\n"


def _summary(row: Row, words: Language) -> str:
    points_said = points(row.possible, words)
    total = words.say("{earned} of {points}", earned=row.earned, points=points_said)
    if not row.open:
        return f"**{total}**"
    return words.say(
        "{total}, {n} of them open: they were not decided, and are not lost",
        total=f"**{total}**",
        n=row.open,
    )


def _table(row: Row, results: ClassResults, words: Language) -> str:
    titles = {question.id: question.title for question in results.questions}
    question, worth = words.say("Question"), words.say("Points")
    lines = [f"| {question} | | {worth} |", "|---|---|---:|"]
    for mark in row.marks:
        title = escaped(words.sheet(titles.get(mark.question, "")))
        lines.append(f"| {escaped(mark.question)} | {title} | {mark.earned}/{mark.possible} |")
    return "\n".join(lines)


def question_markdown(mark: Mark, words: Language) -> Iterator[str]:
    """
    What is wrong with one question, part by part; nothing where there is nothing to tell.

    The side notes name functions that are not there, and the table has the points.
    """
    told = list(feedback(mark, words))
    if not told:
        return
    yield f"## {escaped(mark.question)} {escaped(words.sheet(mark.title))}"
    for each in told:
        yield f"### {escaped(each.function)} · {each.state}"
        yield from (_fact(fact, words) for fact in each.facts)


def _fact(fact: Fact, words: Language) -> str:
    label = words.say(fact.label)
    if fact.code:
        return f"{label}:\n\n{fenced(fact.text)}"
    return f"{label}: {escaped(fact.text)}"


def _written(row: Row, words: Language) -> Iterator[str]:
    asked = list(dict.fromkeys([*row.written, *(mark.question for mark in row.rubric)]))
    if asked:
        yield "## " + words.say("Written answers")
        lines = (written_line(row, question, words) for question in asked)
        yield "\n".join(f"- {escaped(line, 3_000)}" for line in lines)
