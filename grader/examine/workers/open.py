"""Which executor examines a class: processes of this machine, or a cluster."""

import contextlib
from collections.abc import Iterator

from grader.examine.workers import Executor, Processes
from grader.sandbox.limits import Limits

__all__ = ["opened_executor"]

SLACK_SECONDS = 120.0  # beyond all that a submission's own clocks allow


@contextlib.contextmanager
def opened_executor(
    dask: str | None, jobs: int, budget: float, limits: Limits
) -> Iterator[Executor]:
    """Examiners on the cluster, or on this machine; ended with the block."""
    longest = max(limits.submission_seconds, limits.question_seconds)
    seconds = longest + limits.advice_seconds + budget + SLACK_SECONDS
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
