"""
``grader grade`` as one call: collect, examine what is missing, store, report.

Everything that is done once for a class is put together here; what is done for each submission is
in ``pipeline``.
"""

import contextlib
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from grader.class_results import ClassResults
from grader.collect import Collected, collect
from grader.commands.class_progress import class_progress
from grader.commands.terminal import progress
from grader.errors import GraderError
from grader.examine.check import Settings
from grader.examine.conditions import settings_text, source_digest
from grader.examine.versions import versions
from grader.examine.workers import Executor, Processes
from grader.examine.workers.task import Assignment, strongest_tier
from grader.gradebook import Conditions, Gradebook, Occasion, open_book
from grader.gradebook.entries import headings
from grader.gradebook.fill import fill
from grader.sandbox.limits import Limits
from grader.sheets.private_corpus import Examples, named_examples, private_examples, public_examples
from grader.sheets.sheet import Sheet, choose, load_sheet
from grader.text import several

__all__ = ["Wishes", "graded", "occasion_of", "opened_executor", "summary"]

BELOW_SEALED = "limits"
LOCK = ".grading"
SLACK_SECONDS = 120.0  # beyond all that a submission's own clocks allow


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was asked for on the command line; see there."""

    out: Path = Path("grades")
    corpus: Path | None = None
    public: bool = False
    jobs: int = 1
    isolation: str | None = None
    dask: str | None = None
    only: tuple[str, ...] = ()
    feedback: str = "full"
    budget: float = 2.0
    sheet: str | None = None


def graded(submissions: Sequence[Path], roster: Path | None, wishes: Wishes) -> Iterator[str]:
    """
    Grade a class; what there is to say about it, line by line.

    Raises GraderError where it cannot be done, KeyboardInterrupt where it was stopped; what is
    done has been stored by then.
    """
    with _stopped_politely():
        collected = collect(submissions, roster)
        yield from collected.remarks
        if not collected.entries:
            raise GraderError(
                "there is nothing to grade there. Name files, a folder with one file or folder for "
                "each student, or the archive that the platform gave you."
            )
        sheet = load_sheet(wishes.sheet)
        with _alone_in(wishes.out):
            examples = _examples(sheet, wishes)
            if examples.remark:
                yield examples.remark
            with open_book(wishes.out / "gradebook.db", new=True) as book:
                yield from _marked(book, collected, sheet, examples, wishes)
                results = book.results()
                _write(results, wishes.out)
                yield from summary(results, wishes.out)


def _marked(
    book: Gradebook, collected: Collected, sheet: Sheet, examples: Examples, wishes: Wishes
) -> Iterator[str]:
    """Examine and store what is missing."""
    with opened_executor(wishes.dask, wishes.jobs, wishes.budget) as executor:
        tier = wishes.isolation or _strongest(executor)
        occasion = occasion_of(sheet, examples, wishes, tier)
        run = book.begin(occasion, collected.entries, collected.remarks)
        known = len(collected.entries) - len(book.missing(run))
        if known and book.run(run).number > 1:
            yield f"{known} of {len(collected.entries)} need not be examined again."
        assignment = Assignment(occasion.conditions, examples.content, occasion.source)
        with class_progress() as tell:
            fill(book, run, assignment, executor, tell)
    book.finish(run)


def occasion_of(sheet: Sheet, examples: Examples, wishes: Wishes, tier: str) -> Occasion:
    """The run that was wished for, under this isolation."""
    questions = choose(sheet, wishes.only)
    settings = Settings(
        tier=tier, feedback=wishes.feedback, search_seconds=wishes.budget, capped=False
    )
    conditions = Conditions(
        sheet=sheet.name,
        sheet_digest=source_digest(sheet),
        corpus=examples.corpus.digest,
        seed_digest=examples.corpus.header.seed_digest,
        settings=settings_text(settings, questions, versions()),
    )
    return Occasion(
        conditions=conditions,
        corpus=examples.content,
        corpus_kind=examples.kind,
        source=_source(wishes.sheet),
        title=sheet.title,
        headings=headings(sheet, questions),
    )


def _source(sheet: str | None) -> str:
    """How an examiner, which may start elsewhere, loads the sheet."""
    return str(Path(sheet).resolve()) if sheet and Path(sheet).is_dir() else sheet or ""


def _examples(sheet: Sheet, wishes: Wishes) -> Examples:
    if wishes.public:
        return public_examples(sheet)
    if wishes.corpus is not None:
        return named_examples(wishes.corpus, sheet)
    with progress() as tell:
        return private_examples(sheet, wishes.out, tell)


def _strongest(executor: Executor) -> str:
    tier: str = executor.submit(strongest_tier).result()
    if tier == BELOW_SEALED:
        raise GraderError(
            "only isolation 'limits' can be had here, which does not keep a submission from your "
            "files. Run 'grader doctor' to see why, or, if you would run these submissions "
            "yourself, say --isolation limits."
        )
    return tier


@contextlib.contextmanager
def opened_executor(dask: str | None, jobs: int, budget: float) -> Iterator[Executor]:
    """Examiners on the cluster, or on this machine; ended with the block."""
    limits = Limits()
    seconds = limits.submission_seconds + limits.advice_seconds + budget + SLACK_SECONDS
    executor: Executor
    if dask is not None:
        from grader.examine.workers.dask import Cluster

        executor = Cluster(dask, seconds)
    else:
        executor = Processes(jobs, seconds)
    try:
        yield executor
    finally:
        executor.close()


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Have the folder to ourselves; the lock ends with the process, however that ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=0).acquire()
    except Timeout:
        raise GraderError(
            f"another 'grader grade' is at work in {folder}. Wait until it has finished, or name "
            f"another folder with --out."
        ) from None
    except OSError as error:
        raise GraderError(
            f"cannot write into the folder {folder} ({error.strerror}). Name another with --out."
        ) from error
    with lock:
        yield


def _write(results: ClassResults, out: Path) -> None:
    from grader.report.export import write_all

    write_all(results, out)


def summary(results: ClassResults, out: Path) -> Iterator[str]:
    """What became of a class, in a few lines."""
    rows = results.rows
    marked = [row for row in rows if not row.problem]
    problems = len(rows) - len(marked)
    open_ = sum(row.open > 0 for row in marked)
    yield (
        f"{several(len(rows), 'submission')}: {len(marked)} marked"
        + (f", {open_} of them with open points" if open_ else "")
        + (f", {problems} with a problem" if problems else "")
        + f"; {results.corpus_kind} corpus, isolation {results.isolation}."
    )
    if open_:
        yield "Points stay open where our own machinery failed; the same command tries those again."
    yield f"Wrote {out / 'report.html'}, marks.csv, marks.json and feedback/."


@contextlib.contextmanager
def _stopped_politely() -> Iterator[None]:
    """A request to end, as a system that shuts down makes, is taken like Ctrl-C."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
