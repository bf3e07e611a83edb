"""
Many calls in one frame.

To wake the other process costs more than most calls, so what is known beforehand is sent
together.  Each call is answered by a frame of its own, whose serial counts on from the
batch's; so the examiner sees how far the other side has come, and every answer in its place.
"""

import struct
from collections.abc import Iterable, Iterator

from grader.sandbox.wire.frames import Frame, Kind, frame_bytes

__all__ = ["batch", "calls_in", "serial_in"]

_CALL = struct.Struct("<BII")
_SERIALS = 1 << 64


def batch(serial: int, calls: Iterable[tuple[int, bytes, bytes]]) -> bytes:
    """A frame with many calls: of each its kind, its structure and its blob."""
    parts: list[bytes] = []
    for kind, structure, blob in calls:
        parts += (_CALL.pack(kind, len(structure), len(blob)), structure, blob)
    return frame_bytes(Kind.CALLS, serial, b"", b"".join(parts))


def serial_in(serial: int, place: int) -> int:
    """The serial of the call at a place in a batch."""
    return (serial + place) % _SERIALS


def calls_in(frame: Frame) -> Iterator[Frame]:
    """The calls of a batch as frames, for the side that they were sent to."""
    data, start, place = frame.blob, 0, 0
    while start < len(data):
        kind, structure, blob = _CALL.unpack_from(data, start)
        middle = start + _CALL.size + structure
        end = middle + blob
        whole = data[start + _CALL.size : middle], data[middle:end]
        yield Frame(kind, serial_in(frame.serial, place), *whole)
        start, place = end, place + 1
