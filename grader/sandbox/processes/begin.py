"""
Starts the process that students' processes are forked from, as early as somebody likes.

It takes longest of all that a self-test waits for, and the first half of it, the interpreter and
NumPy, is the same whatever is checked.  So it can be begun before a command has been imported, and
is told later, over its connection, what it is for.  Little is imported here, for the same reason.
"""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from grader.sandbox.processes.interpreter import command, scrubbed_environment

__all__ = ["Begun", "Start", "begin", "begun_before", "begun_early", "can_fork"]

Start = Callable[..., list[str]]


class Begun(NamedTuple):
    """A template that was not told yet what it is for, and our end of its connection."""

    process: "subprocess.Popen[bytes]"
    control: socket.socket


_unused: list[Begun] = []


def can_fork() -> bool:
    """Whether this platform has what children are forked safely with."""
    return sys.platform.startswith("linux") and hasattr(os, "pidfd_open")


def begin(start: Start = command) -> Begun:
    """Start a template; ``start`` gives its words, from a module's name and what to tell it."""
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            start("grader.sandbox.processes.template", str(theirs.fileno())),
            pass_fds=[theirs.fileno()],
            env=scrubbed_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    return Begun(process, control)


@contextlib.contextmanager
def begun_early(*, wanted: bool) -> Iterator[None]:
    """Where one will be ``wanted``, start it for who does so first; ended where nobody did."""
    if wanted and can_fork():
        with contextlib.suppress(OSError):  # whoever wants it tries again, and says what is wrong
            _unused.append(begin())
    try:
        yield
    finally:
        while (begun := begun_before()) is not None:
            begun.control.close()
            begun.process.kill()
            begun.process.wait()


def begun_before() -> Begun | None:
    """The one that was started before; None where there is none, or somebody has it."""
    return _unused.pop() if _unused else None
