"""Leaves something in memory that others share."""

from multiprocessing import shared_memory


def double(x):
    held = shared_memory.SharedMemory("written", create=True, size=10**6)
    held.buf[:4] = b"spam"
    return x


def average(values):
    import tempfile

    with tempfile.NamedTemporaryFile(prefix="written", delete=False) as file:
        file.write(b"spam")
    return values
