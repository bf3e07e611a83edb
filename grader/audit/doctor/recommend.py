"""What would raise the isolation on this machine."""

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from grader.sandbox.isolation import landlock
from grader.sandbox.isolation.syscalls import ARCHITECTURES
from grader.sandbox.isolation.tiers import OWNED
from grader.sandbox.isolation.users import may_change_users

__all__ = ["advice"]

SWITCHES = (
    ("kernel/unprivileged_userns_clone", "0", "1"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ("user/max_user_namespaces", "0", "10000"),
)


def advice(best: str, tier: str = "") -> list[str]:
    """
    What to change so that more than ``best`` can be had; empty where nothing is left to wish.

    ``tier`` is the one that was asked for, which may be another way than those to ``best``.
    """
    if tier == OWNED and sys.platform.startswith("linux"):
        return list(_for_owned())
    if best == "walled":
        return []
    if not sys.platform.startswith("linux"):
        return [
            "Submissions can be sealed on Linux only; a virtual machine or a container will do."
        ]
    return list(_for_walled() if best == "sealed" else _for_sealed())


def _for_owned() -> Iterator[str]:
    """What keeps another user from starting the interpreter, or us from making one."""
    if not may_change_users():
        yield "'owned' is for root, who may become another user: elsewhere take another isolation."
        return
    folders = dict.fromkeys(
        folder
        for path in (sys.executable, sys.prefix, np.__file__)
        for folder in Path(path).resolve().parents
    )
    for folder in folders:
        if not folder.stat().st_mode & 0o001:
            yield (
                f"Other users may not enter {folder}, and the interpreter or its packages are in "
                f"it: install both where everybody may read them."
            )


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
