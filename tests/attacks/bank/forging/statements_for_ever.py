"""Loading is announced statement by statement, and never ends."""

import struct
import sys

frame = sys._getframe()
while "connection" not in frame.f_locals:
    frame = frame.f_back
place = 0
while True:
    place += 1
    frame.f_locals["connection"].sendall(struct.pack("<BQIIII", 12, place, 8, 0, 1, 0))
