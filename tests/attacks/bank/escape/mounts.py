"""Mounts, unmounts, changes the root."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    done = [
        libc.mount(b"none", b"/mnt", b"tmpfs", 0, None),
        libc.mount(b"/", b"/mnt", None, 0x1000, None),
        libc.umount2(b"/", 2),
        libc.chroot(b"/usr"),
        libc.syscall(155, b".", b"."),
        libc.syscall(428, -100, b"/", 1),
    ]
    raise KeyError("LEAKED" if max(done) >= 0 else "", done)


average = double
