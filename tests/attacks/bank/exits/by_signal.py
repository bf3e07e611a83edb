"""Killed by its own hand."""

import os
import signal


def double(x):
    os.kill(os.getpid(), signal.SIGKILL)
    return x


def average(values):
    os.abort()
