"""Objects whose every attribute, entry and iteration leads on to another one, for ever."""

import itertools


class Deeper(dict):
    def __init__(self, *_):
        super().__init__({"deeper": self})

    def __getattr__(self, name):
        return getattr(Deeper(), name)

    def __iter__(self):
        return itertools.cycle([self])

    def __len__(self):
        return 1 << 62

    def __dir__(self):
        return map(str, itertools.count())

    def __repr__(self):
        return "x" * (1 << 30)


class Endless:
    __iter__ = lambda self: self
    __next__ = lambda self: Endless()
    __dir__ = Deeper.__dir__


def double(x):
    return Deeper()


average = Endless
