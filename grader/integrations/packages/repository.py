"""
What is said about a submission that lies in a repository: a summary, JUnit, and places in the file.

GitHub and GitLab take the same three in forms of their own. The summary is Markdown, in which
nothing that a student wrote is markup; a place is the line where a function failed, or begins.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from grader.integrations.packages.marked import Marked
from grader.language import Language
from grader.model import Mark, Outcome, Report, Verdict
from grader.report.platforms.gradescope import lost_text
from grader.report.student.feedback import points, side_notes
from grader.report.student.markdown import escaped, question_markdown
from grader.text import clean

__all__ = ["ALL_MARKS", "MARKS_LOST", "UNDECIDED", "Place", "junit", "places", "status", "summary"]

ALL_MARKS, MARKS_LOST, UNDECIDED = 0, 1, 2
TAG = {Outcome.UNDECIDED: "error", Outcome.NOT_ASKED: "error"}


@dataclass(frozen=True, slots=True)
class Place:
    """
    A lost property, and where in the student's file it is seen.

    Attributes
    ----------
    file : str
        Path below the repository's root.
    line : int
        1 where nothing is known.
    key : str
        Name of the property over the whole sheet.
    law, text : str
        What does not hold, and what was found, each on a line of its own.
    """

    file: str
    line: int
    key: str
    law: str
    text: str


def status(found: Marked) -> int:
    """The status of the job: whether all marks are there, some are lost, or it is not known."""
    if found.problem:
        return MARKS_LOST
    if (report := found.counted) is None or report.open:
        return UNDECIDED
    return ALL_MARKS if report.is_full else MARKS_LOST


def summary(found: Marked, words: Language) -> str:
    """The page about a submission, in Markdown."""
    if (report := found.counted) is None:
        why = escaped(found.problem or found.failure)
        return words.say("There are no marks: {why}", why=why) + "\n"
    total = words.say(
        "{earned} of {points}", earned=report.earned, points=points(report.possible, words)
    )
    parts = [f"# {total}"]
    if report.open:
        parts.append(
            words.say(
                "{points} could not be decided this time: time ended, or our own machinery failed. "
                "Hand the same file in again, or ask whoever runs the course.",
                points=points(report.open, words),
            )
        )
    parts.append(words.say("Made on the examples that students have. They are no official marks."))
    parts += [f"- {escaped(line)}" for line in (*found.notes, *side_notes(report, words))]
    parts.append(_table(report, words))
    for mark in report.marks:
        parts += question_markdown(mark, words)
    return "\n\n".join(parts) + "\n"


def _table(report: Report, words: Language) -> str:
    question, worth = words.say("Question"), words.say("Points")
    lines = [f"| {question} | | {worth} |", "|---|---|---:|"]
    for mark in report.marks:
        title = escaped(words.sheet(mark.title))
        lines.append(f"| {escaped(mark.question)} | {title} | {mark.earned:g}/{mark.possible:g} |")
    return "\n".join(lines)


def junit(found: Marked, words: Language) -> str:
    """The properties as JUnit XML: a suite for each question, an error for what is undecided."""
    suites = [_suite(mark, words) for mark in found.counted.marks] if found.counted else []
    if not suites:
        suites = [_unmarked(found)]
    root = ET.Element("testsuites", _counts("grader", suites))
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _counts(name: str, within: list[ET.Element]) -> dict[str, str]:
    """Names and numbers of a suite: of its cases, or added up over suites."""
    cases = [case for each in within for case in each.iter("testcase")]
    return {
        "name": clean(name),
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }


def _suite(mark: Mark, words: Language) -> ET.Element:
    cases = [_case(mark.question, verdict, words) for verdict in mark.verdicts]
    suite = ET.Element("testsuite", _counts(mark.question, cases))
    suite.extend(cases)
    return suite


def _case(question: str, verdict: Verdict, words: Language) -> ET.Element:
    name = clean(f"{verdict.function}: {words.sheet(verdict.law)}", 1_000)
    case = ET.Element("testcase", classname=clean(question), name=name)
    if verdict.outcome is not Outcome.PASSED:
        tag = TAG.get(verdict.outcome, "failure")
        text = clean(lost_text(verdict, words), 10_000, lines=True)
        first = text.partition("\n")[0]
        lost = ET.SubElement(case, tag, message=first, type=str(verdict.outcome))
        lost.text = text
    return case


def _unmarked(found: Marked) -> ET.Element:
    case = ET.Element("testcase", classname="submission", name="can be graded")
    why = clean(found.problem or found.failure, 1_000)
    ET.SubElement(case, "failure" if found.problem else "error", message=why, type="unreadable")
    suite = ET.Element("testsuite", _counts("submission", [case]))
    suite.append(case)
    return suite


def places(found: Marked, words: Language) -> Iterator[Place]:
    """Where in the student's file each property was lost."""
    for mark in found.counted.marks if found.counted else ():
        for verdict in mark.verdicts:
            if verdict.outcome is not Outcome.PASSED and not verdict.outcome.is_open:
                yield Place(
                    file=found.file,
                    line=_line(verdict, found.source),
                    key=f"{mark.question}/{verdict.property}",
                    law=clean(f"{mark.question} {words.sheet(verdict.law)}", 1_000),
                    text=clean(lost_text(verdict, words), 4_000, lines=True),
                )


def _line(verdict: Verdict, source: bytes) -> int:
    """The line where it failed, or where its function begins; 1 where neither is known."""
    if verdict.line and not verdict.cell:
        return verdict.line
    name = re.escape(verdict.function.encode("utf-8"))
    found = re.search(rb"^[ \t]*(?:async[ \t]+)?def[ \t]+" + name + rb"\b", source, re.MULTILINE)
    return source.count(b"\n", 0, found.start()) + 1 if found else 1
