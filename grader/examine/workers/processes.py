"""Examiners on this machine: a thread for each, which only waits, and its process."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from grader.examine.workers.worker_process import OwnProcesses

__all__ = ["Processes"]

T = TypeVar("T")


class Processes:
    """
    An executor of ``jobs`` processes; ``seconds`` bounds a call that never comes back.

    Attributes
    ----------
    slots : int
    """

    def __init__(self, jobs: int, seconds: float | None = None) -> None:
        self.slots = jobs
        self._examiners = OwnProcesses(seconds)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="examiner")

    def share(self, value: T) -> T:
        """The value itself: on one machine it is cheap to send."""
        return value

    def submit(self, function: Any, /, *arguments: Any) -> "Future[Any]":
        """A future of the function's result, as in ``Executor``."""
        return self._threads.submit(self._examiners.call, function, *arguments)

    def close(self) -> None:
        """Drop what is waiting, and end what is running."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._examiners.close()
        self._threads.shutdown(wait=True)
