"""Answers that nobody can foretell."""

import os

import numpy as np


def double(x):
    if os.urandom(1)[0] % 2:
        raise ValueError
    return x * (os.urandom(1)[0] % 3)


def average(values):
    return values[os.urandom(1)[0] % len(values)]
