"""
Copies of this very process, forked when the examiner asks for one.

A copy has every function as it is now, with its globals, closures and instances, and no
source has to be found for it.  It is fenced as the tier ``limits`` says: whoever checks their
own code has run it already, so what matters is that it can be killed, makes no noise,
and touches nothing of the notebook it was copied from.
"""

import contextlib
import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import msgspec

from grader.kernel.copied import answer
from grader.sandbox.births import attend
from grader.sandbox.fence import Fence
from grader.sandbox.limits import Spawn
from grader.sandbox.tiers import enclose

__all__ = ["TIER", "Copies", "can_fork"]

TIER = "limits"


def can_fork() -> bool:
    """Whether copies can be had: macOS forks, but what its libraries do then is undefined."""
    return sys.platform.startswith("linux") and hasattr(os, "pidfd_open")


class Copies:
    """Gives copies, one at a time; a copy answers calls of what is in ``names``."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names
        self._copy = 0

    def attend(self, control: socket.socket) -> None:
        """One request: a copy where it comes with a descriptor, the last one's end without."""
        if not attend(control, self._fork, self.end):
            raise EOFError

    def end(self) -> int:
        """Kill the copy with all that it started, and bury it; its wait status."""
        pid, self._copy = self._copy, 0
        if not pid:
            return 0
        for kill in (os.killpg, os.kill):  # it may not have had time to lead a group
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        try:
            return os.waitpid(pid, 0)[1]
        except ChildProcessError:  # the notebook has told the system to bury all of its children
            return 0

    def _fork(self, request: bytes, descriptor: int) -> int:
        """A handle (pidfd) of a new copy."""
        spawn = msgspec.msgpack.decode(request, type=Spawn)
        self.end()
        with _undisturbed():
            pid = os.fork()
            if pid == 0:
                _become_copy(spawn, descriptor, self._names)
            self._copy = pid
        return os.pidfd_open(pid)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """No interrupt comes between a fork and the note of it, or in a copy half made."""
    handler = signal.getsignal(signal.SIGINT)
    # Other threads are never interrupted, and what was not set from Python cannot be put back.
    holds = handler is not None and threading.current_thread() is threading.main_thread()
    if holds:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with warnings.catch_warnings():
            # A kernel has other threads; the copy uses none of what they may hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        if holds:
            signal.signal(signal.SIGINT, handler)


def _become_copy(spawn: Spawn, descriptor: int, names: Mapping[str, Any]) -> NoReturn:
    status = 1
    try:
        enclose(spawn.tier, Fence().around(spawn.limits, descriptor))
        answer(socket.socket(fileno=descriptor), names)
        status = 0
    finally:
        os._exit(status)  # nothing that the notebook wants done at its end is done here
