"""Hangs up, and stays."""

import os
import time


def double(x):
    os.closerange(3, 64)
    time.sleep(600)


average = double
