"""
GitHub Actions, GitLab and Classroom 50: what is written beside the summary.

A command to GitHub Actions is a line of output, so a student's text in one is escaped as GitHub
says; GitLab shows a code quality report at the lines of a merge request; Classroom 50 collects a
result.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from math import lcm

from grader.integrations.packages.marked import Marked
from grader.integrations.packages.repository import Place, junit, places
from grader.language import Language
from grader.model import Outcome, Verdict

__all__ = ["classroom50", "github", "gitlab"]

MOST_ANNOTATIONS = 10  # GitHub shows no more of one step
JUNIT, ANNOTATIONS = "grader-results/junit.xml", "grader-results/annotations.txt"
QUALITY, RESULT = "grader-results/codequality.json", "result.json"
IDENTITY = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}


def github(found: Marked, words: Language) -> dict[str, str]:
    """JUnit, and annotations as commands to GitHub Actions."""
    seen = list(places(found, words))[:MOST_ANNOTATIONS]
    return {JUNIT: junit(found, words), ANNOTATIONS: "".join(map(_annotation, seen))}


def _annotation(place: Place) -> str:
    named = {"file": place.file, "line": str(place.line), "title": place.law}
    properties = ",".join(f"{name}={_property(value)}" for name, value in named.items())
    return f"::error {properties}::{_data(place.text)}\n"


def _data(text: str) -> str:
    """A text that ends no command and begins none."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(found: Marked, words: Language) -> dict[str, str]:
    """JUnit, and a code quality report."""
    issues = [
        {
            "description": f"{place.law}\n{place.text}",
            "check_name": place.key,
            "fingerprint": hashlib.sha256(f"{place.file}\0{place.key}".encode()).hexdigest(),
            "severity": "major",
            "location": {"path": place.file, "lines": {"begin": place.line}},
        }
        for place in places(found, words)
    ]
    return {JUNIT: junit(found, words), QUALITY: json.dumps(issues, indent=1) + "\n"}


def classroom50(
    found: Marked, words: Language, environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    """
    The result that Classroom 50 collects; nothing where something is not decided.

    Scores are whole there, so where a sheet has fractions all are multiplied by one number.
    """
    report = found.counted
    if report is None or report.open:
        return {}
    known = os.environ if environment is None else environment
    verdicts = [(mark.question, verdict) for mark in report.marks for verdict in mark.verdicts]
    factor = lcm(*(Fraction(str(verdict.points)).denominator for _, verdict in verdicts))
    tests = [_test(question, verdict, factor, words) for question, verdict in verdicts]
    told = {
        "schema": "classroom50/result/v1",
        **{name: known.get(variable, "") for name, variable in IDENTITY.items()},
        "datetime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(int(test["score"]) for test in tests),
        "max-score": sum(int(test["max-score"]) for test in tests),
        "tests": tests,
    }
    told["review"] = told["review"] or told["commit"]
    return {RESULT: json.dumps(told, indent=2) + "\n"}


def _test(
    question: str, verdict: Verdict, factor: int, words: Language
) -> dict[str, str | int | bool]:
    passed = verdict.outcome is Outcome.PASSED
    worth = int(Fraction(str(verdict.points)) * factor)
    return {
        "test-name": f"{question} {verdict.function}: {words.sheet(verdict.law)}",
        "passed": passed,
        "score": worth if passed else 0,
        "max-score": 0 if verdict.bonus else worth,
    }
