"""
A class for the person who sits in front of it.

What there is to know before opening any file: who has no marks and why, how the questions went, and
what most of the class did not understand.  It is counted as for the page: points that are open are
neither earned nor lost.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean, median

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.class_results import ABSENT, ClassResults, Heading, Row
from grader.report.classes.figures import question_figures
from grader.report.classes.losses import losses
from grader.report.rounding import figure, percent
from grader.text import clean, several

__all__ = ["render_class"]

MOST_LINES = 10
MOST_LOST = 10


def render_class(results: ClassResults) -> Iterator[RenderableType]:
    """The class, piece by piece, to be printed with soft wrapping."""
    graded = [row for row in results.rows if not row.problem]
    yield Text(results.title, style="bold")
    yield Text(f"{results.corpus_kind} corpus · isolation: {results.isolation}\n")
    problems = [f"{_who(row)}: {clean(row.problem)}" for row in results.rows if row.problem]
    yield from _first(problems, "without marks", "red")
    yield from _first([clean(remark) for remark in results.remarks], "remarks", "yellow")
    if graded:
        yield _questions(results.questions, graded)
        yield from _most_lost(results.questions, graded)
        yield from _written(graded)
    yield Text(f"\n{_summary(results, graded)}", style="bold")


def _who(row: Row) -> str:
    """The folder of a submission; whoever handed nothing in has none, and is called by name."""
    named = row.problem == ABSENT and row.name and row.name != row.folder
    return clean(f"{row.name} ({row.folder})" if named else row.folder)


def _first(lines: Sequence[str], what: str, style: str) -> Iterator[Text]:
    """The first of many lines, and of how many."""
    for line in lines[:MOST_LINES]:
        yield Text(line, style=style)
    if len(lines) > MOST_LINES:
        yield Text(f"… and {len(lines) - MOST_LINES} more {what}", style=style)
    if lines:
        yield Text()


def _questions(questions: Sequence[Heading], rows: Sequence[Row]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Question", ""):
        table.add_column(heading)
    for heading in ("Points", "Mean", "", "All", "None"):
        table.add_column(heading, justify="right")
    for figures in question_figures(questions, rows):
        question, share = figures.heading, figures.item.difficulty
        if not (question.points or question.properties):
            table.add_row(question.id, Text(f"{question.title}, {_by_whom(question)}"))
        elif figures.mean is not None:
            table.add_row(
                question.id,
                Text(question.title),
                str(question.points),
                figure(figures.mean, 1),
                percent(share),
                str(figures.full),
                str(figures.none),
            )
    return table


def _by_whom(question: Heading) -> str:
    """Who marks a question of which there is nothing here."""
    if question.elsewhere:
        return f"not marked here ({question.elsewhere})"
    return "marked by a person"


def _most_lost(questions: Sequence[Heading], rows: Sequence[Row]) -> Iterator[Text]:
    """The properties that the largest shares lost, each with the most frequent reasons."""
    counted, whys = losses(questions, rows), _whys(rows)
    some = [(q.id, each) for q in questions for each in counted[q.id] if each.lost]
    if some:
        yield Text("\nLost by most", style="bold")
    for question, each in sorted(some, key=lambda found: -(found[1].share or 0))[:MOST_LOST]:
        heading = each.heading
        name = f"{question} {heading.function}"
        yield Text.assemble(f"{percent(each.share):>5} ", (name, "bold"), f" · {heading.law}")
        reasons = whys[question, heading.name].most_common(3)
        yield Text("      " + "; ".join(f"{n} × {clean(why)}" for why, n in reasons), style="dim")


def _whys(rows: Sequence[Row]) -> Mapping[tuple[str, str], Counter[str]]:
    """Why properties were lost; a misconception says more than that the answer was wrong."""
    whys: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for lost in (each for row in rows for each in row.lost if not each.outcome.is_open):
        whys[lost.question, lost.property][lost.misconception or str(lost.outcome)] += 1
    return whys


def _written(rows: Sequence[Row]) -> Iterator[Text]:
    answers = sum(len(row.written) for row in rows)
    marked = sum(len({m.question for m in row.rubric} & set(row.written)) for row in rows)
    if answers:
        yield Text(f"\nWritten answers: {answers}, of which a person marked {marked}.")


def _summary(results: ClassResults, graded: Sequence[Row]) -> str:
    absent = sum(row.problem == ABSENT for row in results.rows)
    handed = len(results.rows) - absent
    people = f"{len(results.rows)} people, {absent} of them {ABSENT}; " if absent else ""
    text = f"{people}{several(handed, 'submission')}, {handed - len(graded)} without marks"
    if graded:
        totals = [row.earned for row in graded]
        text += (
            f"; of {results.possible} points: mean {figure(mean(totals), 1)}, "
            f"median {median(totals):g}, from {min(totals)} to {max(totals)}"
        )
    still = sum(row.open > 0 for row in graded)
    return f"{text}; {still} with open points: grade them again" if still else text
