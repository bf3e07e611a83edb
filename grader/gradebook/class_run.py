"""
``grader grade`` as one call: collect, examine what is missing, store, report.

Everything that is done once for a class is put together here; what is done for each submission is
in ``grader.examine.workers.task``.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from filelock import FileLock, Timeout

from grader.class_results import ABSENT, ClassResults, Row
from grader.collect import Collected, collect
from grader.errors import GraderError
from grader.examine.conditions import marking_conditions
from grader.examine.workers import Executor
from grader.examine.workers.finding import assert_kept, strongest
from grader.examine.workers.open import opened_executor
from grader.examine.workers.task import Assignment
from grader.gradebook import FILE_NAME, Gradebook, Occasion, open_book
from grader.gradebook.entries import headings
from grader.gradebook.fill import Tally, fill
from grader.gradebook.model_first import assert_model_earns_all
from grader.gradebook.probing import discovered, told, written
from grader.sandbox.isolation.tiers import OWNED
from grader.sheets.packs.whole import assert_whole
from grader.sheets.private_corpus import (
    Examples,
    Prove,
    named_examples,
    private_examples,
    public_examples,
)
from grader.sheets.registry import resolved
from grader.sheets.sheet import Sheet, choose, load_sheet
from grader.text import clean, several

__all__ = ["GradeOptions", "Watched", "grade_class", "occasion_of", "summary"]

ADDED = "added"  # of a sheet's setting WRITTEN
LOCK = ".grading"
OWNERS_FOLDER, COMMON_FOLDER = 0o700, 0o777
PUBLIC_PACK = (
    "This pack holds the public examples, which students have at home. For marks that nobody can "
    "learn by heart, make one with 'grader pack --private'."
)
MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeOptions:
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
    written: bool = False
    probe: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """
    What is shown and written on the way, by whoever has a terminal and a folder for it.

    Attributes
    ----------
    drawing : callable
        A context that gives what to tell the names of properties to, while examples are drawn.
    examining : callable
        A context that gives what to tell a ``Tally`` to.
    write : callable
        Writes the results into the folder of the run.
    """

    drawing: Callable[[], AbstractContextManager[Callable[[str], None]]]
    examining: Callable[[], AbstractContextManager[Callable[[Tally], None]]]
    write: Callable[[ClassResults, Path], object]


def grade_class(
    submissions: Sequence[Path], roster: Path | None, options: GradeOptions, watched: Watched
) -> Iterator[str]:
    """
    Grade a class; what there is to say about it, line by line.

    Raises GraderError where it cannot be done, KeyboardInterrupt where it was stopped; what is
    done has been stored by then.
    """
    collected = collect(submissions, roster)
    yield from collected.remarks
    if not collected.entries:
        raise GraderError(
            "there is nothing to grade there. Name files, a folder with one file or folder for "
            "each student, or the archive that the platform gave you."
        )
    sheet = load_sheet(options.sheet)
    if options.probe:
        assert_whole(sheet, "grade --probe")
    limits, spent = sheet.settings.limits, options.budget + options.probe
    with (
        _alone_in(options.out, OWNERS_FOLDER if options.isolation == OWNED else COMMON_FOLDER),
        opened_executor(options.dask, options.jobs, spent, limits) as executor,
    ):
        tier = cache(partial(_tier, executor, submissions, options))
        prove = partial(_prove, executor, sheet, options, tier)
        examples = _examples(sheet, options, watched, prove)
        if examples.remark:
            yield examples.remark
        occasion = occasion_of(sheet, examples, options, tier())
        assignment = Assignment(occasion.conditions, examples.content, occasion.source)
        with open_book(options.out / FILE_NAME, new=True) as book:
            yield from _marked(book, collected, occasion, assignment, executor, watched)
            results = book.results()
            watched.write(results, options.out)
            yield from summary(results, options.out)
            if options.probe:
                with watched.drawing() as tell:
                    found = discovered(book, results, assignment, executor, options.probe, tell)
                yield from told(found, results)
                yield written(found, sheet, options.out)


def _marked(
    book: Gradebook,
    collected: Collected,
    occasion: Occasion,
    assignment: Assignment,
    executor: Executor,
    watched: Watched,
) -> Iterator[str]:
    """Examine and store what is missing."""
    run = book.begin(occasion, collected.entries, collected.remarks)
    known = len(collected.entries) - len(book.missing(run))
    if known and book.run(run).number > 1:
        yield f"{known} of {len(collected.entries)} need not be examined again."
    with watched.examining() as tell:
        fill(book, run, assignment, executor, tell)
    book.finish(run)


def _prove(
    executor: Executor,
    sheet: Sheet,
    options: GradeOptions,
    tier: Callable[[], str],
    examples: Examples,
) -> None:
    """Raise BadSheet where the model answers do not get every point on new examples."""
    conditions = marking_conditions(
        *(sheet, sheet.questions, examples.corpus),
        tier=tier(),
        feedback=options.feedback,
        budget=options.budget,
    )
    assert_model_earns_all(executor, sheet, conditions, examples, options.sheet)


def occasion_of(sheet: Sheet, examples: Examples, options: GradeOptions, tier: str) -> Occasion:
    """The run that was asked for, under this isolation."""
    questions = choose(sheet, options.only)
    heads = headings(sheet, questions)
    has_rubric = any(each.rubric for each in heads)
    may_lack_one = sheet.pack is not None or bool(options.only)  # which the whole sheet has
    is_said = sheet.settings.written == ADDED and (has_rubric or not may_lack_one)
    if (written := options.written or is_said) and not has_rubric:
        raise GraderError(
            "there are no written answers to add: the sheet has no rubric for these questions. "
            "Write it into its rubric.toml, or leave --written and WRITTEN out."
        )
    conditions = marking_conditions(
        *(sheet, questions, examples.corpus),
        tier=tier,
        feedback=options.feedback,
        budget=options.budget,
    )
    return Occasion(
        conditions=conditions,
        corpus=examples.content,
        corpus_kind=examples.kind,
        source=resolved(options.sheet),
        title=sheet.title,
        headings=heads,
        written=written,
    )


def _tier(executor: Executor, submissions: Sequence[Path], options: GradeOptions) -> str:
    """The isolation that was asked for, or the strongest, where it keeps what lies around."""
    tier = options.isolation or strongest(executor)
    named = [] if options.corpus is None else [options.corpus]
    assert_kept(executor, tier, [options.out, *submissions, *named])
    return tier


def _examples(sheet: Sheet, options: GradeOptions, watched: Watched, prove: Prove) -> Examples:
    if options.public:
        return public_examples(sheet)
    if options.corpus is not None:
        return named_examples(options.corpus, sheet)
    if sheet.pack is not None:
        own = public_examples(sheet)
        return replace(own, remark=PUBLIC_PACK) if own.kind == "public" else own
    with watched.drawing() as tell:
        return private_examples(sheet, options.out, tell, prove)


@contextlib.contextmanager
def _alone_in(folder: Path, mode: int) -> Iterator[None]:
    """
    Have the folder to ourselves; the lock ends with the process, however that ends.

    ``mode`` are its rights where it is made for this.
    """
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
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


def summary(results: ClassResults, out: Path) -> Iterator[str]:
    """What became of a class, in a few lines."""
    rows = results.rows
    marked = [row for row in rows if not row.problem]
    absent = sum(row.problem == ABSENT for row in rows)
    problems = len(rows) - len(marked) - absent
    open_ = sum(row.open > 0 for row in marked)
    yield (
        (f"{len(rows):,} people, {absent} of them {ABSENT}; " if absent else "")
        + f"{several(len(rows) - absent, 'submission')}: {len(marked)} marked"
        + (f", {open_} of them with open points" if open_ else "")
        + (f", {problems} with a problem" if problems else "")
        + f"; {results.corpus_kind} corpus, isolation {results.isolation}."
    )
    yield from _problems(rows)
    if waiting := sum(row.waiting > 0 for row in marked):
        yield (
            f"{several(waiting, 'submission')} with written answers that nobody has marked yet: "
            f"they count as 0 so far. Mark them with: grader report {out} --rubric-csv FILE"
        )
    if open_:
        yield (
            "Points stay open where time ended or our own machinery failed; "
            "the same command tries those again."
        )
    yield f"Wrote {out / 'report.html'}, marks.csv, marks.json and feedback/."


def _problems(rows: Sequence[Row]) -> Iterator[str]:
    """Who has no marks and why, where somebody handed something in; the first of them."""
    found = [row for row in rows if row.problem not in ("", ABSENT)]
    for row in found[:MOST_PROBLEMS]:
        yield f"{clean(row.folder)} has no marks: {clean(row.problem, 1_000)}"
    if len(found) > MOST_PROBLEMS:
        yield f"… and {len(found) - MOST_PROBLEMS} more; report.html lists them all."
