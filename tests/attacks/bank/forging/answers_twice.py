"""The frame of every answer is sent twice."""

import sys


def twice(values):
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    module = frame.f_globals
    if "once" not in module:
        module["once"] = module["frame_bytes"]
        module["frame_bytes"] = lambda *parts: module["once"](*parts) * 2
    return 0.0


double = average = twice
