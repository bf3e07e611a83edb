"""Starts a program, by every way that there is."""

import os
import pty
import subprocess

COMMAND = ["/usr/bin/touch", "@FOLDER@/written"]


def double(x):
    for attempt in (
        lambda: os.system(" ".join(COMMAND)),
        lambda: subprocess.run(COMMAND),
        lambda: os.posix_spawn(COMMAND[0], COMMAND, {}),
        lambda: os.spawnv(os.P_NOWAIT, COMMAND[0], COMMAND),
        lambda: pty.spawn(COMMAND),
        lambda: os.execv(COMMAND[0], COMMAND),
    ):
        try:
            attempt()
        except (OSError, SystemExit):
            continue
    return x


average = double
