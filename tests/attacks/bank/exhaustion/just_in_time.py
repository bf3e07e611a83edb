"""Every call takes nearly as long as it may."""

import time


def double(x):
    time.sleep(0.28)
    return x


average = double
