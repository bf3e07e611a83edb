"""
The process that every student's process is forked from.

Importing NumPy and SymPy costs half a second; it is paid once, here, for them and for whatever
else a sheet lets its submissions import.  The template holds no secret: it is told the names of
these packages, never imports a sheet or the reference, reads no submission, and
all it can be asked for is one more child, or the end of the last one.  Children that live in a
world of their own are forked by the ``stem``.

It is started by ``begin`` with the descriptor of a socket, and told there what it is for, perhaps
only when it has imported what it needs in any case.  Then the grader sends it the child's end of a
socket pair, and gets back a handle (pidfd) of the child.
"""

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from typing import NoReturn

import msgspec

from grader.sandbox.isolation.importable import PACKAGES, conceal, is_importable
from grader.sandbox.isolation.layers import adopt_orphans
from grader.sandbox.isolation.preparation import Fence, prepared
from grader.sandbox.isolation.tiers import enclose
from grader.sandbox.limits import Spawn
from grader.sandbox.processes.children import Children, reap
from grader.sandbox.processes.forking import attend, say_ready, told
from grader.sandbox.processes.warm_up import warm_up
from grader.sandbox.runner.serve import serve

__all__ = ["main", "settle"]

WARM = (
    "numpy",
    "numpy.linalg",
    "numpy.random",
    "numpy.fft",
    "fractions",
    "decimal",
    "statistics",
    "itertools",
    "functools",
    "dataclasses",
    "collections",
)
SYMBOLIC = ("sympy", "mpmath")
LATE = ("scipy",)  # imports its parts when they are wanted, and is as quick in a child
PARTS = {"matplotlib": ("matplotlib.pyplot",)}  # what a package imports late and everybody wants
OWN = ("msgspec",)  # what the runner needs


def main(words: list[str]) -> None:
    """
    Serve requests until the grader closes its end; then leave nobody behind.

    It ends at once: to take apart all that was imported would take a tenth of a second, for which
    whoever closes it would wait.
    """
    adopt_orphans()
    with socket.socket(fileno=int(words[0])) as control, contextlib.suppress(ConnectionError):
        if (order := told(control)) is not None:
            _attend(control, settle(order.packages, order.folder, thorough=order.thorough))
    reap()
    os._exit(0)


def _attend(control: socket.socket, fence: Fence) -> None:
    """Fork children, and end them, until nobody asks any more."""
    say_ready(control)
    family = Children(control, fence, _child)
    family.prepare()
    while attend(control, family.fork, family.reap):
        pass


def settle(listed: Sequence[str] = PACKAGES, folder: str = "", *, thorough: bool = False) -> Fence:
    """
    Import what submissions use, let nothing else be imported, and prepare the fence.

    What is imported is in use, so meanwhile nothing is looked for that is not.
    """
    gc.disable()
    before, warm = _loaded(), list(_warm(listed))
    for name in warm:
        with contextlib.suppress(Exception):  # what a package is worth here, 'doctor' tells
            importlib.import_module(name)
    warm_up(thorough=thorough)
    packages = (_loaded() - before) | {name.partition(".")[0] for name in (*warm, *listed, *OWN)}
    packages = {name for name in packages - sys.stdlib_module_names if is_importable(name)}
    fence = prepared(packages, sys.path, folder)
    conceal(packages)
    if thorough:
        gc.collect()
    gc.freeze()
    gc.enable()
    return fence


def _warm(listed: Sequence[str]) -> Iterator[str]:
    """What is imported before the first child is forked."""
    yield from WARM
    for name in listed:
        if name == SYMBOLIC[0]:
            yield from SYMBOLIC
        elif name not in LATE:
            yield name
            yield from PARTS.get(name, ())


def _loaded() -> set[str]:
    """Top-level modules that are there."""
    return {name.partition(".")[0] for name in sys.modules}


def _child(fence: Fence, request: bytes, descriptor: int) -> NoReturn:
    status = 1
    try:
        spawn = msgspec.msgpack.decode(request, type=Spawn)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        connection = socket.socket(fileno=descriptor)
        enclose(spawn.tier, fence.around(spawn.limits, descriptor, spawn.folder))
        status = serve(connection)
    finally:
        os._exit(status)
