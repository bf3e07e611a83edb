r"""
One student's feedback as Markdown.

Everything that a student wrote stands either in a fence longer than any run of backticks within
it, or with each character escaped that Markdown could read as markup.  A backslash before
punctuation is literal everywhere (CommonMark 0.31, section 2.4), so no HTML passes either.
"""

import re
from collections.abc import Iterator

from grader.class_results import ClassResults, Row
from grader.model import Mark, Report
from grader.report.student.feedback import Fact, feedback, points, side_notes, written_line
from grader.text import clean

__all__ = ["escaped", "feedback_markdown", "fenced"]

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


def feedback_markdown(row: Row, results: ClassResults, report: Report | None) -> str:
    """
    What one student is told; nothing in it is about anyone else.

    The row's notes are for the teacher, and may name those who handed in together: they stay out.
    """
    parts = [f"# {escaped(results.title)}", f"**{escaped(row.name or row.id or row.folder)}**"]
    if row.problem:
        parts.append(f"There are no marks: {escaped(row.problem)}")
    else:
        parts += [_summary(row), _table(row, results)]
    if report is not None:
        parts += [f"- {escaped(line)}" for line in side_notes(report)]
        for mark in report.marks:
            parts += _question(mark)
    parts += _written(row)
    return "\n\n".join(parts) + "\n"


def _summary(row: Row) -> str:
    total = f"**{row.earned} of {points(row.possible)}**"
    if not row.open:
        return total
    return (
        f"{total}, {row.open} of them open: the grader could not decide, which is no fault of yours"
    )


def _table(row: Row, results: ClassResults) -> str:
    titles = {question.id: question.title for question in results.questions}
    lines = ["| Question | | Points |", "|---|---|---:|"]
    for mark in row.marks:
        title = escaped(titles.get(mark.question, ""))
        lines.append(f"| {escaped(mark.question)} | {title} | {mark.earned}/{mark.possible} |")
    return "\n".join(lines)


def _question(mark: Mark) -> Iterator[str]:
    if mark.earned == mark.possible:
        return
    yield f"## {escaped(mark.question)} {escaped(mark.title)}"
    for each in feedback(mark):
        yield f"### {escaped(each.function)} · {each.state}"
        yield from (_fact(fact) for fact in each.facts)


def _fact(fact: Fact) -> str:
    if fact.code:
        return f"{fact.label}:\n\n{fenced(fact.text)}"
    return f"{fact.label}: {escaped(fact.text)}"


def _written(row: Row) -> Iterator[str]:
    asked = list(dict.fromkeys([*row.written, *(mark.question for mark in row.rubric)]))
    if asked:
        yield "## Written answers"
        yield "\n".join(f"- {escaped(written_line(row, question), 3_000)}" for question in asked)
