"""
From a submission to a report: what ``grader check`` does, as one call.

The launcher is given, already started: its process takes as long to be ready as the
sheet takes to import, and neither needs the other.
"""

import gc
from collections.abc import Callable, Sequence

from grader.corpus import FILE_NAME, read_corpus
from grader.errors import IsolationUnavailable, SandboxFailed
from grader.grading import Settings, check
from grader.model import Report, Submission
from grader.sandbox.availability import best_tier, works
from grader.sandbox.launch import Launcher, TemplateFailed
from grader.sheet import choose, load_sheet

__all__ = ["check_submission"]


def check_submission(
    submission: Submission,
    launched: Launcher,
    *,
    sheet: str | None = None,
    only: Sequence[str] = (),
    feedback: str = "full",
    budget: float = 2.0,
    isolation: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """
    Grade one submission on the public corpus.

    ``isolation`` names a tier; the best that the machine has without it.  Raises GraderError
    where the sheet or the corpus cannot be used, or no process for the submission can be had.
    """
    progress("the sheet")
    loaded = load_sheet(sheet)
    questions = choose(loaded, only)
    corpus = read_corpus(loaded.folder / FILE_NAME, loaded)
    gc.freeze()  # what is imported stays, so it need not be looked through again and again
    tier = _tier(launched, isolation)
    settings = Settings(tier=tier, feedback=feedback, search_seconds=budget)
    return check(submission, loaded, questions, corpus, launched, settings, progress)


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
