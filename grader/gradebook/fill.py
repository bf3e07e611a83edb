"""
A class, from submissions to stored results.

What is known already is not examined.  The rest streams through an executor, a little of it at a
time, and every result is stored when it comes: whoever stops this at any instant loses only
what was under way, and the memory that it takes does not depend on the size of the class.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace

from grader.examine.workers import AHEAD, Executor
from grader.examine.workers.finding import Refused, finding_of
from grader.examine.workers.task import Assignment, examined
from grader.gradebook import ExamResult, Gradebook, Key

__all__ = ["Tally", "fill"]

TICK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Tally:
    """
    How far a run is.

    Attributes
    ----------
    total : int
        Submissions to examine in this run; those that are known already do not count.
    done : int
    problems : int
        Those of ``done`` on which our own machinery failed.
    """

    total: int
    done: int = 0
    problems: int = 0


def fill(
    book: Gradebook,
    run: int,
    assignment: Assignment,
    executor: Executor,
    progress: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """
    Examine and store what is missing in a run; ``progress`` is told now and then.

    Raises GraderError where an examiner cannot work at all.  When it is interrupted, what is done
    has been stored.
    """
    waiting = deque(book.missing(run))
    tally = Tally(len(waiting))
    shared = executor.share(assignment) if waiting else None
    under_way: dict[Future[ExamResult | Refused], Key] = {}
    try:
        while waiting or under_way:
            while waiting and len(under_way) < AHEAD * max(executor.slots, 1):
                key = waiting.popleft()
                under_way[executor.submit(examined, shared, book.submission(key))] = key
            done, _ = wait(under_way, TICK_SECONDS, FIRST_COMPLETED)
            for future in done:
                tally = _stored(book, run, under_way.pop(future), finding_of(future), tally)
            progress(tally)
    finally:
        for future, key in under_way.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                finding = future.result()
                if isinstance(finding, ExamResult):
                    book.store(run, key, finding)
    return tally


def _stored(book: Gradebook, run: int, key: Key, finding: ExamResult, tally: Tally) -> Tally:
    book.store(run, key, finding)
    problems = tally.problems + bool(finding.problem)
    return replace(tally, done=tally.done + 1, problems=problems)
