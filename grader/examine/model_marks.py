"""
The model answers, graded where students' answers are: in a process of their own, over the wire.

A property that holds in the author's process may fail there: a value does not cross, a package is
not to be had, a call takes too long.  Every right submission would then lose the points; so it is
found out before a corpus is written.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from grader.errors import BadSheet
from grader.examine.check import check
from grader.examine.examiner import Examiner, chosen_tier, open_examiner
from grader.examine.settings import Settings
from grader.language import Message
from grader.mark import Outcome, Verdict
from grader.model import Report
from grader.sandbox.processes.launch import Launcher
from grader.sheets.corpus import Corpus
from grader.sheets.derived.bundle import model_submission
from grader.sheets.sheet import Question, Sheet

__all__ = ["assert_full_marks", "author_examiner", "lacking_points"]

SEARCH_SECONDS = 0.5
TRIES = 3


def author_examiner(
    sheet: Sheet,
    corpus: Corpus,
    launched: Launcher,
    questions: Sequence[Question] | None = None,
) -> Examiner:
    """An examiner as a student's self-test has it, on a corpus that need not be written yet."""
    settings = Settings(
        tier=chosen_tier(launched, None, sheet),
        limits=sheet.settings.limits,
        search_seconds=SEARCH_SECONDS,
    )
    return open_examiner(launched, sheet, corpus, settings, questions)


def assert_full_marks(
    examiner: Examiner, progress: Callable[[Message], None] = lambda _: None
) -> None:
    """
    Grade the model answers; raises BadSheet where a point is lost, or open each time.

    Clocks alone leave points open, and run on a busy machine too: so that is tried again.
    """
    settings = replace(examiner.settings, search_seconds=0.0, capped=False)
    sheet = replace(examiner.sheet, settings=replace(examiner.sheet.settings, feedback="full"))
    grading = replace(examiner, settings=settings, sheet=sheet)  # an author is told everything
    submission = model_submission(sheet)
    found = lacking_points(lambda: check(grading, submission, progress=progress))
    if found:
        raise BadSheet(f"{found} Nothing was written.")


def lacking_points(graded: Callable[[], Report]) -> str:
    """
    What the model answers lack, by their report, in a sentence; empty where they have all points.

    ``graded`` makes the report, and is called again where nothing but clocks left points open.
    """
    for _ in range(TRIES):
        short = _short(graded())
        if not short or not short[0][1].outcome.is_open:
            break
    return f"{short[0][0]}/{_told(short[0][1])}" if short else ""


def _short(report: Report) -> list[tuple[str, Verdict]]:
    """The verdicts that do not give all points, those that take some first, with the questions."""
    short = [
        (m.question, v) for m in report.marks for v in m.verdicts if v.outcome is not Outcome.PASSED
    ]
    return sorted(short, key=lambda found: found[1].outcome.is_open)


def _told(verdict: Verdict) -> str:
    call = f", for {' and '.join(verdict.call.splitlines())}" if verdict.call else ""
    gets = f"the model gets 0 of {verdict.points:g}"
    if verdict.outcome.is_open:
        gets = "the model's points stay open"
    return f"{verdict.property}: {gets}: {verdict.message.rstrip('.')}{call}."
