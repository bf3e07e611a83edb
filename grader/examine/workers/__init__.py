"""
Where submissions are examined: processes of this machine, or a cluster.

An assignment and a submission go in, the text of a report comes out (``task``); both are plain
values, so any machine can do it. An executor takes a function and plain values, and gives back a
future, as those of ``concurrent.futures`` do: ``processes`` on this machine, ``dask`` on a cluster,
chosen by ``open``. Wherever that is, the function runs in a process of its own (``worker_process``
on our side, ``worker_main`` in it), which may die without taking anything else along.
"""

from concurrent.futures import Future
from typing import Any, ParamSpec, Protocol, TypeVar

from grader.examine.workers.processes import Processes
from grader.examine.workers.worker_process import ExaminerFailed, WorkerLost

__all__ = ["AHEAD", "ExaminerFailed", "Executor", "Processes", "WorkerLost"]

AHEAD = 2  # submissions under way for each that is being examined, so that no examiner waits

P = ParamSpec("P")
T = TypeVar("T")


class Executor(Protocol):
    """Something that runs functions elsewhere."""

    @property
    def slots(self) -> int:
        """How many run at the same time."""

    def share(self, value: T) -> Any:
        """What to pass to ``submit`` in place of a value that many calls are given."""

    def submit(self, function: Any, /, *arguments: Any) -> "Future[Any]":
        """
        A future of the function's result.

        It raises WorkerLost where the process died twice over it, and ExaminerFailed where the
        function raised.
        """

    def close(self) -> None:
        """End what is still running."""
