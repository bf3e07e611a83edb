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
import importlib.util
import os
import signal
import socket
import sys
from pathlib import Path

import msgspec

from grader.sandbox.fence import Fence, prepared
from grader.sandbox.layers import adopt_orphans, namespaces
from grader.sandbox.limits import Spawn
from grader.sandbox.roster import conceal
from grader.sandbox.runner import serve
from grader.sandbox.tiers import TIERS, enclose

__all__ = ["main", "settle"]

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
LATER = ("scipy",)  # imported by the submissions that use it
OWN = ("msgspec",)  # what the runner needs
LARGEST_REQUEST = 4096


def main(words: list[str]) -> None:
    """Serve requests until the grader closes its end; then leave nobody behind."""
    adopt_orphans()
    with socket.socket(fileno=int(words[0])) as control, contextlib.suppress(ConnectionError):
        _attend(control, settle())
    _reap(0)


def _attend(control: socket.socket, fence: Fence) -> None:
    """Fork a child for each request with a descriptor, end it for each without."""
    control.send(b"ready")
    child = 0
    while True:
        request, descriptors, *_ = socket.recv_fds(control, LARGEST_REQUEST, 1)
        if not request:
            return
        if descriptors:
            spawn = msgspec.msgpack.decode(request, type=Spawn)
            child = _fork(control, spawn, descriptors[0], fence)
        else:
            control.send(str(_reap(child)).encode())


def settle() -> Fence:
    """Import what submissions use, let nothing else be imported, and prepare the fence."""
    before = _loaded()
    for name in WARM:
        importlib.import_module(name)
    _differentiate()
    packages = (_loaded() - before) | {name.partition(".")[0] for name in (*WARM, *LATER, *OWN)}
    packages = {name for name in packages - sys.stdlib_module_names if _importable(name)}
    fence = prepared(packages, sys.path)
    conceal(packages)
    gc.collect()
    gc.freeze()
    return fence


def _differentiate() -> None:
    """SymPy's first derivative costs as much as the next hundred; what it sets up is inherited."""
    sympy = sys.modules["sympy"]
    x, y = sympy.symbols("x y")
    share = sympy.exp(x) / (sympy.exp(x) + sympy.exp(y))
    sympy.Matrix([[share.diff(x), share.diff(y)]])


def _loaded() -> set[str]:
    """Top-level modules that are there."""
    return {name.partition(".")[0] for name in sys.modules}


def _importable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ValueError:  # made in memory
        return False


def _fork(control: socket.socket, spawn: Spawn, descriptor: int, fence: Fence) -> int:
    others = set(_children())
    pid = os.fork()
    if pid == 0:
        _child(control, spawn, descriptor, fence)
    os.close(descriptor)
    if namespaces in TIERS[spawn.tier]:
        pid = _successor(pid, others)
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [b"child"], [handle])
    os.close(handle)
    return pid


def _successor(pid: int, others: set[int]) -> int:
    """The process that goes on in new namespaces, or the one that failed to make them."""
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    found = set(_children()) - others - {pid}
    if not found:
        return pid
    os.waitpid(pid, 0)
    return found.pop()


def _child(control: socket.socket, spawn: Spawn, descriptor: int, fence: Fence) -> None:
    status = 1
    try:
        control.close()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        connection = socket.socket(fileno=descriptor)
        enclose(spawn.tier, fence.around(spawn.limits, descriptor))
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
    lists = (f"/proc/self/task/{task}/children" for task in os.listdir("/proc/self/task"))  # noqa: PTH208
    return [int(pid) for file in lists for pid in Path(file).read_text(encoding="ascii").split()]
