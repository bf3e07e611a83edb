"""
What comes to a student's process, read without falling asleep between two calls.

Who asks one thing after the other asks again as soon as there is an answer, which is sooner than
the kernel wakes a sleeper: a call with an array took twice the time.  Where many calls come
together the process has to wait for longer, and sleeps at once.
"""

import io
import socket
from time import perf_counter
from typing import Any

__all__ = ["Incoming"]

AWAKE_SECONDS = 3e-5


class Incoming(io.RawIOBase):
    """
    Reads from a connection.

    Attributes
    ----------
    is_awake : bool
        Whether to look out for what comes, for a moment, before the process sleeps.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.is_awake = False

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Put what has come into ``buffer``; the number of bytes, 0 at the end of all."""
        until = perf_counter() + AWAKE_SECONDS
        while self.is_awake and perf_counter() < until:
            try:
                return self._connection.recv_into(buffer, 0, socket.MSG_DONTWAIT)
            except BlockingIOError:
                pass
        return self._connection.recv_into(buffer)
