"""A dict whose fifty thousand keys have one hash."""

import struct
import sys

KEYS = [b"\x92\x00\xd3" + struct.pack(">q", i * (2**61 - 1)) for i in range(4)]


def double(x):
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    pairs = b"".join(b"\x92\xcd" + struct.pack(">H", i) + KEYS[i % 4] + b"\x00" for i in range(30_000))
    body = b"\xdf" + struct.pack(">I", 30_000) + pairs
    serial = frame.f_locals["frame"].serial
    frame.f_locals["connection"].sendall(frame.f_globals["frame_bytes"](14, serial, body))


average = double
