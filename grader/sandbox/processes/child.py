"""A student's process as the examiner sees it: something to talk to, to time and to end."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.processes.channel import Conversation
from grader.sandbox.processes.working_folder import WorkingFolder

__all__ = ["Child"]

NANOSECONDS = 1e-9
MOMENT_SECONDS, MOST_MOMENTS = 2e-4, 100


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
    folder : WorkingFolder or None
        What it was started in, and files for it are laid into.
    """

    channel: Conversation
    pid: int
    end: Callable[[], int]
    drop: Callable[[], object] | None = None
    folder: WorkingFolder | None = None

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
            asleep = 0 if self._runs() else asleep + 1
            if asleep == 2:
                break
            time.sleep(MOMENT_SECONDS)
        return self.cpu_seconds()

    def _runs(self) -> bool:
        """Whether it is on a processor, or waits for one."""
        if not sys.platform.startswith("linux"):
            return False
        with open(f"/proc/{self.pid}/stat", "rb") as stat:  # noqa: PTH123 - asked very often
            return stat.read().rpartition(b")")[2].split(None, 1)[0] == b"R"

    def starved_seconds(self) -> float:
        """Time for which it was ready to run and the machine ran others; 0 if not known."""
        try:
            words = Path(f"/proc/{self.pid}/schedstat").read_text(encoding="ascii").split()
            return int(words[1]) * NANOSECONDS
        except (OSError, IndexError, ValueError):
            return 0.0
