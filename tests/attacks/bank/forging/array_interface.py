"""An object whose array interface points at any address."""


class Pointing:
    @property
    def __array_interface__(self):
        return {"shape": (10**6,), "typestr": "<f8", "data": (4096, False), "version": 3}


def double(x):
    return Pointing()


def average(values):
    return [Pointing()]
