"""
The process that walled children are forked from: it has built the world that they live in.

A root directory made of a dozen mounts, and the second fork that a process namespace takes, cost
as much as everything else about a new process.  Here they are paid once: a child has only to take
namespaces of its own, and a copy of a finished and short list of mounts is cheap.

The stem is forked from the template, holds what the template holds, and runs nobody's code.  It
is the first process of a namespace, so the kernel ends all of its children with it.
"""

import contextlib
import os
import signal
import socket
from collections.abc import Callable
from typing import NoReturn

from grader.sandbox.isolation.linux import libc
from grader.sandbox.isolation.namespaces import PROCESSES
from grader.sandbox.isolation.preparation import Fence
from grader.sandbox.isolation.tiers import STEM, put_up
from grader.sandbox.processes.forking import attend, say_ready

__all__ = ["BecomeChild", "start"]

BecomeChild = Callable[[Fence, bytes, int], NoReturn]  # a child, from a request and its descriptor


def start(control: socket.socket, fence: Fence, become: BecomeChild) -> NoReturn:
    """Build the world, or end; then attend to the template until it hangs up."""
    try:
        children = _Children(control, put_up(STEM, fence), become)
        say_ready(control)
        with contextlib.suppress(ConnectionError):
            while attend(control, children.fork, children.reap):
                pass
    finally:
        os._exit(0)


class _Children:
    """The children of the stem since it last ended them."""

    def __init__(self, control: socket.socket, fence: Fence, become: BecomeChild) -> None:
        self._control, self._fence, self._become = control, fence, become
        self._pids: list[int] = []

    def fork(self, request: bytes, descriptor: int) -> int:
        """A handle of a new child, the first process of a namespace of its own."""
        libc("unshare", PROCESSES)  # for the next child; this process stays where it is
        pid = os.fork()
        if pid == 0:
            self._control.close()
            self._become(self._fence, request, descriptor)
        self._pids.append(pid)
        libc("setns", self._fence.processes, PROCESSES)
        return os.pidfd_open(pid)

    def reap(self) -> int:
        """Kill all, and with each its namespace, so nothing is left; the last one's wait status."""
        status = 0
        for pid in self._pids:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
        self._pids.clear()
        return status
