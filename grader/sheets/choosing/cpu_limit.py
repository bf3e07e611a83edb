"""Bounds the CPU time of functions that run in our own process, where no sandbox ends them."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any

__all__ = ["Late", "cpu_limit", "has_clock"]


class Late(BaseException):
    """The time was used up; not for the function to catch."""


@contextlib.contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """
    Raise Late within the block after so many seconds of CPU time.

    A loop in C has to be ended from outside.  Raises ValueError outside of the main thread, which
    alone is told of a clock.
    """

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
    return in_main and hasattr(signal, "SIGVTALRM")
