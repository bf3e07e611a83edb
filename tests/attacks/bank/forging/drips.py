"""An honest length, and then a byte now and then."""

import struct
import sys
import time


def double(x):
    frame = sys._getframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    connection, serial = frame.f_locals["connection"], frame.f_locals["frame"].serial
    connection.sendall(struct.pack("<BQII", 14, serial, 1_000_000, 16_000_000))
    while True:
        connection.sendall(b"\x90")


def average(values):
    time.sleep(0.2)
    return double(values)
