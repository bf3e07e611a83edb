"""
A report for the person who sits in front of it.

First what it is worth, question by question; then, for each function that lost points,
what is wrong, in the order of the sheet.  Colour only repeats what words say.
"""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.language import ENGLISH, Language, message
from grader.model import LoadFailure, Mark, Outcome, Report
from grader.report.student import sentences
from grader.report.student.asides import printed_lines, warnings_text
from grader.report.student.causes import Cause, causes
from grader.report.student.shown import call_lines, returned_lines

__all__ = ["feedback", "render", "style"]

STYLES = {Outcome.PASSED: "green", Outcome.UNDECIDED: "yellow"}
LOST = "red"
MISTAKE = "bold red"  # the line to be seen first: the mistake, or else what was found
LABELS = (
    message("law"),
    message("call"),
    message("returned"),
    message("found"),
    message("mistake"),
    message("follows"),
    message("also"),
)


def render(
    report: Report, words: Language = ENGLISH, asked: int = 3, option: str = sentences.OPTION
) -> Iterator[RenderableType]:
    """
    The report, piece by piece, to be printed with soft wrapping: a call stays one line.

    ``asked`` is the stage of hints that was asked for, with ``option`` in front of it.
    """
    about = (sentences.file_name(report, words), report.sheet)
    isolation = words.say("isolation: {tier}", tier=report.isolation)
    yield Text(" · ".join([*about, isolation]) + "\n")
    whole = [failure for failure in report.loading if failure.is_whole]
    yield from (Text(f"{_loading(each, report, words)}\n", style=LOST) for each in whole)
    yield _table(report, words)
    for failure in report.loading:
        if not failure.is_whole:
            yield Text(f"\n{_loading(failure, report, words)}", style=LOST)
    for said in sentences.never_called(report, words):
        yield Text(f"\n{said}", style=LOST)
    for mark in report.marks:
        yield from feedback(mark, words)
    yield from _asides(sentences.absences(report, words))
    yield from _asides(sentences.not_asked(report, words))
    yield from _asides([*sentences.remarks(report, words), *warnings_text(report, words)])
    yield from _asides(printed_lines(report, words), style="")
    yield Text(f"\n{sentences.total(report, words)}", style="bold")
    if further := sentences.next_step(report, asked, words, option):
        yield Text(further)


def _table(report: Report, words: Language) -> Table:
    """The questions, a line each: where there is no room, the end of what was lost is left out."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(words.say("Question"), no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column(words.say("Points"), justify="right", no_wrap=True)
    table.add_column("")
    for mark in report.marks:
        table.add_row(
            mark.question,
            Text(words.sheet(mark.title)),
            f"{mark.earned}/{mark.possible}",
            Text(
                sentences.state(mark, words), style=style(mark), no_wrap=True, overflow="ellipsis"
            ),
        )
    total = Text(words.say("Total"), style="bold")
    table.add_row("", total, f"{report.earned}/{report.possible}", "")
    return table


def style(mark: Mark) -> str:
    """The colour of a question: of what is right, open, or lost."""
    if mark.is_full:
        return STYLES[Outcome.PASSED]
    return STYLES[Outcome.UNDECIDED] if mark.open else LOST


def feedback(mark: Mark, words: Language = ENGLISH) -> Iterator[Text]:
    """What was lost in one question, and why; nothing about functions that are not there."""
    for number, cause in enumerate(causes(mark)):
        if not number:
            yield Text(f"\n{mark.question} {words.sheet(mark.title)}", style="bold")
        yield from _cause(cause, words)


def _cause(cause: Cause, words: Language) -> Iterator[Text]:
    first = cause.shown
    outcome = words.say(sentences.OUTCOMES[first.outcome])
    cost = sentences.points_text(cause.verdicts, words)
    yield Text.assemble("  ", (first.function, "bold"), f" · {outcome} · {cost}")
    where = sentences.place(first, words)
    found = sentences.message_text(first, words) + (f" ({where})" if where else "")
    seen = sentences.misconception_text(first, words) or found
    for label, text in zip(LABELS, _texts(cause, found, words), strict=True):
        if text:
            yield _field(words.say(label), text, MISTAKE if text == seen else "")


def _texts(cause: Cause, found: str, words: Language) -> tuple[str, ...]:
    """The texts that belong to the labels; few where nothing is known but what it follows from."""
    first, brief = cause.shown, cause.is_follower
    return (
        "\n".join(map(words.sheet, cause.laws)),
        "" if brief else "\n".join(call_lines(first, words)),
        "" if brief else "\n".join(returned_lines(first)),
        found,
        sentences.misconception_text(first, words),
        words.say("may follow from {functions}", functions=first.follows) if first.follows else "",
        "\n".join(map(words.sheet, cause.other_laws)),
    )


def _loading(failure: LoadFailure, report: Report, words: Language) -> str:
    """What failed while loading, with the place that Python points at below it."""
    said = sentences.loading_text(failure, report, words, drawn=True)
    below = "".join(f"\n    {line}" for line in sentences.pointed(failure).splitlines())
    return said + below


def _asides(texts: Iterable[str], style: str = "yellow") -> Iterator[Text]:
    """Lines that belong to no question, apart from what went before."""
    if text := "\n".join(texts):
        yield Text(f"\n{text}", style=style)


def _field(name: str, text: str, style: str = "") -> Text:
    """A labelled text; further lines of it stand below the first."""
    label = f"    {name:<9}"
    below = text.replace("\n", "\n" + " " * len(label))
    return Text.assemble((label, "dim"), (below, style))
