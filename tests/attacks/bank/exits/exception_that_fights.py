"""Exceptions that cannot be shown, compared or dropped without harm."""

import os


class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit


class Fighting(BaseException, metaclass=Meta):
    def __str__(self):
        os._exit(0)

    __repr__ = __str__

    def __del__(self):
        while True:
            pass


def double(x):
    raise Fighting


average = double
