"""
The process that every student's process is forked from.

Importing NumPy and SymPy costs half a second; it is paid once, here.  The template
holds no secret: it never imports a sheet or the reference, it reads no submission, and
all it can be asked for is one more child, or the end of the last one.

It is started by ``launch`` with the descriptor of a socket; the grader sends it the
child's end of a socket pair, and gets back a handle (pidfd) of the child.
"""

import contextlib
import gc
import importlib
import os
import signal
import socket
from pathlib import Path

import msgspec

from grader.sandbox.layers import adopt_orphans
from grader.sandbox.limits import Limits
from grader.sandbox.runner import serve
from grader.sandbox.tiers import enclose

__all__ = ["Spawn", "main"]

WARM = (
    "numpy",
    "numpy.linalg",
    "numpy.random",
    "numpy.fft",
    "sympy",
    "mpmath",
    "fractions",
    "decimal",
    "statistics",
    "itertools",
    "functools",
    "dataclasses",
    "collections",
)
LARGEST_REQUEST = 4096


class Spawn(msgspec.Struct, frozen=True):
    """What the grader asks for: one more child, isolated like this."""

    tier: str
    limits: Limits


def main(words: list[str]) -> None:
    """Serve requests until the grader closes its end; then leave nobody behind."""
    with socket.socket(fileno=int(words[0])) as control:
        adopt_orphans()
        warm_up()
        control.send(b"ready")
        child = 0
        while True:
            request, descriptors, *_ = socket.recv_fds(control, LARGEST_REQUEST, 1)
            if not request:
                break
            if descriptors:
                spawn = msgspec.msgpack.decode(request, type=Spawn)
                child = _fork(control, spawn, descriptors[0])
            else:
                control.send(str(_reap(child)).encode())
    _reap(child)


def warm_up() -> None:
    """Import what submissions use, and keep it out of the garbage collector's way."""
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _fork(control: socket.socket, spawn: Spawn, descriptor: int) -> int:
    pid = os.fork()
    if pid == 0:
        _child(control, spawn, descriptor)
    os.close(descriptor)
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [b"child"], [handle])
    os.close(handle)
    return pid


def _child(control: socket.socket, spawn: Spawn, descriptor: int) -> None:
    status = 1
    try:
        control.close()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        connection = socket.socket(fileno=descriptor)
        enclose(spawn.tier, spawn.limits)
        serve(connection)
        status = 0
    finally:
        os._exit(status)


def _reap(answering: int) -> int:
    """Kill every child and what it left behind; the wait status of the one that answered."""
    status = 0
    while children := _children():
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in children:
            with contextlib.suppress(ChildProcessError):
                _, ended = os.waitpid(pid, 0)
                status = ended if pid == answering else status
    return status


def _children() -> list[int]:
    """The template's children; orphaned grandchildren are handed to it by the kernel."""
    own = Path("/proc/self/task")
    return [
        int(pid)
        for task in own.iterdir()
        for pid in (task / "children").read_text(encoding="ascii").split()
    ]
