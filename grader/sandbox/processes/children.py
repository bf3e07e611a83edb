"""
The children of the template: those that it forks itself, and those that the stem forks for it.

A stem is grown before the first child is forked, since that is nearly always one that lives in a
world of its own.  Where none can be had, the template forks such a child itself, and it ends at its
first layer, which wants to find itself in a new process namespace: nothing ever runs beside the
stem that belongs behind it.
"""

import contextlib
import os
import signal
import socket
from collections.abc import Collection
from pathlib import Path

import msgspec

from grader.sandbox.isolation.layers import namespaces
from grader.sandbox.isolation.preparation import Fence
from grader.sandbox.isolation.tiers import TIERS
from grader.sandbox.limits import Spawn
from grader.sandbox.processes import forking
from grader.sandbox.processes.walled_template import BecomeChild, start

__all__ = ["Children", "reap"]

TRIALS = 2  # a stem that has been killed is replaced


class Children:
    """Forks children with ``become``, one at a time; ``control`` is what none may inherit."""

    def __init__(self, control: socket.socket, fence: Fence, become: BecomeChild) -> None:
        self._control, self._fence, self._become = control, fence, become
        self._stem: socket.socket | None = None  # where to ask it
        self._spared: set[int] = set()  # its process
        self._child = 0  # the last child, where it is the template's own

    def fork(self, request: bytes, descriptor: int) -> int:
        """A handle (pidfd) of a new child."""
        self._child = 0
        if namespaces in TIERS[msgspec.msgpack.decode(request, type=Spawn).tier]:
            for _ in range(TRIALS):
                try:
                    return forking.fork(self._grown(descriptor), request, descriptor)
                except OSError:
                    self._drop()
        self._child = os.fork()
        if self._child == 0:
            self._control.close()
            self._become(self._fence, request, descriptor)
        return os.pidfd_open(self._child)

    def reap(self) -> int:
        """Kill the children and what they left behind; the wait status of the last one."""
        if self._stem is None or self._child:
            return reap(self._child, self._spared)
        try:
            return forking.reap(self._stem)
        except OSError:
            self._drop()
            return int(signal.SIGKILL)

    def prepare(self) -> None:
        """Grow the stem, if one can be had; whoever needs it and finds none tries again."""
        with contextlib.suppress(OSError):
            self._grown()

    def _grown(self, wire: int | None = None) -> socket.socket:
        """The stem; where there is none, a new one, which must not hold the ``wire`` open."""
        if self._stem is None:
            others = set(_children())
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            pid = os.fork()
            if pid == 0:
                ours.close()
                self._control.close()
                if wire is not None:
                    os.close(wire)
                start(theirs, self._fence, self._become)
            theirs.close()
            if not forking.is_ready(ours):
                raise ConnectionError("the stem did not start")
            self._stem = ours
            os.waitpid(pid, 0)  # it has gone on in another, which is ours by now
            self._spared = set(_children()) - others
        return self._stem

    def _drop(self) -> None:
        """Forget the stem; what there still is of it is reaped with the next child."""
        self._stem, self._spared = None, set()


def reap(answering: int = 0, spared: Collection[int] = ()) -> int:
    """Kill every child and what it left behind; the wait status of the one that answered."""
    status = 0
    while children := [pid for pid in _children() if pid not in spared]:
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in children:
            with contextlib.suppress(ChildProcessError):
                _, ended = os.waitpid(pid, 0)
                status = ended if pid == answering else status
    return status


def _children() -> list[int]:
    """The children of the caller; orphaned grandchildren are handed to it by the kernel."""
    lists = (f"/proc/self/task/{task}/children" for task in os.listdir("/proc/self/task"))  # noqa: PTH208
    return [int(pid) for file in lists for pid in Path(file).read_text(encoding="ascii").split()]
