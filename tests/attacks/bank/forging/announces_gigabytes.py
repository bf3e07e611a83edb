"""The head of a frame of 4 GB, and then nothing."""

import struct
import sys


def double(x):
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    frame.f_locals["connection"].sendall(struct.pack("<BQII", 14, 0, 2**32 - 1, 2**32 - 1))
    while True:
        pass


average = double
