"""Recursion deeper than the C stack."""

import sys

sys.setrecursionlimit(10**9)


def double(x):
    return repr(double(x))


def average(values):
    nested = ()
    for _ in range(10**6):
        nested = (nested,)
    return repr(nested)
