"""Expressions without entries, that refer to themselves, with numbers of another kind."""

import sys

from msgspec.msgpack import Ext, encode

TREES = [
    [3, [0, 0], [], []],
    [3, None, [0], [["Add", [0], None]]],
    [3, None, [0], [["Float", [], float("nan")]]],
    [3, None, [0], [["exp", [], None]]],
    [3, [2**62, 4], [0], [["Integer", [], 1]]],
    [3, None, [0], [["__import__", [], "os"]]],
    [3, None, [0], [["Rational", [], [1, 0]]]],
]


def double(x):
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    body = encode(TREES[int(sum(x)) % len(TREES)])
    serial = frame.f_locals["frame"].serial
    frame.f_locals["connection"].sendall(frame.f_globals["frame_bytes"](14, serial, body))


average = double
