"""
The layers that a student's process puts around itself, one function each.

Each takes the limits it is to enforce and raises OSError if it cannot; the caller then
ends the process.  None of them can be undone by the code that runs inside.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

from grader.sandbox.limits import Limits

__all__ = ["adopt_orphans", "die_with_parent", "new_session", "quiet", "resource_limits"]

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LINUX = sys.platform.startswith("linux")
POSIX = os.name == "posix"


def new_session(_: Limits) -> None:
    """Leave the terminal's session, so that Ctrl-C reaches the grader alone."""
    if POSIX and os.getsid(0) != os.getpid():
        os.setsid()


def die_with_parent(_: Limits) -> None:
    """Be killed when the template ends, however it ends."""
    if not LINUX:
        return
    parent = os.getppid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of whatever a child leaves running, so that it can be ended."""
    if LINUX:
        _prctl(PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option})")


def quiet(_: Limits) -> None:
    """Standard input is empty, and what is printed goes nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    if null > 2:
        os.close(null)


def resource_limits(limits: Limits) -> None:
    """Memory, CPU time, descriptors; no file may grow, no core is dumped."""
    if not POSIX:
        return
    import resource

    address_space = _address_space(resource.getpagesize()) + limits.memory_bytes
    for name, value in (
        ("RLIMIT_AS", address_space),
        ("RLIMIT_CPU", limits.cpu_seconds),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", limits.descriptors),
    ):
        kind = getattr(resource, name)
        _, ceiling = resource.getrlimit(kind)
        value = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
        resource.setrlimit(kind, (value, value))


def _address_space(page_bytes: int) -> int:
    """Bytes of address space that this process has already, libraries included."""
    if not LINUX:
        return 0
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * page_bytes
