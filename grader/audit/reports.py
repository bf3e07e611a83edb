"""An audit as JSON, and as text for the terminal."""

import json
from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.audit.findings import Audit, QuestionAudit, names
from grader.audit.power.reports import power_json, power_text
from grader.audit.trials import Trial

__all__ = ["audit_json", "audit_text"]

FORMAT = 1


def audit_json(found: Audit) -> str:
    """The whole matrix as one JSON object: every subject, and which properties catch it."""
    return json.dumps(_audit(found), indent=2) + "\n"


def _audit(found: Audit) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "sheet": found.sheet.name,
        "holds": found.holds,
        "seconds": round(found.seconds, 1),
        "strays": names(found.strays),
        "stale": found.stale,
        "unlike_the_model": names(found.unlike),
        "broken_properties": names(found.broken),
        "unread": dict(found.unread),
        "astray": list(found.astray),
        "questions": [_question(each) for each in found.questions],
        **({"power": power_json(found.families)} if found.families else {}),
    }


def _question(found: QuestionAudit) -> dict[str, Any]:
    return {
        "id": found.question.id,
        "properties": [prop.name for prop in found.question.properties],
        "redundant": found.redundant,
        "idle": found.idle,
        "without_mutants": found.without_mutants,
        "unreached": names(found.unreached),
        "uncaught": names(found.uncaught),
        "caught_by_one_example": names(found.weak),
        "alive": names(found.alive),
        "false_rejects": names(found.false_rejects),
        "misconceptions": [_trial(trial) for trial in found.mistakes],
        "wheats": [_trial(trial) for trial in found.wheats],
        "mutants": [
            {**_trial(trial), "equivalent": reason.text if reason else ""}
            for trial in found.mutants
            for reason in [found.equivalent.get(trial.subject.name)]
        ],
    }


def _trial(trial: Trial) -> dict[str, Any]:
    caught = {
        key: {"examples": c.examples, "first": c.first, "example": c.example}
        for key, c in trial.caught.items()
    }
    return {
        "name": trial.subject.name,
        "caught": caught,
        "ended": trial.ended,
        "compared": trial.compared,
    }


def audit_text(found: Audit) -> Iterator[RenderableType]:
    """A line for each question, then what is wrong, then what could be better."""
    yield _table(found)
    for title, lines in _faults(found):
        yield from _list(title, lines, "red")
    for title, lines in _remarks(found):
        yield from _list(title, lines, "yellow")
    yield from power_text(found.families)
    compared = sum(trial.compared for trial in found.trials)
    yield Text(f"\n{compared} answers of the model were compared with independent solutions.")
    yield Text("The sheet holds." if found.holds else "The sheet does not hold.", style="bold")


def _table(found: Audit) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (
        "Question",
        "",
        "Needed properties",
        "Misconceptions",
        "Mutants",
        "Right solutions",
    ):
        table.add_column(heading, justify="left" if heading in ("Question", "") else "right")
    for each in found.questions:
        table.add_row(each.question.id, Text(each.question.title), *map(str, _counts(each)))
    totals = [_counts(each) for each in found.questions]
    sums = [_Count(*map(sum, zip(*column, strict=True))) for column in zip(*totals, strict=True)]
    table.add_row("", Text("Total", style="bold"), *map(str, sums))
    return table


class _Count(tuple[int, int]):
    """So many of so many."""

    __slots__ = ()

    def __new__(cls, good: int, total: int) -> "_Count":
        return super().__new__(cls, (good, total))

    def __str__(self) -> str:
        return f"{self[0]}/{self[1]}"


def _counts(found: QuestionAudit) -> list[_Count]:
    properties = len(found.question.properties)
    mistakes, wheats = len(found.mistakes), len(found.wheats)
    killed = found.judged_mutants - len(found.alive)
    return [
        # Needed: some subject is caught by this one alone.
        _Count(properties - len(found.redundant) - len(found.idle), properties),
        _Count(mistakes - len(found.uncaught), mistakes),
        _Count(killed, found.judged_mutants),
        _Count(wheats - len(found.false_rejects), wheats),
    ]


def _faults(found: Audit) -> Iterator[tuple[str, list[str]]]:
    questions = found.questions
    yield "No property catches these misconceptions", _named(questions, "uncaught")
    yield "No property catches these mutants, and none is listed", _named(questions, "alive")
    yield (
        "These right solutions lost marks",
        [
            f"{trial.subject.name}: {trial.ended or _first(trial)}"
            for each in questions
            for trial in each.false_rejects
        ],
    )
    yield "These right solutions do not answer as the model does", names(found.unlike)
    yield "These cost marks on a question that does not ask for them", names(found.strays)
    yield (
        "A property failed by an error of its own at these",
        [f"{trial.subject.name}: {_first(trial, ours=True)}" for trial in found.broken],
    )
    yield "Listed as equivalent, but caught or gone: take them off the list", found.stale


def _remarks(found: Audit) -> Iterator[tuple[str, list[str]]]:
    yield "One frozen example alone catches these", _named(found.questions, "weak")
    yield (
        "Whatever these properties catch, another one catches too",
        [f"{each.question.id} {name}" for each in found.questions for name in each.redundant],
    )
    yield (
        "No mistake and no mutant was there that these properties catch, so nothing tells of them",
        [f"{each.question.id} {name}" for each in found.questions for name in each.idle],
    )
    yield (
        "No mutant was made of the model answers to these, so no mutant tells of their properties",
        [f"{each.question.id} {name}" for each in found.questions for name in each.without_mutants],
    )
    yield (
        "No property calls the function of these misconceptions",
        _named(found.questions, "unreached"),
    )
    yield "These files of misconceptions are named like no question's module", list(found.astray)
    yield (
        "These files of right solutions could not be run",
        [f"{file}: {why}" for file, why in found.unread.items()],
    )


def _first(trial: Trial, *, ours: bool = False) -> str:
    """The first property that caught a subject, with what it failed with and for which input."""
    kept = ((key, caught) for key, caught in trial.caught.items() if caught.ours or not ours)
    key, caught = next(kept)
    return f"{key}: {caught.told}"


def _named(questions: tuple[QuestionAudit, ...], what: str) -> list[str]:
    return [f"{q.question.id} {name}" for q in questions for name in names(getattr(q, what))]


def _list(title: str, lines: list[str], style: str) -> Iterator[Text]:
    if lines:
        yield Text(f"\n{title}:", style=style)
        yield from (Text(f"  {line}") for line in lines)
