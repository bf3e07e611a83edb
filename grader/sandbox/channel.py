"""
The examiner's end of the conversation: frames out and frames in, against a clock.

Requests may be queued ahead of their answers.  Both directions are served while waiting,
since a child that is writing an answer does not read, and two sides that only write
would wait for each other for ever.
"""

import select
import socket
import time

from grader.sandbox.frames import HEAD_SIZE, Frame, frame_sizes

__all__ = ["Channel", "Closed", "Silent"]

# Most answers come sooner than a sleeping processor wakes up, so that long we stay awake.
AWAKE_SECONDS = 1e-4
CHUNK = 1 << 18


class Silent(Exception):
    """No complete frame arrived in time."""


class Closed(Exception):
    """The other side is gone."""


class Channel:
    """A non-blocking socket with a buffer in each direction."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._out = bytearray()
        self._in = bytearray()

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

    def receive(self, seconds: float) -> Frame:
        """
        The next frame.

        Raises Silent after ``seconds``, Closed when the other side is gone, Malformed for a
        head that announces too much.
        """
        if (frame := self._take()) is not None:
            return frame
        self.flush()
        began = time.monotonic()
        deadline, awake_until = began + seconds, began + AWAKE_SECONDS
        while True:
            now = time.monotonic()
            remaining = deadline - now
            pause = max(remaining, 0.0) if now > awake_until else 0.0
            outgoing = [self._socket] if self._out else []
            readable, writable, _ = select.select([self._socket], outgoing, [], pause)
            if writable:
                self._write()
            if readable:
                self._read()
            if (frame := self._take()) is not None:
                return frame
            if remaining <= 0:
                raise Silent

    def pending(self) -> bool:
        """Whether something has come that nobody waits for, or the other side has hung up."""
        return bool(self._in) or bool(select.select([self._socket], [], [], 0)[0])

    def _take(self) -> Frame | None:
        """The first frame of the buffer, if it is complete."""
        if len(self._in) < HEAD_SIZE:
            return None
        kind, serial, structure, blob = frame_sizes(bytes(self._in[:HEAD_SIZE]))
        middle = HEAD_SIZE + structure
        if len(self._in) < middle + blob:
            return None
        frame = Frame(
            kind, serial, bytes(self._in[HEAD_SIZE:middle]), bytes(self._in[middle : middle + blob])
        )
        del self._in[: middle + blob]
        return frame

    def _write(self) -> None:
        try:
            del self._out[: self._socket.send(self._out)]
        except BlockingIOError:
            pass
        except OSError:
            self._out.clear()  # it is gone; reading will say so

    def _read(self) -> None:
        try:
            data = self._socket.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            raise Closed from None
        if not data:
            raise Closed
        self._in += data
