"""inspect.stack, and the source of whatever is on it."""

import inspect


def double(x):
    raise KeyError("".join(inspect.getsource(each.frame) for each in inspect.stack()))


average = double
