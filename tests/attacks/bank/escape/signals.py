"""Signals to a bystander, the parent and the group."""

import os
import signal


def double(x):
    for pid in (int("@PID@"), os.getppid()):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
    signal.pidfd_send_signal(os.pidfd_open(int("@PID@")), signal.SIGKILL)
    return x


average = double
