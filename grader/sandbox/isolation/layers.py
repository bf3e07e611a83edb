"""
The layers that a student's process puts around itself, one function each.

Each takes the fence it is part of and raises OSError if it cannot be put up; the caller
then ends the process.  None of them can be undone by the code that runs inside.
"""

import builtins
import contextlib
import io
import os
import signal
import sys
from dataclasses import replace
from typing import Any

from grader.sandbox.isolation import capabilities
from grader.sandbox.isolation.empty_root import change_root
from grader.sandbox.isolation.landlock import enter
from grader.sandbox.isolation.linux import libc, system_call
from grader.sandbox.isolation.namespaces import await_adoption, part, separate
from grader.sandbox.isolation.preparation import Fence
from grader.sandbox.isolation.seccomp import apply
from grader.sandbox.isolation.syscalls import machine
from grader.sandbox.isolation.users import become

__all__ = [
    "adopt_orphans",
    "close_descriptors",
    "die_with_parent",
    "drop_privileges",
    "empty_root",
    "few_tasks",
    "landlock",
    "namespaces",
    "new_session",
    "null_device",
    "own_user",
    "quiet",
    "read_only_seccomp",
    "resource_limits",
    "seccomp",
    "working_folder",
    "world",
]

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LAST_DESCRIPTOR = (1 << 31) - 1
MOST_TASKS = 128
LINUX = sys.platform.startswith("linux")
POSIX = os.name == "posix"


def new_session(_: Fence) -> None:
    """Leave the terminal's session, so that Ctrl-C reaches the grader alone."""
    if POSIX and os.getsid(0) != os.getpid():
        os.setsid()


def die_with_parent(fence: Fence) -> None:
    """Be killed when the template ends, however it ends."""
    if not LINUX:
        return
    if fence.outside is not None:
        await_adoption(fence.outside)
    parent = os.getppid()
    libc("prctl", PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of whatever a child leaves running, so that it can be ended."""
    if LINUX:
        libc("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def quiet(_: Fence) -> None:
    """Standard input is empty, and what is printed goes nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    if null > 2:
        os.close(null)


def working_folder(fence: Fence) -> None:
    """Start in the folder with what the sheet lets a submission read."""
    if fence.folder:
        os.chdir(fence.folder)


def close_descriptors(fence: Fence) -> None:
    """Nothing is open but the standard three and the wire."""
    if fence.wire > 2:
        _close(3, fence.wire - 1)
        _close(fence.wire + 1, LAST_DESCRIPTOR)


def _close(first: int, last: int) -> None:
    if first > last or not POSIX:
        return
    if LINUX:
        with contextlib.suppress(OSError):  # it is there since Linux 5.9
            system_call(machine().number("close_range") or -1, first, last, 0)
            return
    os.closerange(first, min(last, os.sysconf("SC_OPEN_MAX")) + 1)


def resource_limits(fence: Fence) -> None:
    """Memory, CPU time, descriptors; no file may grow, no core is dumped."""
    if not POSIX:
        return
    import resource

    for kind, value in (
        (resource.RLIMIT_AS, fence.address_space_bytes + fence.limits.memory_bytes),
        (resource.RLIMIT_CPU, fence.limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, fence.limits.descriptors),
    ):
        _, ceiling = resource.getrlimit(kind)
        value = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
        resource.setrlimit(kind, (value, value))


def world(fence: Fence) -> Fence:
    """Processes and mounts of its own, for all children of the stem; goes on in another process."""
    outside, processes = separate()
    return replace(fence, outside=outside, processes=processes)


def empty_root(fence: Fence) -> None:
    """A root directory with what may be read in it."""
    change_root(fence.pieces, fence.mounts)


def namespaces(_: Fence) -> None:
    """Processes, mounts, network, names and users of its own; where it was root's, no longer."""
    part()


def few_tasks(_: Fence) -> None:
    """So many threads and no more; counted apart from others' in a user namespace only."""
    import resource

    resource.setrlimit(resource.RLIMIT_NPROC, (MOST_TASKS, MOST_TASKS))


def own_user(fence: Fence) -> None:
    """Become a user that nobody else is, who can still read what may be imported."""
    capabilities.empty_bounding_set()
    become(fence.user)
    for piece in fence.pieces:
        if piece.shows == "folder" and not os.access(piece.path, os.R_OK | os.X_OK):
            raise OSError(f"{piece.path} is closed to others")


def drop_privileges(_: Fence) -> None:
    """No capabilities, none to be had, and no look into its memory from beside it."""
    os.chdir("/")
    capabilities.drop_capabilities()
    capabilities.no_new_privileges()
    capabilities.not_dumpable()


def landlock(fence: Fence) -> None:
    """Read what may be read, and nothing else."""
    if fence.rules is None:
        raise OSError("no Landlock")
    enter(fence.rules)


def seccomp(fence: Fence) -> None:
    """Compute, wait, read, answer: no other call of the kernel."""
    if not fence.code:
        raise OSError("no system call numbers")
    apply(fence.code)


def read_only_seccomp(fence: Fence) -> None:
    """The same, and no file is opened but for reading."""
    if not fence.reading_code:
        raise OSError("no system call numbers")
    apply(fence.reading_code)


def null_device(_: Fence) -> None:
    """Where no file can be written to, let /dev/null be: it is a copy of standard output."""
    opened: Any = io.open

    def open(file: Any, mode: str = "r", *how: Any, **named: Any) -> Any:
        is_null = isinstance(file, str | os.PathLike) and os.fspath(file) == os.devnull
        return opened(os.dup(1) if is_null and mode[:1] in "wa" else file, mode, *how, **named)

    builtins.open = io.open = open
