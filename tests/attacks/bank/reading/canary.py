"""Opens the file that it must not read."""


def double(x):
    with open("@CANARY@") as canary:
        raise KeyError(canary.read())


average = double
