"""Ignores every signal and catches everything."""

import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        continue


def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


average = double
