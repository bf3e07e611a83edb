"""Arrays of 10**9 elements, and of none with sides of 10**7, in frames of 50 bytes."""

import struct
import sys

from msgspec.msgpack import Ext, encode

SHAPES = [(10**9,), (0, 2**24, 2**24, 2**24), (2**63, 2**63), (0,) + (2**24,) * 31]


def double(x):
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    shape = SHAPES[len(x) % len(SHAPES)]
    body = encode(Ext(1, b"d" + struct.pack(f"<{len(shape)}Q", *shape)))
    serial = frame.f_locals["frame"].serial
    frame.f_locals["connection"].sendall(frame.f_globals["frame_bytes"](14, serial, body))


average = double
