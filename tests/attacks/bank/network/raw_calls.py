"""Makes a socket past Python, and sends with an address on the wire that is there."""

import ctypes
import struct

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    address = struct.pack("<H", 2) + struct.pack(">H", int("@PORT@")) + bytes([127, 0, 0, 1]) + bytes(8)
    made = libc.socket(2, 1, 0)
    libc.connect(made, address, 16)
    for descriptor in range(3, 64):
        libc.connect(descriptor, address, 16)
        libc.sendto(descriptor, b"", 0, 0, address, 16)
    return x


average = double
