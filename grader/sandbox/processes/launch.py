"""
Starting and ending students' processes, from the examiner's side.

``Template`` forks children from one warm process (Linux); elsewhere a fresh interpreter
serves each time.  Either gives a ``Child``, which can be killed from outside together with
all that it started, and whose clock is read from outside.
"""

import contextlib
import functools
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from grader.sandbox.isolation.importable import PACKAGES
from grader.sandbox.limits import Limits, Order, Spawn
from grader.sandbox.processes import forking
from grader.sandbox.processes.begin import Start, begin, begun_before, can_fork
from grader.sandbox.processes.channel import Channel
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.fresh_launcher import FreshInterpreters
from grader.sandbox.processes.interpreter import command
from grader.sandbox.processes.no_process import NoProcesses, TemplateFailed
from grader.sandbox.processes.working_folder import NOTHING, Materials, WorkingFolder, prepared

__all__ = ["Forking", "Launcher", "Template", "TemplateFailed", "assert_starts", "launcher"]

PAGE = "emscripten"  # what Python calls the platform where it is compiled to WebAssembly
SEND_BUFFER = 1 << 20
LONGEST_WAIT = 60.0  # seconds for the template to say anything; it only ever forks and kills


class Launcher(Protocol):
    """
    Something that starts students' processes.

    Attributes
    ----------
    packages : tuple of str
        What a submission may import in them, beside the standard library.
    materials : Materials
        What it finds in its working directory.
    prepares : bool
        Whether a second process can be had while the first is at work.
    """

    packages: tuple[str, ...]
    materials: Materials
    prepares: bool

    def spawn(self, tier: str, limits: Limits) -> Child:
        """A new process, isolated by ``tier``, that is about to say that it is ready."""

    def close(self) -> None:
        """End whatever is still running."""


@contextlib.contextmanager
def launcher(
    packages: Sequence[str] = PACKAGES,
    materials: Materials = NOTHING,
    *,
    thorough: bool = False,
) -> Iterator[Launcher]:
    """
    The quickest launcher that this platform allows; closed at the end of the block.

    ``packages`` are what a submission may import, ``materials`` what it finds in its working
    directory.  ``thorough`` takes longer to start, for children that have more done for them.
    """
    launched: Launcher
    if sys.platform == PAGE:
        launched = _Nowhere(packages, materials)
    elif can_fork():
        launched = Template(packages=packages, materials=materials, thorough=thorough)
    else:
        launched = FreshInterpreters(packages, materials)
    try:
        yield launched
    finally:
        launched.close()


def assert_starts() -> None:
    """Raise NoProcesses where this Python starts no processes at all."""
    if sys.platform == PAGE:
        raise _in_a_page()


def _in_a_page() -> NoProcesses:
    return NoProcesses(
        "this Python runs in a page, where no process can be started for a submission"
    )


class _Nowhere:
    """Stands where a launcher would, for whoever asks it for a process."""

    prepares = False

    def __init__(self, packages: Sequence[str], materials: Materials) -> None:
        self.packages, self.materials = tuple(packages), materials

    def spawn(self, tier: str, limits: Limits) -> Child:
        """Raise NoProcesses."""
        del tier, limits  # whatever they are
        raise _in_a_page()

    def close(self) -> None:
        """There is nothing to be ended."""


class Forking:
    """
    Has children forked by whoever is at the other end of ``control``, one at a time.

    What is said there is in ``forking``; a request is a Spawn.
    """

    prepares = False

    def __init__(
        self,
        control: socket.socket,
        packages: Sequence[str] = PACKAGES,
        folder: WorkingFolder | None = None,
        materials: Materials = NOTHING,
    ) -> None:
        self.packages = tuple(packages)
        self.materials = materials
        self._folder = folder
        self._control = control
        self._control.settimeout(LONGEST_WAIT)
        self._ready = False

    def spawn(self, tier: str, limits: Limits) -> Child:
        """Fork a child; raises TemplateFailed if the template is gone."""
        return self.spawned(tier, limits, self._folder)

    def spawned(self, tier: str, limits: Limits, folder: WorkingFolder | None) -> Child:
        """Fork a child that starts in a folder; raises TemplateFailed as above."""
        self._await()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        with theirs:
            request = msgspec.msgpack.encode(Spawn(tier, limits, prepared(folder)))
            try:
                handle = forking.fork(self._control, request, theirs.fileno())
            except OSError as error:
                ours.close()
                raise TemplateFailed(f"the template gave no child: {error}") from error
        # Ended a second time it says the same again: its handle may be another's by then.
        end = functools.cache(functools.partial(self._end, handle, ours))
        ends = functools.partial(_is_readable, handle)
        return Child(Channel(ours), _pid_of(handle), end, folder=folder, ends=ends)

    def _await(self) -> None:
        try:
            self._ready = self._ready or forking.is_ready(self._control)
        except OSError as error:
            raise TemplateFailed(str(error)) from error
        if not self._ready:
            raise TemplateFailed("the template did not start")

    def _end(self, handle: int, connection: socket.socket) -> int:
        """
        Kill the child, let the template bury it and its family; its wait status.

        Where the template is gone, its children went with it; the next spawn will say so.
        """
        connection.close()
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        os.close(handle)
        try:
            return forking.reap(self._control)
        except OSError:
            return int(signal.SIGKILL)

    def close(self) -> None:
        """Hang up; the other end then leaves no child behind."""
        self._control.close()


class Template(Forking):
    """
    A warm process that children are forked from; starts at once, is awaited when used.

    Without ``start``, which says how (see ``begin``), it is the one that was begun before, if any.
    """

    def __init__(
        self,
        start: Start | None = None,
        *,
        packages: Sequence[str] = PACKAGES,
        materials: Materials = NOTHING,
        thorough: bool = False,
    ) -> None:
        begun = begun_before() if start is None else None
        self._process, control = begun or begin(start or command)
        folder = WorkingFolder(materials) if materials else None
        super().__init__(control, packages, folder, materials)
        place = str(folder.path) if folder is not None else ""
        with contextlib.suppress(OSError):  # it is gone, which the first spawn will say
            forking.order(control, Order(list(packages), place, thorough))

    @property
    def has_ended(self) -> bool:
        """Whether it is gone, however that came."""
        return self._process.poll() is not None

    def close(self) -> None:
        """Hang up; the template ends its children and itself."""
        super().close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._folder is not None:
            self._folder.close()


def _is_readable(handle: int, seconds: float) -> bool:
    """Whether the process behind a pidfd has ended, or does so within the time."""
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    return bool(waiting.poll(seconds * 1_000))


def _pid_of(handle: int) -> int:
    """The process id behind a pidfd."""
    lines = Path(f"/proc/self/fdinfo/{handle}").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))
