"""
What comes to a student's process, read without falling asleep between two calls.

Who asks one thing after the other asks again as soon as there is an answer, which is sooner than
the kernel wakes a sleeper: a call with an array took twice the time.  That holds where both
processes have a core.  Where they share one, or many calls come together, a look-out only keeps
others from working, so after one in vain the process sleeps at once for a while.
"""

import io
import socket
from time import perf_counter
from typing import Any

__all__ = ["Incoming"]

AWAKE_SECONDS = 6e-5
ASLEEP_TIMES = 64  # that a look-out in vain is not tried again


class Incoming(io.RawIOBase):
    """Reads from a connection, and looks out for what comes where that pays."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._asleep = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Put what has come into ``buffer``; the number of bytes, 0 at the end of all."""
        if self._asleep:
            self._asleep -= 1
            return self._connection.recv_into(buffer)
        until = perf_counter() + AWAKE_SECONDS
        while perf_counter() < until:
            try:
                return self._connection.recv_into(buffer, 0, socket.MSG_DONTWAIT)
            except BlockingIOError:
                pass
        self._asleep = ASLEEP_TIMES
        return self._connection.recv_into(buffer)
