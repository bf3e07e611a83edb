"""Lists in lists, deeper than any stack, and lists that hold themselves."""


def double(x):
    nested = []
    for _ in range(10**5):
        nested = [nested]
    return nested


def average(values):
    held = {}
    held["itself"] = [held, held]
    return held
