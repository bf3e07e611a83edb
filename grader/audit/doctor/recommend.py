"""What would raise the isolation on this machine."""

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.sandbox.isolation import landlock
from grader.sandbox.isolation.syscalls import ARCHITECTURES

__all__ = ["advice"]

SWITCHES = (
    ("kernel/unprivileged_userns_clone", "0", "1"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ("user/max_user_namespaces", "0", "10000"),
)


def advice(best: str) -> list[str]:
    """What to change so that more than ``best`` can be had; empty where nothing is left to wish."""
    if best == "walled":
        return []
    if not sys.platform.startswith("linux"):
        return [
            "Submissions can be sealed on Linux only; a virtual machine or a container will do."
        ]
    return list(_for_walled() if best == "sealed" else _for_sealed())


def _for_sealed() -> Iterator[str]:
    if platform.machine() not in ARCHITECTURES:
        yield f"The system calls of {platform.machine()} are not known; use x86-64 or aarch64."
    try:
        landlock.version()
    except OSError as error:
        yield (
            f"Landlock is not to be had ({error.strerror or error}): use Linux 5.13 or later, with "
            f"'landlock' in the kernel's list of security modules (lsm=landlock,…)."
        )


def _for_walled() -> Iterator[str]:
    for name, off, on in SWITCHES:
        switch = Path("/proc/sys", name)
        if switch.exists() and switch.read_text(encoding="ascii").strip() == off:
            yield f"User namespaces are refused: set {name.replace('/', '.')} to {on} with sysctl."
    if os.getuid() == 0:
        yield "In a container, namespaces need its leave, such as docker run --privileged."
    else:
        yield "Namespaces need a kernel that lets users have them, or root."
