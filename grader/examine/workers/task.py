"""
A unit of work: one submission, and everything that its report depends on, as plain values.

It can be carried to any machine.  What is there is compared with what was meant: a worker with
another version of the sheet or of NumPy would give other marks under the same name.
"""

import gc
import traceback
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError, IsolationUnavailable
from grader.examine.check import check
from grader.examine.conditions import source_digest
from grader.examine.recorded_answers import read_transcript
from grader.examine.report_json import json_text
from grader.examine.versions import versions
from grader.gradebook import Conditions, Finding
from grader.model import Report, Submission
from grader.sandbox.processes.availability import best_tier, works
from grader.sandbox.processes.launch import Launcher, TemplateFailed, launcher
from grader.sheets.corpus import corpus_from
from grader.sheets.sheet import choose, load_sheet
from grader.text import clean

__all__ = ["Assignment", "Refused", "examined", "strongest_tier"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """
    What all submissions of a run have in common.

    Attributes
    ----------
    conditions : Conditions
    corpus : bytes
        The corpus's file.
    source : str
        How the sheet is loaded; empty for the one that is registered.
    """

    conditions: Conditions
    corpus: bytes
    source: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no submission can be examined here, in words for the person who runs the grader."""

    reason: str


class _Desk:
    """An assignment ready to be worked on: sheet, corpus, and a warm template."""

    def __init__(self, assignment: Assignment) -> None:
        wanted = assignment.conditions
        self.assignment = assignment
        self.sheet = load_sheet(assignment.source or None)
        _assert_equal("sheet", wanted.sheet_digest, source_digest(self.sheet))
        _assert_equal("versions", wanted.environment, versions())
        self.questions = choose(self.sheet, wanted.questions)
        self.corpus = corpus_from(assignment.corpus, "of this run", self.sheet)
        self.corpus.scripts.update(read_transcript(self.sheet, self.corpus.digest))
        self.settings = wanted.how()
        self.launcher = self._launched()
        gc.freeze()  # what is there stays, so it need not be looked through again and again

    def _launched(self) -> Launcher:
        self._running = ExitStack()
        started = self._running.enter_context(launcher(thorough=True))
        if not _works(started, self.settings.tier):
            self.close()
            raise IsolationUnavailable(self.settings.tier)
        return started

    def close(self) -> None:
        """End the template."""
        self._running.close()

    def report(self, submission: Submission) -> Report:
        """The report; made again where the template was lost over it, and not the points."""
        report = self._report(submission)
        if report.open and not _works(self.launcher, self.settings.tier):
            self.close()
            self.launcher = self._launched()
            report = self._report(submission)
        return report

    def _report(self, submission: Submission) -> Report:
        return check(
            submission, self.sheet, self.questions, self.corpus, self.launcher, self.settings
        )


_desk: _Desk | None = None


def examined(assignment: Assignment, submission: Submission) -> Finding | Refused:
    """What is found about a submission; whatever happens, an answer."""
    global _desk
    try:
        if _desk is None or _desk.assignment.conditions != assignment.conditions:
            if _desk is not None:
                _desk.close()
                _desk = None
            _desk = _Desk(assignment)
    except (GraderError, TemplateFailed) as error:
        return Refused(str(error))
    except Exception as error:  # a sheet is anybody's Python
        return Refused(f"the sheet cannot be used: {_in_words(error)}")
    try:
        return Finding(json_text(_desk.report(submission)))
    except Exception as error:
        return Finding(problem=f"the grader failed on it: {_in_words(error)}")


def strongest_tier() -> str:
    """The strongest isolation that there is where this runs."""
    with launcher() as started:
        return best_tier(started)


def _works(started: Launcher, tier: str) -> bool:
    try:
        return works(started, tier)
    except TemplateFailed:
        return False


def _in_words(error: Exception) -> str:
    """A fault of ours in a sentence, with the place to look at."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    file = Path(place.filename).name
    return clean(f"{type(error).__name__}: {error} ({file}, line {place.lineno})")


def _assert_equal(what: str, wanted: object, found: object) -> None:
    if wanted != found:
        raise GraderError(
            f"an examiner has another {what} than this run: {_difference(wanted, found)}. "
            f"Install the same on every machine, and do not change the sheet during a run."
        )


def _difference(wanted: object, found: object) -> str:
    if isinstance(wanted, dict) and isinstance(found, dict):
        names = sorted(n for n in wanted | found if wanted.get(n) != found.get(n))
        return ", ".join(f"{n} {found.get(n, 'none')} for {wanted.get(n, 'none')}" for n in names)
    return f"{str(found)[:12]}… for {str(wanted)[:12]}…"
