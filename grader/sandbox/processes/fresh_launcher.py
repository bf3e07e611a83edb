"""
Students' processes as fresh interpreters, for platforms without a safe fork.

Costs half a second each, where a fork of the template costs a hundredth of that.
"""

import contextlib
import functools
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence

import msgspec

from grader.sandbox.isolation.importable import PACKAGES
from grader.sandbox.limits import Limits, Spawn
from grader.sandbox.processes.channel import Channel
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.interpreter import command, scrubbed_environment
from grader.sandbox.processes.working_folder import NOTHING, Materials, WorkingFolder, prepared

__all__ = ["FreshInterpreters"]


class FreshInterpreters:
    """A new interpreter for each child, for platforms without a safe fork."""

    prepares = False

    def __init__(self, packages: Sequence[str] = PACKAGES, materials: Materials = NOTHING) -> None:
        self.packages = tuple(packages)
        self.materials = materials
        self._folder = WorkingFolder(materials) if materials else None
        self._children: list[subprocess.Popen[bytes]] = []

    def spawn(self, tier: str, limits: Limits) -> Child:
        """Start an interpreter that serves."""
        ours, theirs = socket.socketpair()
        windows = sys.platform == "win32"
        isolation = msgspec.msgpack.encode(Spawn(tier, limits, prepared(self._folder))).hex()
        with theirs:
            process = subprocess.Popen(
                command(
                    "grader.sandbox.processes.fresh_interpreter",
                    str(theirs.fileno()),
                    isolation,
                    ",".join(self.packages),
                ),
                pass_fds=() if windows else [theirs.fileno()],
                env=scrubbed_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
            )
            assert process.stdin is not None
            with process.stdin as handed_over:
                if sys.platform == "win32":
                    handed_over.write(theirs.share(process.pid))
        self._children.append(process)
        end = functools.cache(functools.partial(self._end, process, ours))
        ends = functools.partial(_ends, process)
        return Child(Channel(ours), process.pid, end, folder=self._folder, ends=ends)

    def _end(self, process: subprocess.Popen[bytes], connection: socket.socket) -> int:
        connection.close()
        if process.poll() is None and hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        code = process.wait()
        return -code if code < 0 else code << 8

    def close(self) -> None:
        """Kill every interpreter that still runs."""
        for process in self._children:
            process.kill()
            process.wait()
        if self._folder is not None:
            self._folder.close()


def _ends(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a process has ended, or does so within the time."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
