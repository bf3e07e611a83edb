"""A pickle that writes a file where somebody loads it."""

import os
import pickle
import sys


class Writing:
    def __reduce__(self):
        return os.system, ("touch @FOLDER@/written",)


def double(x):
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    serial = frame.f_locals["frame"].serial
    body = pickle.dumps(Writing())
    frame.f_locals["connection"].sendall(frame.f_globals["frame_bytes"](14, serial, body, body))


def average(values):
    return Writing()
