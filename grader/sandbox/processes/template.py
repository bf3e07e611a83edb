"""
The process that every student's process is forked from.

Importing NumPy and SymPy costs half a second; it is paid once, here.  The template
holds no secret: it never imports a sheet or the reference, it reads no submission, and
all it can be asked for is one more child, or the end of the last one.  Children that live in a
world of their own are forked by the ``stem``.

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
from typing import NoReturn

import msgspec

from grader.sandbox.isolation.importable import OFFERED, conceal
from grader.sandbox.isolation.layers import adopt_orphans
from grader.sandbox.isolation.preparation import Fence, prepared
from grader.sandbox.isolation.tiers import enclose
from grader.sandbox.limits import Spawn
from grader.sandbox.processes.children import Children, reap
from grader.sandbox.processes.forking import attend, say_ready
from grader.sandbox.processes.warm_up import THOROUGH, warm_up
from grader.sandbox.runner.serve import serve

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
OWN = ("msgspec",)  # what the runner needs


def main(words: list[str]) -> None:
    """Serve requests until the grader closes its end; then leave nobody behind."""
    adopt_orphans()
    descriptor, *how = words
    with socket.socket(fileno=int(descriptor)) as control, contextlib.suppress(ConnectionError):
        _attend(control, settle(thorough=THOROUGH in how))
    reap()


def _attend(control: socket.socket, fence: Fence) -> None:
    """Fork children, and end them, until nobody asks any more."""
    say_ready(control)
    family = Children(control, fence, _child)
    while attend(control, family.fork, family.reap):
        pass


def settle(*, thorough: bool = False) -> Fence:
    """Import what submissions use, let nothing else be imported, and prepare the fence."""
    before = _loaded()
    for name in WARM:
        importlib.import_module(name)
    warm_up(thorough=thorough)
    packages = (_loaded() - before) | {name.partition(".")[0] for name in (*WARM, *OFFERED, *OWN)}
    packages = {name for name in packages - sys.stdlib_module_names if _importable(name)}
    fence = prepared(packages, sys.path)
    conceal(packages)
    gc.collect()
    gc.freeze()
    return fence


def _loaded() -> set[str]:
    """Top-level modules that are there."""
    return {name.partition(".")[0] for name in sys.modules}


def _importable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ValueError:  # made in memory
        return False


def _child(fence: Fence, request: bytes, descriptor: int) -> NoReturn:
    status = 1
    try:
        spawn = msgspec.msgpack.decode(request, type=Spawn)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        connection = socket.socket(fileno=descriptor)
        enclose(spawn.tier, fence.around(spawn.limits, descriptor))
        serve(connection)
        status = 0
    finally:
        os._exit(status)
