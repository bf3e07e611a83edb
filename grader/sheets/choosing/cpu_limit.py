"""
Bounds the CPU time of functions that run in our own process, where no sandbox ends them.

An exception that is raised while the garbage collector or a finaliser runs is printed and lost, and
the function would go on for ever: so the clock strikes again until the block is left, and what was
lost is not printed.
"""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["Late", "cpu_limit", "has_clock", "thread_seconds"]

# CPU time of this thread; in WebAssembly, which has one thread, that of all there is.
thread_seconds: Callable[[], float] = getattr(time, "thread_time", time.process_time)

AGAIN = 0.05  # seconds of CPU time until the clock strikes again


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
    try:
        with _silent():
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
            try:
                yield
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:  # once more, since the clock may strike while the block is being left
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Print nothing of a Late that was lost; everything else is told as before."""
    told = sys.unraisablehook

    def tell(lost: "sys.UnraisableHookArgs") -> None:
        if not issubclass(lost.exc_type, Late):
            told(lost)

    sys.unraisablehook = tell
    try:
        yield
    finally:
        sys.unraisablehook = told


def has_clock() -> bool:
    """Whether time can be bounded here: not on every system, and in the main thread alone."""
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and hasattr(signal, "setitimer")
