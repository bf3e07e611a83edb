"""A report of loading with a hundred thousand functions, and lines that no file has."""

import sys

import msgspec

frame = sys._getframe()
while "connection" not in frame.f_locals:
    frame = frame.f_back
names = [f"f{i}" for i in range(100_000)] + ["double", "average"]
failures = [[-(2**60), "x" * 10**5, "\x1b[31m" * 10**4, False]]
body = msgspec.msgpack.encode([names, failures])
head = frame.f_globals["frame_bytes"](13, 0, body)
frame.f_locals["connection"].sendall(head)
