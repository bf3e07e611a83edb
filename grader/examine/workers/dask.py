"""
Examiners on a cluster: the scheduling, the retries and who belongs to it are Dask's.

A worker needs nothing but this package and the sheet.  Each of its threads keeps one examining
process, as on one machine, so a submission meets the same circumstances wherever it is marked.  The
work of a worker that is lost is done by another.
"""

import functools
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from grader.errors import GraderError
from grader.examine.workers.worker_process import ExaminerFailed, OwnProcesses, WorkerLost

__all__ = ["Cluster"]

T = TypeVar("T")
PATIENCE_SECONDS = 15.0


class Cluster:
    """An executor on the Dask cluster whose scheduler has this address."""

    def __init__(self, address: str, seconds: float | None = None) -> None:
        try:
            from distributed import Client
        except ModuleNotFoundError:
            raise GraderError(
                "a cluster needs Dask. Install it with: pip install 'grader[dask]'"
            ) from None
        connect: Any = Client  # whose methods have no types
        try:
            self._client = connect(address, timeout=PATIENCE_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise GraderError(
                f"there is no Dask scheduler at {address} ({error}). Start one with "
                f"'dask scheduler', and workers with 'dask worker ADDRESS'."
            ) from error
        self._executor = self._client.get_executor(pure=False)
        self._seconds = seconds
        self._kept: list[Any] = []
        if not self.slots:
            self.close()
            raise GraderError(
                f"the cluster at {address} has no workers. Start some with 'dask worker {address}'."
            )

    @property
    def slots(self) -> int:
        """How many run at the same time, now: workers may come and go."""
        return sum(self._client.nthreads().values())

    def share(self, value: T) -> Any:
        """The value as the result of a task, so that it can be had again when a worker is lost."""
        held = self._client.submit(_same, value, pure=False)
        self._kept.append(held)
        return held

    def submit(self, function: Any, /, *arguments: Any) -> "Future[Any]":
        """A future of the function's result, as in ``Executor``."""
        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        inner = self._executor.submit(_on_worker, self._seconds, function, *arguments)
        inner.add_done_callback(functools.partial(_hand_on, outer))
        return outer

    def close(self) -> None:
        """Drop what is waiting, and hang up; the cluster goes on."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _hand_on(outer: "Future[Any]", inner: "Future[Any]") -> None:
    """What Dask says of a lost worker in our own words."""
    if inner.cancelled():
        outer.set_exception(CancelledError())
    elif (error := inner.exception()) is None:
        outer.set_result(inner.result())
    elif isinstance(error, (WorkerLost, ExaminerFailed)):
        outer.set_exception(error)
    else:
        outer.set_exception(WorkerLost(f"{type(error).__name__}: {error}"))


def _same(value: T) -> T:
    return value


@functools.cache
def _examiners(seconds: float | None) -> OwnProcesses:
    """Those of this worker; they end when it does."""
    return OwnProcesses(seconds)


def _on_worker(seconds: float | None, function: Callable[..., Any], *arguments: Any) -> Any:
    return _examiners(seconds).call(function, *arguments)
