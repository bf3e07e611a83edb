"""The model answers."""

import numpy as np

__all__ = ["average", "double"]


def double(x):
    """Twice each number; raises ValueError for an empty array."""
    if not x.size:
        raise ValueError("nothing to double; give at least one number")
    return 2 * x


def average(values):
    """The mean of a list of numbers."""
    return float(np.mean(values))
