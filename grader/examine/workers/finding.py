"""What became of a submission that was sent to an examiner, and where none can work at all."""

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError
from grader.examine.exposed import assert_closed, exposed
from grader.examine.report_json import ExamResult
from grader.examine.workers import ExaminerFailed, Executor, WorkerLost
from grader.sandbox.isolation.tiers import OWNED
from grader.sandbox.processes.availability import best_tier
from grader.sandbox.processes.launch import launcher
from grader.text import clean

__all__ = ["Refused", "assert_kept", "finding_of", "strongest", "strongest_tier"]

TO_BE_SAID = {
    "owned": "which keeps a submission from your files by their rights alone",
    "limits": "which does not keep a submission from your files",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no submission can be examined here, in words for the person who runs the grader."""

    reason: str


def finding_of(future: "Future[ExamResult | Refused]") -> ExamResult:
    """
    What became of a submission; where its examiner was lost, that.

    Raises GraderError where the examiner cannot work at all.
    """
    try:
        found = future.result()
    except WorkerLost as error:
        return ExamResult(
            problem=clean(f"the examining process was lost over it, twice: {error}. Run it again")
        )
    except ExaminerFailed as error:
        last = str(error).strip().splitlines()[-1:]
        return ExamResult(problem=clean(f"the grader failed on it: {' '.join(last)}"))
    if isinstance(found, Refused):
        raise GraderError(found.reason)
    return found


def strongest_tier() -> str:
    """The strongest isolation that there is where this runs."""
    with launcher() as started:
        return best_tier(started)


def strongest(executor: Executor) -> str:
    """
    The strongest isolation that there is where submissions are examined.

    Raises GraderError where that is only 'owned' or 'limits', which have to be asked for.
    """
    tier: str = executor.submit(strongest_tier).result()
    if tier in TO_BE_SAID:
        raise GraderError(
            f"only isolation {tier!r} can be had here, {TO_BE_SAID[tier]}. "
            f"Run 'grader doctor' to see why, or, if you would run these submissions "
            f"yourself, say --isolation {tier}."
        )
    return tier


def assert_kept(executor: Executor, tier: str, paths: Iterable[Path]) -> None:
    """
    Make sure that submissions, where they are examined, can read none of the paths.

    Raises GraderError where they could: only 'owned' rests on the rights that files have.
    """
    if tier == OWNED:
        assert_closed(executor.submit(_exposed_here, tuple(paths)).result())


def _exposed_here(paths: tuple[Path, ...]) -> tuple[str, ...]:
    with launcher() as started:
        return exposed(started, paths)
