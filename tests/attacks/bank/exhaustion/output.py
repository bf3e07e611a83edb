"""Prints without end."""

import os
import sys


def double(x):
    while True:
        print("CANARY-spam" * 10**4)
        sys.stderr.write("spam" * 10**4)
        os.write(2, b"spam" * 10**4)


average = double
