"""Opens descriptors until there are no more, and then imports."""

import os

held = []


def double(x):
    try:
        while True:
            held.append(os.dup(1))
    except OSError:
        import wave

        return wave.__name__


average = double
