"""The largest array that may be sent, every time."""

import numpy as np


def double(x):
    return np.arange(2**24, dtype=np.uint8)


def average(values):
    return np.linspace(0, 1, 2**22).astype(np.float32)
