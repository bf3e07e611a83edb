"""Exceptions and names of a hundred million characters."""


def double(x):
    raise KeyError("spam" * 2 * 10**7)


def average(values):
    raise type("E" * 10**7, (Exception,), {})("m" * 10**7)
