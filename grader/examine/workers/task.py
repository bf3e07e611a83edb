"""
A unit of work: one submission, and everything that its report depends on, as plain values.

It can be carried to any machine.  What is there is compared with what was meant: a worker with
another version of the sheet or of NumPy would give other marks under the same name.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from grader.errors import GraderError, IsolationUnavailable, in_words
from grader.examine.check import check
from grader.examine.conditions import Conditions, source_digest
from grader.examine.examiner import open_examiner
from grader.examine.exposed import assert_closed, exposed, secrets_of
from grader.examine.probe.search import Errand, Finding, probe
from grader.examine.report_json import ExamResult, json_text
from grader.examine.versions import versions
from grader.examine.workers.finding import Refused
from grader.model import Report, Submission
from grader.sandbox.isolation.tiers import OWNED
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.in_turns import InTurns, launchers_in_turns
from grader.sandbox.processes.launch import Launcher, TemplateFailed, launcher
from grader.sheets.corpus import corpus_from
from grader.sheets.sheet import Sheet, choose, load_sheet

__all__ = ["Assignment", "examined", "made_ready", "probed"]


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
    is_awaited : bool
        Whether somebody waits for each submission: processes are then made before they are needed.
    """

    conditions: Conditions
    corpus: bytes
    source: str
    is_awaited: bool = False


class _Workplace:
    """An assignment ready to be worked on: its examiner, and the warm template of that."""

    def __init__(self, assignment: Assignment) -> None:
        wanted = assignment.conditions
        self.assignment = assignment
        sheet = load_sheet(assignment.source or None)
        _assert_equal("sheet", wanted.sheet_digest, source_digest(sheet))
        _assert_equal("versions", wanted.environment, versions(sheet.settings.packages))
        questions = choose(sheet, wanted.questions)
        corpus = corpus_from(assignment.corpus, "of this run", sheet)
        settings = wanted.how()
        launched = self._launched(settings.tier, sheet)
        self.examiner = open_examiner(launched, sheet, corpus, settings, questions)

    def _launched(self, tier: str, sheet: Sheet) -> Launcher:
        self._running = ExitStack()
        packages, materials = sheet.settings.packages, sheet.settings.materials
        started: Launcher = self._running.enter_context(
            launchers_in_turns(packages, materials)
            if self.assignment.is_awaited
            else launcher(packages, materials, thorough=True)
        )
        if not _works(started, tier):
            self.close()
            raise IsolationUnavailable(tier)
        if tier == OWNED:
            self._assert_closed(started, sheet)
        return started

    def _assert_closed(self, started: Launcher, sheet: Sheet) -> None:
        """Refuse to work where a submission could read the sheet."""
        try:
            assert_closed(exposed(started, secrets_of(sheet)))
        except GraderError:
            self.close()
            raise

    def close(self) -> None:
        """End the template."""
        self._running.close()

    def report(self, submission: Submission, only: Sequence[str]) -> Report:
        """The report; made again where the template was lost over it, and not the points."""
        asked = choose(self.examiner.sheet, only) if only else self.examiner.questions
        report, tier = check(self.examiner, submission, asked), self.examiner.settings.tier
        if _has_lost_one(launched := self.examiner.launched) or (
            report.open and not _works(launched, tier)
        ):
            self.close()
            self.examiner = replace(
                self.examiner, launched=self._launched(tier, self.examiner.sheet)
            )
            report = check(self.examiner, submission, asked)
        return report


_workplace: _Workplace | None = None


def made_ready(assignment: Assignment) -> Refused | None:
    """Prepare all that submissions are examined with; why that cannot be, if it cannot."""
    global _workplace
    try:
        if _workplace is None or _workplace.assignment.conditions != assignment.conditions:
            if _workplace is not None:
                _workplace.close()
                _workplace = None
            _workplace = _Workplace(assignment)
    except (GraderError, TemplateFailed) as error:
        return Refused(str(error))
    except Exception as error:  # a sheet is anybody's Python
        return Refused(f"the sheet cannot be used: {in_words(error)}")
    return None


def examined(
    assignment: Assignment, submission: Submission, only: Sequence[str] = ()
) -> ExamResult | Refused:
    """
    What is found about a submission; whatever happens, an answer.

    ``only`` are ids of questions, where not all of the assignment's are asked.
    """
    if (refused := made_ready(assignment)) is not None:
        return refused
    assert _workplace is not None
    try:
        return ExamResult(json_text(_workplace.report(submission, only)))
    except Exception as error:
        return ExamResult(problem=f"the grader failed on it: {in_words(error)}")


def probed(
    assignment: Assignment, submission: Submission, errand: Errand
) -> list[Finding] | Refused:
    """
    Inputs on which a submission fails laws that it holds on the corpus.

    Where the grader itself fails on it there are none: no mark depends on them.
    """
    if (refused := made_ready(assignment)) is not None:
        return refused
    assert _workplace is not None
    try:
        return probe(_workplace.examiner, submission, errand)
    except Exception:
        return []


def _has_lost_one(started: Launcher) -> bool:
    """Whether one of two templates is gone: the other goes on, and a submission may have paid."""
    return isinstance(started, InTurns) and started.has_lost_one


def _works(started: Launcher, tier: str) -> bool:
    each = started.apart() if isinstance(started, InTurns) else [started]
    try:
        return all(works(launched, tier) for launched in each)
    except TemplateFailed:
        return False


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
