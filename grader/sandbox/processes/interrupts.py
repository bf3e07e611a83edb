"""Ctrl-C at a moment at which nothing may be interrupted: it is heard a little later."""

import contextlib
import signal
import threading
from collections.abc import Iterator

__all__ = ["interrupt_held_back"]


@contextlib.contextmanager
def interrupt_held_back() -> Iterator[None]:
    """
    No interrupt comes within the block; one that was meant to comes when it ends.

    Processes that begin within it hear of none until they let it through.  Where a system knows no
    such thing, nothing is held back.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with _noted():
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _noted() -> Iterator[None]:
    """
    An interrupt that another thread lets through is noted, and handled at the end.

    A linear-algebra library has threads that block none, and Python handles in its main thread
    whatever any of them has heard.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    heard: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if heard:
        handler(signal.SIGINT, None)
