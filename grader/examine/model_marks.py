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
from grader.mark import Outcome, Verdict
from grader.sandbox.processes.launch import Launcher
from grader.sheets.corpus import Corpus
from grader.sheets.derived.bundle import model_submission
from grader.sheets.sheet import Question, Sheet

__all__ = ["assert_full_marks", "author_examiner"]

SEARCH_SECONDS = 0.5


def author_examiner(
    sheet: Sheet,
    corpus: Corpus,
    launched: Launcher,
    questions: Sequence[Question] | None = None,
) -> Examiner:
    """An examiner as a student's self-test has it, on a corpus that need not be written yet."""
    settings = Settings(
        tier=chosen_tier(launched, None),
        limits=sheet.settings.limits,
        search_seconds=SEARCH_SECONDS,
    )
    return open_examiner(launched, sheet, corpus, settings, questions)


def assert_full_marks(examiner: Examiner, progress: Callable[[str], None] = lambda _: None) -> None:
    """Grade the model answers; raises BadSheet where a point is lost or open."""
    settings = replace(examiner.settings, search_seconds=0.0, capped=False)
    submission = model_submission(examiner.sheet)
    report = check(replace(examiner, settings=settings), submission, progress=progress)
    for mark in report.marks:
        for verdict in mark.verdicts:
            if verdict.outcome is not Outcome.PASSED:
                raise BadSheet(f"{mark.question}/{_told(verdict)} Nothing was written.")


def _told(verdict: Verdict) -> str:
    call = f", for {' and '.join(verdict.call.splitlines())}" if verdict.call else ""
    gets = "open" if verdict.outcome.is_open else f"0 of {verdict.points:g}"
    return f"{verdict.property}: the model gets {gets}: {verdict.message}{call}."
