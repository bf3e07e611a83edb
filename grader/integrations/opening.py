"""What a grader for programs prepares once: the sheet, its examples, and warm examiners."""

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError
from grader.examine.conditions import marking_conditions
from grader.examine.report_json import ExamResult
from grader.examine.student.told_process import not_started
from grader.examine.workers import ExaminerFailed, Executor, WorkerLost
from grader.examine.workers.finding import Refused, assert_kept, finding_of, strongest
from grader.examine.workers.open import opened_executor
from grader.examine.workers.task import Assignment, examined, made_ready
from grader.integrations.score import Score, nothing_earned, score_of
from grader.integrations.source import NoText, Source, submission_of
from grader.sandbox.isolation.tiers import STRONGEST_FIRST
from grader.sandbox.processes.launch import TemplateFailed, assert_starts
from grader.sheets.private_corpus import Examples, named_examples, public_examples
from grader.sheets.registry import resolved
from grader.sheets.settings import settings_of
from grader.sheets.sheet import Question, Sheet, choose, load_sheet

__all__ = ["Only", "Opened", "Options", "Pending", "opened"]

Only = str | Sequence[str] | None
"""Names of questions, or one; None, and no name at all, stand for the whole sheet."""

FEEDBACK = ("full", "law")
CLOSED = "this grader was closed before it had answered. Open another one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for; see ``grader.Grader``."""

    sheet: str | None = None
    jobs: int = 1
    isolation: str | None = None
    corpus: Path | None = None
    feedback: str = "full"
    budget: float = 2.0

    def __post_init__(self) -> None:
        """Refuse what no grader can be opened with, before anything is started."""
        try:
            assert_starts()
        except TemplateFailed as error:
            raise not_started(error) from None
        if self.jobs < 1:
            raise GraderError(f"jobs={self.jobs} examines nothing. Say 1 or more.")
        if self.budget < 0:
            raise GraderError(f"budget={self.budget:g} is no time. Say 0 for no search.")
        _assert_one_of("isolation", self.isolation, (None, *STRONGEST_FIRST))
        _assert_one_of("feedback", self.feedback, FEEDBACK)


@dataclass(frozen=True, slots=True)
class Pending:
    """A score that is being made, or why it cannot be."""

    questions: Sequence[Question]
    future: "Future[ExamResult | Refused] | None" = None
    made: Score | GraderError | None = None

    def score(self) -> Score:
        """Wait for it; raises GraderError where it cannot be had."""
        if isinstance(self.made, GraderError):
            raise self.made
        if self.made is not None:
            return self.made
        assert self.future is not None
        try:
            return score_of(finding_of(self.future), self.questions)
        except CancelledError:
            raise GraderError(CLOSED) from None

    def cancel(self) -> None:
        """Drop it, where nobody has begun with it."""
        if self.future is not None:
            self.future.cancel()


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet, and the examiners that wait for submissions to it."""

    sheet: Sheet
    assignment: Assignment
    executor: Executor

    def questions(self, only: Only) -> tuple[Question, ...]:
        """The questions that are named, all of them for none; raises NoSuchQuestion."""
        return choose(self.sheet, (only,) if isinstance(only, str) else only or ())

    def begin(self, source: Source, questions: Sequence[Question]) -> Pending:
        """Have a submission examined."""
        try:
            submission = submission_of(source)
        except GraderError as unreadable:
            return Pending(questions, made=unreadable)
        if isinstance(submission, NoText):
            return Pending(questions, made=nothing_earned(submission.reason, questions))
        ids = tuple(question.id for question in questions)
        try:
            future = self.executor.submit(examined, self.assignment, submission, ids)
        except RuntimeError:  # it takes nothing any more
            raise GraderError(CLOSED) from None
        return Pending(questions, future)


@contextmanager
def opened(options: Options) -> Iterator[Opened]:
    """
    All that submissions are scored with, warm; ended with the block.

    Raises GraderError where the sheet, its corpus or the isolation cannot be had.
    """
    limits = settings_of(options.sheet).limits
    with ExitStack() as running:
        executor = running.enter_context(
            opened_executor(None, options.jobs, options.budget, limits)
        )
        tier = options.isolation or strongest(executor)
        if options.corpus is not None:
            assert_kept(executor, tier, [options.corpus])
        sheet = load_sheet(options.sheet)
        examples = _examples(sheet, options.corpus)
        assignment = _assignment(sheet, examples, tier, options)
        _make_ready(executor, assignment)
        yield Opened(sheet, assignment, executor)


def _examples(sheet: Sheet, corpus: Path | None) -> Examples:
    return public_examples(sheet) if corpus is None else named_examples(corpus, sheet)


def _assignment(sheet: Sheet, examples: Examples, tier: str, options: Options) -> Assignment:
    conditions = marking_conditions(
        *(sheet, sheet.questions, examples.corpus),
        tier=tier,
        feedback=options.feedback,
        budget=options.budget,
    )
    return Assignment(conditions, examples.content, resolved(options.sheet), is_awaited=True)


def _make_ready(executor: Executor, assignment: Assignment) -> None:
    """Start every examiner; each takes one of the tasks, since none is done before all have one."""
    for future in [executor.submit(made_ready, assignment) for _ in range(executor.slots)]:
        try:
            refused = future.result()
        except (WorkerLost, ExaminerFailed) as error:
            last = " ".join(str(error).strip().splitlines()[-1:])
            raise GraderError(f"no examiner could be started: {last}. Try it again.") from None
        if isinstance(refused, Refused):
            raise GraderError(refused.reason)


def _assert_one_of(what: str, value: str | None, known: Sequence[str | None]) -> None:
    if value not in known:
        names = ", ".join(repr(each) for each in known if each is not None)
        raise GraderError(f"there is no {what} {value!r}. Choose from: {names}.")
