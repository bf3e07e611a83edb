"""Lets NumPy write."""

import numpy as np


def double(x):
    for write in (
        lambda: np.save("@FOLDER@/written", x),
        lambda: x.tofile("@CLASSMATE@"),
        lambda: np.memmap("@CLASSMATE@", np.uint8, "r+"),
        lambda: np.savetxt("@FOLDER@/written", x),
    ):
        try:
            write()
        except OSError:
            continue
    return x


average = double
