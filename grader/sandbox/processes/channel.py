"""
The examiner's end of the conversation: frames out and frames in, against a clock.

Requests may be queued ahead of their answers.  Both directions are served while waiting,
since a child that is writing an answer does not read, and two sides that only write
would wait for each other for ever.
"""

import select
import socket
import time
from typing import Protocol

from grader.sandbox.wire.frames import Frame, frame_at

__all__ = ["Channel", "Closed", "Conversation", "Silent"]

# Most answers come sooner than a sleeping processor wakes up, so that long we stay awake.
AWAKE_SECONDS = 1e-4
# Whoever was stopped so long does not count it: what stopped us may have stopped the other side.
STOPPED_SECONDS = 0.1
CHUNK = 1 << 18


class Silent(Exception):
    """No complete frame arrived in time."""


class Closed(Exception):
    """The other side is gone."""


class Conversation(Protocol):
    """Frames out and frames in, whatever they travel through; see ``Channel``."""

    def close(self) -> None:
        """Hang up."""

    def send(self, data: bytes) -> None:
        """Queue bytes."""

    def flush(self) -> None:
        """Send what is queued, as far as nobody has to wait for it."""

    def take(self) -> Frame | None:
        """The next frame, if it has come; raises Malformed."""

    def take_all(self) -> list[Frame]:
        """All frames that have come whole; raises Malformed."""

    def receive(self, seconds: float, *, awake: float = AWAKE_SECONDS, nap: float = 0.0) -> Frame:
        """The next frame; raises Silent after ``seconds``, Closed or Malformed."""

    def pending(self) -> bool:
        """Whether something has come that nobody waits for."""


class Channel:
    """A non-blocking socket with a buffer in each direction."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._out = bytearray()
        self._in = bytearray()
        self._taken = 0  # bytes at the head of what came that were given out

    def close(self) -> None:
        """Hang up; the other side reads the end of the stream."""
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Queue bytes; they are sent by ``flush``, or when an answer has to be waited for."""
        self._out += data

    def flush(self) -> None:
        """Send as much of what is queued as the kernel takes without waiting."""
        if self._out:
            self._write()

    def take(self) -> Frame | None:
        """The next frame, if it has come; raises Malformed as ``receive`` does."""
        if (found := frame_at(self._in, self._taken)) is None:
            return None
        frame, end = found
        if end == len(self._in):
            self._in.clear()
            end = 0
        self._taken = end
        return frame

    def take_all(self) -> list[Frame]:
        """All frames that have come whole."""
        data, start, frames = bytes(self._in), self._taken, []
        while (found := frame_at(data, start)) is not None:
            frame, start = found
            frames.append(frame)
        self._in, self._taken = bytearray(data[start:]), 0
        return frames

    def receive(self, seconds: float, *, awake: float = AWAKE_SECONDS, nap: float = 0.0) -> Frame:
        """
        The next frame, after a ``nap`` if it has not come yet, and met ``awake`` so long.

        Whoever is sure of many answers does well to sleep: all that come meanwhile cost one
        awakening.

        Raises Silent after ``seconds``, Closed when the other side is gone, Malformed for a
        head that announces too much.
        """
        if (frame := self.take()) is not None:
            return frame
        self.flush()
        last = began = time.monotonic()
        deadline, awake_until, pause = began + seconds, began + awake, 0.0
        if nap:
            time.sleep(nap)
        while True:
            now = time.monotonic()
            if (late := now - last - pause) > STOPPED_SECONDS:
                deadline += late
            last, pause = now, 0.0
            if self._out or now > awake_until:
                pause = max(deadline - now, 0.0)
                self._wait(pause)
            if self._read() and (frame := self.take()) is not None:
                return frame
            if now > deadline:
                raise Silent

    def pending(self) -> bool:
        """Whether something has come that nobody waits for, or the other side has hung up."""
        return bool(self._in) or bool(select.select([self._socket], [], [], 0)[0])

    def _wait(self, seconds: float) -> None:
        """Sleep until something has come, or until more can be sent, and send it."""
        outgoing = [self._socket] if self._out else []
        _, writable, _ = select.select([self._socket], outgoing, [], seconds)
        if writable:
            self._write()

    def _write(self) -> None:
        try:
            del self._out[: self._socket.send(self._out)]
        except BlockingIOError:
            pass
        except OSError:
            self._out.clear()  # it is gone; reading will say so

    def _read(self) -> bool:
        """Whether something has come; Closed where nothing will any more."""
        try:
            data = self._socket.recv(CHUNK)
        except BlockingIOError:
            return False
        except OSError:
            raise Closed from None
        if not data:
            raise Closed
        if self._taken:
            del self._in[: self._taken]
            self._taken = 0
        self._in += data
        return True
