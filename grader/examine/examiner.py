"""
An examiner: everything that grading takes but the submission.

Whoever grades again and again keeps it: the sheet, its corpus, what is known of right answers and
the isolation stay the same from one submission to the next.  The launcher is given, already
started: its process takes as long to be ready as the sheet takes to import, and neither needs the
other.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from grader.errors import GraderError, IsolationUnavailable
from grader.examine.exposed import assert_closed, exposed, secrets_of
from grader.examine.feedback.hint_levels import EXAMPLE
from grader.examine.known_answers import KnownAnswers
from grader.examine.settings import Settings
from grader.examine.student.told_process import not_started
from grader.examine.transcript import read_transcript
from grader.examine.versions import missing
from grader.language import Message
from grader.sandbox.isolation.tiers import OWNED
from grader.sandbox.processes.availability import best_tier, works
from grader.sandbox.processes.launch import Launcher, TemplateFailed
from grader.sheets.corpus import FILE_NAME, Corpus, read_corpus
from grader.sheets.sheet import Question, Sheet, choose, load_sheet

LIMITS = "limits"

__all__ = ["Examiner", "chosen_tier", "open_examiner", "public_examiner"]


@dataclass(frozen=True, slots=True)
class Examiner:
    """
    What submissions are examined with, one after the other.

    Attributes
    ----------
    sheet : Sheet
    questions : tuple of Question
        Those that are marked, unless ``check`` is told others.
    corpus : Corpus
    known : KnownAnswers
        Right answers that were met before, and in which order they are asked for; it grows, and no
        mark depends on it.
    launched : Launcher
        Starts the submission's process.
    settings : Settings
    """

    sheet: Sheet
    questions: tuple[Question, ...]
    corpus: Corpus
    known: KnownAnswers
    launched: Launcher
    settings: Settings


def open_examiner(
    launched: Launcher,
    sheet: Sheet,
    corpus: Corpus,
    settings: Settings,
    questions: Sequence[Question] | None = None,
) -> Examiner:
    """
    An examiner of all of a sheet's questions, or of these, on a corpus of that sheet.

    Raises GraderError where a package is not installed that submissions may import: no submission
    is to lose marks over it.
    """
    _assert_installed(sheet.settings.packages)
    known = KnownAnswers(*read_transcript(sheet, corpus.digest))
    gc.freeze()  # what is imported stays, so it need not be looked through again and again
    asked = sheet.questions if questions is None else questions
    return Examiner(sheet, tuple(asked), corpus, known, launched, settings)


def public_examiner(
    launched: Launcher,
    *,
    sheet: str | None = None,
    only: Sequence[str] = (),
    feedback: str = "full",
    budget: float = 2.0,
    isolation: str | None = None,
    hint: int = EXAMPLE,
    progress: Callable[[Message], None] = lambda _: None,
) -> Examiner:
    """
    An examiner on a sheet's public corpus, as students have it.

    ``isolation`` names a tier; the best that the machine has without it.  ``hint`` says how much
    is told, which the sheet may cap.  Raises GraderError where the sheet or the corpus cannot be
    used, or no process for the submission can be had.
    """
    progress(Message("the sheet"))
    loaded = load_sheet(sheet)
    questions = choose(loaded, only)
    corpus = read_corpus(loaded.folder / FILE_NAME, loaded)
    settings = Settings(
        limits=loaded.settings.limits, feedback=feedback, search_seconds=budget, hint=hint
    )
    examiner = open_examiner(launched, loaded, corpus, settings, questions)
    # Last: until now the launcher made itself ready.
    tier = chosen_tier(launched, isolation, loaded)
    return replace(examiner, settings=replace(settings, tier=tier))


def _assert_installed(packages: Sequence[str]) -> None:
    if lacking := missing(packages):
        raise GraderError(
            Message(
                "this sheet lets submissions import {names}, which this machine does not have. "
                "Nothing was graded: install it, then run this again.",
                names=", ".join(lacking),
            )
        )


def chosen_tier(launched: Launcher, asked: str | None, sheet: Sheet) -> str:
    """
    The tier asked for, if it can be had; the best without one.  Raises GraderError.

    'owned' cannot be had where a submission could read the sheet in spite of it.
    """
    try:
        if asked is None:
            best = best_tier(launched)
            return LIMITS if best == OWNED and exposed(launched, secrets_of(sheet)) else best
        if works(launched, asked):
            if asked == OWNED:
                assert_closed(exposed(launched, secrets_of(sheet)))
            return asked
    except (TemplateFailed, OSError) as error:
        raise not_started(error) from error
    raise IsolationUnavailable(asked)
