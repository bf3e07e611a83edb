"""
The class on one page: what it earned, what it did not understand, and everybody's marks.

For the person who teaches.  One file without a network, so it can be mailed, archived and opened
from a disk; with a class of ten thousand it is still handed on in pieces.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from grader.class_results import ABSENT, ClassResults, Heading, Row
from grader.report.classes.figures import (
    Bin,
    QuestionFigures,
    bins,
    question_figures,
    written_figures,
)
from grader.report.classes.item_analysis import Item, Spread, spread
from grader.report.classes.losses import Loss, losses, misunderstandings
from grader.report.guarantees import GUARANTEES
from grader.report.html import described, plots
from grader.report.html.pages import DETAILS, count, page
from grader.report.html.students import STATES, lines, state
from grader.report.html.task import chosen_ideas
from grader.report.rounding import figure

__all__ = ["CORPORA", "class_html"]

WORST = 10
COMMONEST = 20
PAGE_ROWS = 200
CORPORA = {
    "private": "a private corpus, drawn from a secret seed: nobody has seen its examples",
    "public": "the public corpus, which students have at home: marks on it can be memorised",
    "named": "a corpus that was named when the class was graded",
}
# The customary reading of the discrimination index: R. Ebel and D. Frisbie, Essentials of
# Educational Measurement, 5th edition, 1991, ch. 13.
TELLS_ENOUGH = 0.2
POOR = "poor"
BACKWARDS = "backwards: look at it again"


def class_html(results: ClassResults, feedback: Callable[[Row], str] | None) -> Iterator[str]:
    """
    The class report, as the pieces of one self-contained page.

    Parameters
    ----------
    results : ClassResults
        The rows are shown in their order.
    feedback : callable or None
        From a row to the link to its feedback page, relative to the report; ``""`` for none.
    """
    marked = [row for row in results.rows if not row.problem]
    figures = question_figures(results.questions, marked)
    lost = losses(results.questions, marked)
    return page(
        "class.html",
        scripts=(DETAILS, "students.js"),
        results=results,
        corpus=CORPORA.get(results.corpus_kind, results.corpus_kind),
        guarantee=GUARANTEES.get(results.isolation, ""),
        marked=len(marked),
        absent=sum(row.problem == ABSENT for row in results.rows),
        states=Counter(state(row) for row in results.rows),
        state_names=STATES,
        open_points=sum(row.open for row in marked),
        **_totals(marked, results.possible),
        **_questions(figures),
        lost=lost,
        worst=_worst(results.questions, lost),
        ideas=chosen_ideas,
        misunderstandings=misunderstandings(marked)[:COMMONEST],
        written=written_figures(results.questions, marked),
        remarked=[row for row in results.rows if row.problem or row.notes],
        unmarked=sum(bool({*r.written} - {m.question for m in r.rubric}) for r in marked),
        lines=lines(results, feedback),
        named=any(row.name for row in results.rows),
        page_rows=PAGE_ROWS,
    )


def _totals(marked: Sequence[Row], possible: float) -> dict[str, Any]:
    totals = [row.earned for row in marked]
    found, sorted_in = spread(totals), bins(totals, max([possible, *totals]))
    plot = _totals_plot(found, sorted_in) if found else Markup()
    return {"spread": found, "bins": sorted_in, "totals_plot": plot}


def _totals_plot(found: Spread, sorted_in: Sequence[Bin]) -> Markup:
    said = described.totals(found, sorted_in)
    bars = [
        (each.label, each.submissions, f"{each.label} points: {count(each.submissions)}")
        for each in sorted_in
    ]
    return plots.histogram("totals-plot", "Submissions by their total", said, bars)


def _questions(figures: Sequence[QuestionFigures]) -> dict[str, Any]:
    return {
        "figures": figures,
        "questions_plot": _questions_plot(figures),
        "items_plot": _discrimination_plot(figures),
        "reading": _reading,
        "read": any(_reading(each.item) for each in figures),
    }


def _questions_plot(figures: Sequence[QuestionFigures]) -> Markup:
    """How many earned all of a question, some of it, and none of it."""
    bars = [_parts(each) for each in figures if each.submissions]
    if not bars:
        return Markup()
    title, said = "Submissions with all points of a question, some and none", described.shares(bars)
    return plots.stacked_bars("questions-plot", title, said, bars, (0, 25, 50, 75, 100))


def _parts(figures: QuestionFigures) -> plots.Stack:
    some = figures.submissions - figures.full - figures.none
    counts = (figures.full, some, figures.none)
    shares = tuple(100 * n / figures.submissions for n in counts)
    tips = tuple(
        f"{figures.heading.title}: {count(n)} with {words}"
        for n, words in zip(counts, ("all points", "some", "none"), strict=True)
    )
    return figures.heading.id, shares, tips


def _discrimination_plot(figures: Sequence[QuestionFigures]) -> Markup:
    bars = [
        (f.heading.id, r, f"{f.heading.title}: {figure(r)}")
        for f in figures
        if (r := f.item.discrimination) is not None
    ]
    if not bars:
        return Markup()
    low = min(value for _, value, _ in bars)
    ticks = (*((-1, -0.8, -0.6, -0.4, -0.2) if low < 0 else ()), 0, 0.2, 0.4, 0.6, 0.8, 1)
    title = "Correlation of each question with the rest of the sheet"
    return plots.lying_bars("items-plot", title, described.discriminations(bars), bars, ticks)


def _worst(
    questions: Sequence[Heading], lost: Mapping[str, Sequence[Loss]]
) -> list[tuple[int, Loss]]:
    """The properties that the largest shares lost, each with its question's number, from 1."""
    some = [
        (place, each)
        for place, question in enumerate(questions, start=1)
        for each in lost[question.id]
        if each.lost
    ]
    return sorted(some, key=lambda found: -(found[1].share or 0))[:WORST]


def _reading(item: Item) -> str:
    """What is to be said of an item that tells little; nothing of one that is as it should be."""
    if item.discrimination is None:
        return ""
    if item.discrimination >= TELLS_ENOUGH:
        return ""
    return POOR if item.discrimination >= 0 else BACKWARDS
