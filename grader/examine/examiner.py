"""
From a submission to a report: what ``grader check`` does, as one call.

The launcher is given, already started: its process takes as long to be ready as the
sheet takes to import, and neither needs the other.  Who grades again and again keeps what was
prepared: the sheet, its corpus and the isolation stay the same.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.errors import IsolationUnavailable, SandboxFailed
from grader.examine.check import Settings, check
from grader.examine.feedback.hint_levels import EXAMPLE
from grader.examine.recorded_answers import read_transcript
from grader.model import Report, Submission
from grader.sandbox.processes.availability import best_tier, works
from grader.sandbox.processes.launch import Launcher, TemplateFailed
from grader.sheets.corpus import FILE_NAME, Corpus, read_corpus
from grader.sheets.sheet import Question, Sheet, choose, load_sheet

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that grading takes but the submission: for one after the other."""

    sheet: Sheet
    questions: tuple[Question, ...]
    corpus: Corpus
    launched: Launcher
    settings: Settings

    def check(
        self,
        submission: Submission,
        questions: Sequence[Question] | None = None,
        progress: Callable[[str], None] = lambda _: None,
        marked: Callable[[Report], None] = lambda _: None,
    ) -> Report:
        """Grade these questions, or all that were chosen; see ``grader.examine.check.check``."""
        asked = self.questions if questions is None else questions
        return check(
            submission,
            self.sheet,
            asked,
            self.corpus,
            self.launched,
            self.settings,
            progress,
            marked,
        )


def prepare(
    launched: Launcher,
    *,
    sheet: str | None = None,
    only: Sequence[str] = (),
    feedback: str = "full",
    budget: float = 2.0,
    isolation: str | None = None,
    hint: int = EXAMPLE,
    progress: Callable[[str], None] = lambda _: None,
) -> Prepared:
    """
    A sheet with its public corpus, ready to be graded on.

    ``isolation`` names a tier; the best that the machine has without it.  ``hint`` says how much
    is told, which the sheet may cap.  Raises GraderError where the sheet or the corpus cannot be
    used, or no process for the submission can be had.
    """
    progress("the sheet")
    loaded = load_sheet(sheet)
    questions = choose(loaded, only)
    corpus = read_corpus(loaded.folder / FILE_NAME, loaded)
    corpus.scripts.update(read_transcript(loaded, corpus.digest))
    gc.freeze()  # what is imported stays, so it need not be looked through again and again
    tier = _tier(launched, isolation)
    settings = Settings(tier=tier, feedback=feedback, search_seconds=budget, hint=hint)
    return Prepared(loaded, questions, corpus, launched, settings)


def _tier(launched: Launcher, asked: str | None) -> str:
    """The tier asked for, if it can be had; without one, the best."""
    try:
        if asked is None:
            return best_tier(launched)
        if works(launched, asked):
            return asked
    except TemplateFailed as error:
        raise SandboxFailed(str(error)) from error
    raise IsolationUnavailable(asked)
