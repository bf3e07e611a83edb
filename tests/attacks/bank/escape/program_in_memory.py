"""Machine code of its own: a program that is in no file."""

import ctypes
import mmap


def double(x):
    # getpid is allowed; fork (57 on x86-64) is not, and must not come back as a process id.
    code = bytes.fromhex("b839000000" "0f05" "c3")
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    result = ctypes.CFUNCTYPE(ctypes.c_long)(address)()
    if result == 0:
        while True:
            pass
    raise KeyError("LEAKED" if result > 0 else "", result)


average = double
