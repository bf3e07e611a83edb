"""A student's process as the examiner sees it: something to talk to, to time and to end."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.exit_status import HUNG_UP
from grader.sandbox.processes.channel import Conversation
from grader.sandbox.processes.working_folder import WorkingFolder

__all__ = ["Child"]

NANOSECONDS = 1e-9
MOMENT_SECONDS, MOST_MOMENTS, MOMENTS_ASLEEP = 2e-4, 100, 2
ENDING_SECONDS = 1.0  # at most, from the end of its connection to its own


@dataclass(frozen=True, slots=True)
class Child:
    """
    A student's process.

    Attributes
    ----------
    channel : Conversation
        The conversation with it.
    pid : int
        Its process id, as seen from here.
    end : callable
        Kills it and whatever it started; gives its wait status.
    drop : callable or None
        The same for who needs no status and does not wait; None where that is not to be had.
    ends : callable
        Whether it ends by itself within so many seconds.
    folder : WorkingFolder or None
        What it was started in, and files for it are laid into.
    """

    channel: Conversation
    pid: int
    end: Callable[[], int]
    drop: Callable[[], object] | None = None
    ends: Callable[[float], bool] = lambda _: True
    folder: WorkingFolder | None = None

    def ended(self) -> int | None:
        """
        End a process whose connection is closed; its wait status, None where it has hung up.

        The connection of a process that is ending is closed a moment before its end, and what it
        ends with is its own doing.  What has hung up is one that sleeps, or goes on and on.
        """
        asleep, until = 0, time.monotonic() + ENDING_SECONDS
        while not (by_itself := self.ends(MOMENT_SECONDS)):
            asleep = asleep + 1 if self._state() == b"S" else 0
            if asleep == MOMENTS_ASLEEP or time.monotonic() > until:
                break
        status = self.end()
        return status if by_itself and status >> 8 != HUNG_UP else None

    def cpu_seconds(self) -> float:
        """CPU time of the process so far, in seconds, all threads, read from outside."""
        if sys.platform.startswith("linux"):
            return time.clock_gettime(~self.pid << 3 | 2)  # CPUCLOCK_SCHED of another process
        import psutil

        used = psutil.Process(self.pid).cpu_times()
        return float(used.user + used.system)

    def settled_cpu_seconds(self) -> float:
        """CPU time once the process sleeps, and did a moment ago; or after a hundred moments."""
        asleep = 0
        for _ in range(MOST_MOMENTS):
            asleep = 0 if self._state() == b"R" else asleep + 1
            if asleep == MOMENTS_ASLEEP:
                break
            time.sleep(MOMENT_SECONDS)
        return self.cpu_seconds()

    def _state(self) -> bytes:
        """``R`` where it is on a processor, or waits for one, ``S`` where it sleeps."""
        if not sys.platform.startswith("linux"):
            return b""
        with open(f"/proc/{self.pid}/stat", "rb") as stat:  # noqa: PTH123 - asked very often
            return stat.read().rpartition(b")")[2].split(None, 1)[0]

    def starved_seconds(self) -> float:
        """Time for which it was ready to run and the machine ran others; 0 if not known."""
        try:
            words = Path(f"/proc/{self.pid}/schedstat").read_text(encoding="ascii").split()
            return int(words[1]) * NANOSECONDS
        except (OSError, IndexError, ValueError):
            return 0.0
