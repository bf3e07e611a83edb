"""Iterators that have no end, each entry of which is another one."""


def endless():
    while True:
        yield endless()


def double(x):
    return endless()


def average(values):
    return iter(lambda: 1.0, None)
