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

from grader.sandbox.fence import Fence
from grader.sandbox.kernel import libc
from grader.sandbox.namespaces import PROCESSES
from grader.sandbox.tiers import STEM, put_up

__all__ = ["Become", "Stem", "grow"]

READY, CHILD, REAP = b"ready", b"child", b"reap"
LARGEST = 4096

Become = Callable[[Fence, bytes, int], NoReturn]  # a child, from a request and its descriptor


class Stem:
    """The stem as the template sees it; all methods raise OSError where it is gone."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        if control.recv(LARGEST) != READY:
            raise ConnectionError("the stem did not start")

    def fork(self, request: bytes, descriptor: int) -> int:
        """A handle (pidfd) of a new child."""
        socket.send_fds(self._control, [request], [descriptor])
        _, handles, *_ = socket.recv_fds(self._control, LARGEST, 1)
        if not handles:
            raise ConnectionError("the stem ended")
        return handles[0]

    def reap(self) -> int:
        """Kill all children; the wait status of the last."""
        self._control.send(REAP)
        if not (said := self._control.recv(LARGEST)):
            raise ConnectionError("the stem ended")
        return int(said)


def grow(control: socket.socket, fence: Fence, become: Become) -> NoReturn:
    """Build the world, or end; then attend to the template until it hangs up."""
    try:
        fence = put_up(STEM, fence)
        control.send(READY)
        with contextlib.suppress(ConnectionError):
            _attend(control, fence, become)
    finally:
        os._exit(0)


def _attend(control: socket.socket, fence: Fence, become: Become) -> None:
    """Fork a child for each request with a descriptor, end them for each without."""
    pids: list[int] = []
    while True:
        request, descriptors, *_ = socket.recv_fds(control, LARGEST, 1)
        if not request:
            return
        if not descriptors:
            control.send(str(_reap(pids)).encode())
            pids = []
            continue
        libc("unshare", PROCESSES)  # for the next child; this process stays where it is
        pids.append(os.fork())
        if pids[-1] == 0:
            control.close()
            become(fence, request, descriptors[0])
        libc("setns", fence.processes, PROCESSES)
        os.close(descriptors[0])
        handle = os.pidfd_open(pids[-1])
        socket.send_fds(control, [CHILD], [handle])
        os.close(handle)


def _reap(pids: list[int]) -> int:
    """Kill children; each is the first process of its namespace, so nothing of it is left."""
    status = 0
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return status
