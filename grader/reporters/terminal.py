"""
A report for the person who sits in front of it.

First what it is worth, question by question; then, for each function that lost points,
what is wrong, in the order of the sheet.  Colour only repeats what words say.
"""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.model import Mark, Outcome, Report, Verdict

__all__ = ["feedback", "render", "style"]

STYLES = {Outcome.PASSED: "green", Outcome.UNDECIDED: "yellow"}
LOST = "red"
UNWRITTEN = "not implemented yet"


def render(report: Report) -> Iterator[RenderableType]:
    """The report, piece by piece, to be printed with soft wrapping: a call stays one line."""
    yield Text(f"{report.submission.name} · {report.sheet} · isolation: {report.isolation}\n")
    yield _table(report)
    for failure in report.loading:
        yield Text(f"\nLine {failure.line} failed while loading: {failure.message}", style=LOST)
    for mark in report.marks:
        if mark.earned < mark.possible:
            yield from feedback(mark)
    yield _summary(report)


def _table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Question")
    table.add_column("")
    table.add_column("Points", justify="right")
    table.add_column("")
    for mark in report.marks:
        table.add_row(
            mark.question,
            Text(mark.title),
            f"{mark.earned}/{mark.possible}",
            Text(_state(mark), style=style(mark)),
        )
    table.add_row("", Text("Total", style="bold"), f"{report.earned}/{report.possible}", "")
    return table


def _state(mark: Mark) -> str:
    """A question's state in words: what was lost, by outcome."""
    if mark.earned == mark.possible:
        return "all right"
    kinds: dict[str, int] = {}
    for verdict in mark.verdicts:
        if verdict.outcome is not Outcome.PASSED:
            kind = UNWRITTEN if verdict.message == UNWRITTEN else str(verdict.outcome)
            kinds[kind] = kinds.get(kind, 0) + verdict.points
    return ", ".join(f"{kind} ({points})" for kind, points in kinds.items())


def style(mark: Mark) -> str:
    """The colour of a question: of what is right, open, or lost."""
    if mark.earned == mark.possible:
        return STYLES[Outcome.PASSED]
    return STYLES[Outcome.UNDECIDED] if mark.open else LOST


def feedback(mark: Mark) -> Iterator[Text]:
    """What was lost in one question, and why."""
    yield Text(f"\n{mark.question} {mark.title}", style="bold")
    lost = [verdict for verdict in mark.verdicts if verdict.outcome is not Outcome.PASSED]
    for _, verdicts in groupby(lost, key=_alike):
        yield from _verdicts(list(verdicts))


def _alike(verdict: Verdict) -> tuple[str, str, str]:
    """Verdicts that say the same of the same function are told once."""
    same = verdict.outcome is Outcome.MISSING or verdict.message == UNWRITTEN
    return verdict.function, str(verdict.outcome), verdict.message if same else verdict.property


def _verdicts(verdicts: list[Verdict]) -> Iterator[Text]:
    first = verdicts[0]
    points = sum(verdict.points for verdict in verdicts)
    state = "open" if first.outcome is Outcome.UNDECIDED else "lost"
    unit = "point" if points == 1 else "points"
    yield Text.assemble(
        "  ", (first.function, "bold"), f" · {first.outcome} · {points} {unit} {state}"
    )
    if len(verdicts) > 1 or not first.call or first.message == UNWRITTEN:
        yield _field("", first.message)
        return
    where = f" (line {first.line} of your file)" if first.line else ""
    yield _field("law", first.law)
    yield _field("call", first.call)
    if first.returned:
        yield _field("returned", first.returned)
    yield _field("found", first.message + where)
    if first.misconception:
        yield _field("mistake", first.misconception)


def _field(name: str, text: str) -> Text:
    """A labelled text; further lines of it stand below the first."""
    label = f"    {name:<9}" if name else "    "
    return Text.assemble((label, "dim"), text.replace("\n", "\n" + " " * len(label)))


def _summary(report: Report) -> Text:
    """The last lines: what it comes to, and what to do next."""
    text = f"\n{report.earned} of {report.possible} points"
    if report.open:
        text += f", {report.open} open: run this again, and report it if they stay open"
    return Text(text, style="bold")
