"""
From a file's name to a report: what ``grader check`` does, as one call.

The student's process is started before the sheet is imported, since either takes half a
second and they do not need each other.
"""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path

from grader.collect import read_submission
from grader.errors import IsolationUnavailable, SandboxFailed
from grader.model import Report
from grader.sandbox.availability import best_tier, works
from grader.sandbox.launch import Launcher, TemplateFailed, launcher

__all__ = ["check_file"]


def check_file(
    file: Path,
    *,
    sheet: str | None = None,
    only: Sequence[str] = (),
    feedback: str = "full",
    budget: float = 2.0,
    isolation: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """
    Grade one file.

    ``isolation`` names a tier; the best that the machine has without it.  Raises GraderError
    where the file, the sheet or the corpus cannot be used, or where no process for the
    submission could be had.
    """
    submission = read_submission(file)
    with launcher() as launched:
        progress("the sheet")
        from grader.check import Settings, check
        from grader.corpus import FILE_NAME, read_corpus
        from grader.sheet import choose, load_sheet

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
