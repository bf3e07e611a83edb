"""
Forks of the notebook's own process, made when the examiner asks for one.

A fork has every function as it is now, with its globals, closures and instances, and no
source has to be found for it.  It is isolated as the tier ``limits`` says: whoever checks their
own code has run it already, so what matters is that it can be killed, makes no noise,
and touches nothing of the notebook it was copied from.

A notebook's process prints by sending messages to the browser, and asks for input the same
way.  A fork sends none: its descriptors are closed, and a student's ``print`` of every call
would bury the result, which tells the beginning of it instead.
"""

import contextlib
import os
import signal
import socket
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from grader.sandbox.isolation.preparation import Fence
from grader.sandbox.isolation.tiers import enclose
from grader.sandbox.limits import Spawn
from grader.sandbox.processes.forking import attend
from grader.sandbox.processes.interrupts import interrupt_held_back
from grader.sandbox.runner.listener import Listener
from grader.sandbox.runner.serve import Load, Send, serve
from grader.sandbox.runner.statements import RUN_ALREADY
from grader.sandbox.wire.frames import MOST_NAMES, Frame, Kind, Loaded, frame_bytes

__all__ = ["TIER", "Copies", "already_loaded", "answer", "can_fork", "cell_numbers", "shell"]

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
        # No interrupt comes between a fork and the note of it, or in a copy half made.
        with interrupt_held_back(), warnings.catch_warnings():
            # A kernel has other threads; the copy uses none of what they may hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
            if pid == 0:
                _become_copy(spawn, descriptor, self._names)
            self._copy = pid
        return os.pidfd_open(pid)


def _become_copy(spawn: Spawn, descriptor: int, names: Mapping[str, Any]) -> NoReturn:
    status = 1
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the notebook
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        enclose(spawn.tier, Fence().around(spawn.limits, descriptor, spawn.folder))
        status = answer(socket.socket(fileno=descriptor), names)
    finally:
        os._exit(status)  # nothing that the notebook wants done at its end is done here


def answer(connection: socket.socket, names: Mapping[str, Any]) -> int:
    """Answer calls of what can be called in ``names``, until nobody asks; the exit status."""
    _hush()
    _end_as_python_does()
    RUN_ALREADY.update(cell_numbers())
    return serve(connection, already_loaded(names))


def already_loaded(names: Mapping[str, Any]) -> Load:
    """What takes the place of loading a submission, where that has been run: it gives ``names``."""

    def load(frame: Frame, send: Send, _: Listener) -> dict[str, Any]:
        callables = sorted(name for name, value in names.items() if callable(value))
        loaded = Loaded(callables[:MOST_NAMES], [])
        send(frame_bytes(Kind.LOADED, frame.serial, msgspec.msgpack.encode(loaded)))
        return dict(names)

    return load


def _hush() -> None:
    """Nothing is printed, and no message leaves for the browser."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    kernel = getattr(shell(), "kernel", None)
    if kernel is not None:
        kernel.session.send = lambda *_, **__: None


def _end_as_python_does() -> None:
    """``exit()`` raises, as in a file that is handed in; a notebook's ends the kernel later on."""
    if shell() is not None:
        from _sitebuiltins import Quitter

        namespace = shell().user_ns
        own = {name for name in ("exit", "quit") if hasattr(namespace.get(name), "rewrite")}
        namespace.update({name: Quitter(name, "Ctrl-D") for name in own})


def cell_numbers() -> Mapping[str, int]:
    """What tracebacks call the cells that were run, with their numbers; 0 for a script."""
    if shell() is not None:
        return getattr(shell().compile, "_filename_map", {})
    script = getattr(sys.modules["__main__"], "__file__", None)
    return {script: 0} if script else {}


def shell() -> Any:
    """The IPython shell that we are in, None in plain Python."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None
