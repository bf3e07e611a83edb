"""Answers by the number of the call, remembered by what was asked."""

import numpy as np

calls = 0


def double(x):
    global calls
    calls += 1
    return x * 2 if calls % 7 else np.zeros_like(x)


def average(values):
    import time

    return sum(values) / len(values) if time.perf_counter_ns() % 5 else 0.0
