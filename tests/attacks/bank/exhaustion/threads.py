"""As many threads as it can get, all of them busy."""

import threading
import time


def busy():
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass


def double(x):
    threading.stack_size(65536)
    for _ in range(5_000):
        try:
            threading.Thread(target=busy, daemon=True).start()
        except RuntimeError:
            break
    return x


average = double
