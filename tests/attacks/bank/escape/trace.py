"""Attaches to its parent, to the first process, to a bystander."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    done = [libc.ptrace(request, pid, 0, 0) for request in (16, 0x4206) for pid in (os.getppid(), int("@PID@"))]
    raise KeyError("LEAKED" if 0 in done else "", done)


average = double
