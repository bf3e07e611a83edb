"""Bounds the CPU time of functions that run in our own process, where no sandbox ends them."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["Late", "cpu_limit", "has_clock", "thread_seconds"]

# CPU time of this thread; in WebAssembly, which has one thread, that of all there is.
thread_seconds: Callable[[], float] = getattr(time, "thread_time", time.process_time)


class Late(BaseException):
    """The time was used up; not for the function to catch."""


@contextlib.contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """
    Raise Late within the block after so many seconds of CPU time.

    A loop in C has to be ended from outside.  Raises ValueError outside of the main thread, which
    alone is told of a clock.  Where there is none (on Windows, in a page) nothing is bounded.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: Any) -> None:
        raise Late

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def has_clock() -> bool:
    """Whether time can be bounded here: not on every system, and in the main thread alone."""
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and hasattr(signal, "setitimer")
