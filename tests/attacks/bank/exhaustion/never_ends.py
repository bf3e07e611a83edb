"""A loop."""


def double(x):
    while True:
        pass


average = double
