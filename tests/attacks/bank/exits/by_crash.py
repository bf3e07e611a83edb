"""The interpreter is made to crash."""

import ctypes


def double(x):
    ctypes.string_at(0)


def average(values):
    ctypes.memset(id(values), 0, 64)
    return values
