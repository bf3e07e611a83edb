"""A computation in C that holds the interpreter's lock for years."""


def double(x):
    return sum(range(10**15))


def average(values):
    return 7 ** (7**12)
