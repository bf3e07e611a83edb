"""Ctrl-C at a moment at which nothing may be interrupted: it is heard a little later."""

import contextlib
import signal
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
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
