"""
A class's results as JUnit XML, which every CI server already knows how to show.

One suite for a submission, one case for a property.  A property that we could not decide is an
*error* and not a *failure*: in JUnit's vocabulary the first is the fault of the test and the second
of the code under test.  Names of students are not in it, only their folders: a CI server is read
by more people than a gradebook.
"""

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from grader.class_results import ClassResults, Heading, Lost, PropertyHeading, Row
from grader.model import Outcome, Report
from grader.report.student.feedback import facts, report_of
from grader.text import clean

__all__ = ["junit_xml"]

COUNTED = ("tests", "failures", "errors")
TAG = {Outcome.UNDECIDED: "error", Outcome.NOT_ASKED: "error"}


def junit_xml(results: ClassResults) -> str:
    """
    The whole class as one XML document, with its declaration.

    A submission that could not be graded is a suite with one case, an error.
    """
    suites = [_suite(results, row) for row in results.rows]
    counts = {name: sum(int(each.get(name, "0")) for each in suites) for name in COUNTED}
    root = ET.Element("testsuites", _attributes(results.sheet, counts))
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _attributes(name: str, counts: Mapping[str, int]) -> dict[str, str]:
    return {"name": _text(name), **{each: str(count) for each, count in counts.items()}}


def _suite(results: ClassResults, row: Row) -> ET.Element:
    cases = [_unread(row)] if row.problem else _cases(results, row)
    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
    }
    suite = ET.Element("testsuite", _attributes(row.folder, counts))
    suite.extend(cases)
    return suite


def _unread(row: Row) -> ET.Element:
    case = ET.Element("testcase", classname=_text(row.folder), name="can be graded")
    ET.SubElement(case, "error", message=_text(row.problem, 1_000), type="unreadable")
    return case


def _cases(results: ClassResults, row: Row) -> list[ET.Element]:
    lost = {(each.question, each.property): each for each in row.lost}
    asked = {mark.question for mark in row.marks}
    report = report_of(row, results) if row.lost else None
    texts = _texts(report) if report else {}
    return [
        _case(row, question, prop, lost.get((question.id, prop.name)), texts)
        for question in results.questions
        if question.id in asked
        for prop in question.properties
    ]


def _texts(report: Report) -> dict[tuple[str, str], str]:
    """What is told of each lost property, by question and property."""
    return {
        (mark.question, verdict.property): "\n".join(
            f"{fact.label}: {fact.text}" for fact in facts(verdict)
        )
        for mark in report.marks
        for verdict in mark.verdicts
        if verdict.outcome is not Outcome.PASSED
    }


def _case(
    row: Row,
    question: Heading,
    prop: PropertyHeading,
    lost: Lost | None,
    texts: Mapping[tuple[str, str], str],
) -> ET.Element:
    place = f"{row.folder}.{question.id}"
    case = ET.Element("testcase", classname=_text(place), name=_text(prop.name))
    if lost is not None:
        message = f"{lost.outcome}: {lost.misconception or prop.law}"
        tag = TAG.get(lost.outcome, "failure")
        problem = ET.SubElement(case, tag, message=_text(message, 1_000), type=str(lost.outcome))
        problem.text = _text(texts.get((question.id, prop.name), ""), 10_000)
    return case


def _text(text: str, longest: int = 300) -> str:
    """Text that XML can hold: what it has no way to write is gone with what nobody can see."""
    return clean(text, longest, lines=True)
