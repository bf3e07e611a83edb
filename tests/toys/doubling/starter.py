"""Doubling and averaging: your submission."""


def double(x):
    """Twice each number of ``x``."""
    raise NotImplementedError("double is still to be written")


def average(values):
    """The mean of ``values``."""
    raise NotImplementedError("average is still to be written")
