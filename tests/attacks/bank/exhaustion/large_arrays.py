"""Asks for more memory than any machine has."""

import numpy as np


def double(x):
    return np.ones(2**40)


def average(values):
    return [0] * 2**40
