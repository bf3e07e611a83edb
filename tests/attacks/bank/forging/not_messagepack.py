"""Bytes that are no value: cut short, nested for ever, of types that do not exist."""

import sys

BODIES = [b"\xc1", b"\xdd\xff\xff\xff\xff", b"\x91" * 10**6, b"\xd6\xff\0\0\0\0", b"\xa2\xff\xff"]
BODIES += [b"\x81\x80\x01", b"\x81\x91\x01\x02", b"", b"\x93\x63\x01\x02", b"\xc7\x01\x06\xff"]
count = 0


def double(x):
    global count
    count += 1
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    body, serial = BODIES[len(x) % len(BODIES)], frame.f_locals["frame"].serial
    frame.f_locals["connection"].sendall(frame.f_globals["frame_bytes"](14, serial, body))


average = double
