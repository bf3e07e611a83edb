"""Loading is announced statement by statement, and never ends."""

import struct
import sys

frame = sys._getframe()
while "connection" not in frame.f_locals:
    frame = frame.f_back
place = 0
while True:
    place += 1
    frame.f_locals["connection"].sendall(struct.pack("<BQII", 12, place, 4, 0) * 1 + b"\1\0\0\0")
