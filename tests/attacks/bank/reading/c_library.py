"""Asks the C library, past Python."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    buffer = ctypes.create_string_buffer(100)
    descriptor = libc.open(b"@CANARY@", 0)
    libc.read(descriptor, buffer, 99)
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), "refused")
    raise KeyError(buffer.value)


average = double
