"""
A report as JSON, for programs, and the way back from that text to the report.

Nothing in it says when or where it was made, and what a submission printed is left out: the same
submission gives the same marks, and the same bytes but for what explains them, which is looked for
within a time (``grader.gradebook.made_again`` tells both apart).  The text is what is kept, because
it can be compared and read by anybody; the value is made from it when it is needed.  ``format`` is
raised when a field changes its meaning.
"""

import json
from dataclasses import dataclass
from typing import Any

import msgspec

from grader.language import Message, Value
from grader.model import (
    CodeWarning,
    LoadFailure,
    Mark,
    Outcome,
    Report,
    ShownCall,
    SubmissionId,
    Verdict,
)
from grader.text import as_formula, no_formula

__all__ = ["FORMAT", "ExamResult", "NotAReport", "json_text", "report_from"]

FORMAT = 1
PARTS = ("message_parts", "misconception_parts", "fault_parts")  # in the order of the text
SELDOM = {"follows", "source", "column", "bonus"}  # most values have none


@dataclass(frozen=True, slots=True)
class ExamResult:
    """
    What became of one submission.

    Attributes
    ----------
    text : str
        The report as canonical JSON; empty where there is none.
    problem : str
        Why there is none: always a fault of ours, and not of the submission.
    """

    text: str = ""
    problem: str = ""


def json_text(report: Report) -> str:
    """The report as one JSON object, indented, with a line end."""
    # json indents in Python, several times slower; msgspec leaves what is not ASCII as it is.
    return (
        msgspec.json.format(json.dumps(_report_fields(report), ensure_ascii=True), indent=2) + "\n"
    )


def _report_fields(report: Report) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "sheet": report.sheet,
        "corpus": report.corpus,
        "submission": {"name": report.submission.name, "sha256": report.submission.sha256},
        "earned": report.earned,
        "open": report.open,
        "possible": report.possible,
        **_bonus(report),
        "isolation": report.isolation,
        "hint": report.hint,
        "environment": report.environment,
        "loading": [_fields(failure) for failure in report.loading],
        "remarks": list(report.remarks),
        **(
            {"remark_parts": [_parts(each) for each in parts]}
            if (parts := report.remark_parts)
            else {}
        ),
        "warnings": [_warning_fields(each) for each in report.warnings],
        "written": [{"question": question, "text": text} for question, text in report.written],
        "questions": [_mark_fields(mark) for mark in report.marks],
    }


def _warning_fields(warning: CodeWarning) -> dict[str, Any]:
    """A warning, and what is known of where it comes from."""
    fields = {name: getattr(warning, name) for name in warning.__slots__}
    always = {"message", "places"}
    return {name: value for name, value in fields.items() if value or name in always}


def _mark_fields(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.question,
        "title": mark.title,
        "earned": mark.earned,
        "open": mark.open,
        "possible": mark.possible,
        **_bonus(mark),
        **({"elsewhere": True} if mark.elsewhere else {}),
        "verdicts": [_fields(verdict) for verdict in mark.verdicts],
    }


def _bonus(points: Report | Mark) -> dict[str, Any]:
    """The points on top of those that were possible, where there are any."""
    return {"bonus": points.bonus} if points.bonus else {}


def _fields(found: Verdict | ShownCall | LoadFailure) -> dict[str, Any]:
    """The fields of a value; some of them only where it has them."""
    fields = {name: getattr(found, name) for name in found.__slots__}
    if isinstance(found, Verdict):
        fields["shown"] = [_fields(each) for each in found.shown]
    parts = {name: _parts(fields[name]) for name in PARTS if fields.get(name)}
    kept = {name: value for name, value in fields.items() if name not in PARTS}
    return {name: value for name, value in kept.items() if value or name not in SELDOM} | parts


def _parts(said: Message) -> dict[str, Any]:
    """A message's parts; a value stands alone in its field, so none is a spreadsheet's formula."""
    return {
        "template": said.template,
        "values": {name: _stored(value) for name, value in said.values},
    }


def _stored(value: Value) -> Any:
    if isinstance(value, Message):
        return _parts(value)
    return no_formula(value) if isinstance(value, str) else value


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
        submission=SubmissionId(said["submission"]["name"], said["submission"]["sha256"]),
        isolation=said["isolation"],
        marks=tuple(map(_mark, said["questions"])),
        loading=tuple(LoadFailure(**_with_messages(failure)) for failure in said["loading"]),
        written=tuple((each["question"], each["text"]) for each in said["written"]),
        warnings=tuple(CodeWarning(**each) for each in said["warnings"]),
        remarks=tuple(said["remarks"]),
        remark_parts=tuple(_message(each) for each in said.get("remark_parts", ())),
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
        bonus=said.get("bonus", 0),
        elsewhere=said.get("elsewhere", False),
    )


def _verdict(said: dict[str, Any]) -> Verdict:
    shown = tuple(ShownCall(**_with_messages(each)) for each in said.get("shown", ()))
    outcome = Outcome(said["outcome"])
    return Verdict(**{**_with_messages(said), "outcome": outcome, "shown": shown})


def _with_messages(said: dict[str, Any]) -> dict[str, Any]:
    """The same fields, with messages in the place of what stands for them."""
    return said | {name: _message(said[name]) for name in PARTS if name in said}


def _message(parts: dict[str, Any]) -> Message:
    values = {name: _value(stored) for name, stored in parts["values"].items()}
    return Message(parts["template"], **values)


def _value(stored: Any) -> Value:
    if isinstance(stored, dict):
        return _message(stored)
    return as_formula(stored) if isinstance(stored, str) else stored
