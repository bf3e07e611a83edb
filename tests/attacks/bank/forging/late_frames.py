"""A thread goes on sending frames when all answers have been given."""

import struct
import sys
import threading
import time


def talk(connection):
    for _ in range(10**6):
        time.sleep(0.001)
        connection.sendall(struct.pack("<BQII", 14, 7, 1, 0) + b"\xc3")


def double(x):
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    threading.Thread(target=talk, args=(frame.f_locals["connection"],), daemon=True).start()
    return x


average = double
