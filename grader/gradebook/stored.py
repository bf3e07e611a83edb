"""
The way back from a report's canonical text to the report.

The text is what is kept, because it can be compared byte for byte and read by anybody; the value is
made from it when it is needed.
"""

import json
from typing import Any

from grader.model import Handed, LoadFailure, Mark, Outcome, Report, Verdict
from grader.reporters.json import FORMAT

__all__ = ["NotAReport", "report_from"]


class NotAReport(ValueError):
    """The text is no report in a format that is known."""


def report_from(text: str) -> Report:
    """
    The report that ``json_text`` made this text of.

    Raises NotAReport where it did not.
    """
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise NotAReport(f"its format is {said['format']}, and this grader reads {FORMAT}")
        return _report(said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAReport(str(error)) from error


def _report(said: dict[str, Any]) -> Report:
    return Report(
        sheet=said["sheet"],
        corpus=said["corpus"],
        submission=Handed(said["submission"]["name"], said["submission"]["sha256"]),
        isolation=said["isolation"],
        marks=tuple(map(_mark, said["questions"])),
        loading=tuple(LoadFailure(**failure) for failure in said["loading"]),
        written=tuple((each["question"], each["text"]) for each in said["written"]),
        warnings=tuple((each["message"], each["places"]) for each in said["warnings"]),
        remarks=tuple(said["remarks"]),
        environment=dict(said["environment"]),
        hint=said["hint"],
    )


def _mark(said: dict[str, Any]) -> Mark:
    return Mark(
        question=said["id"],
        title=said["title"],
        earned=said["earned"],
        open=said["open"],
        possible=said["possible"],
        verdicts=tuple(map(_verdict, said["verdicts"])),
    )


def _verdict(said: dict[str, Any]) -> Verdict:
    return Verdict(**{**said, "outcome": Outcome(said["outcome"])})
