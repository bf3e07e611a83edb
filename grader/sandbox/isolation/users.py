"""
A user of its own for submissions: a number that nobody has, kept for as long as it is used.

Where root has no other wall to put up, the kernel's oldest one is left: files of root's that are
closed to others are closed to a submission that runs as somebody else.  That somebody must be
nobody whom the machine knows, and not the one of another grader beside this one.  Numbers come
from a range that neither distributions nor systemd give to anybody; one is taken by a name in the
kernel's memory, which is free again when the template ends, however it ends.
"""

import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path

__all__ = ["allocated", "become", "may_change_users"]

NUMBERS = range(60578, 61184)
ACCOUNTS = (Path("/etc/passwd"), Path("/etc/group"))
KILL, SET_GROUPS, SET_USERS = 5, 6, 7  # capabilities
NEEDED = 1 << KILL | 1 << SET_GROUPS | 1 << SET_USERS


def allocated() -> tuple[int, int]:
    """
    A number for a user and a group of its own, and the descriptor that keeps it.

    0 and -1 where this process may not change users, or no number is free.
    """
    if may_change_users():
        known = set(_known())
        for number in random.sample(NUMBERS, len(NUMBERS)):
            if number not in known and (kept := _taken(number)) is not None:
                return number, kept
    return 0, -1


def may_change_users() -> bool:
    """Whether this process is root, may become somebody else, and may end somebody else's."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        held = next(line.split()[1] for line in lines if line.startswith("CapEff:"))
    except (OSError, StopIteration):
        return False
    return os.geteuid() == 0 and int(held, 16) & NEEDED == NEEDED


def become(number: int) -> None:
    """Become that user, in that group and no other; raises OSError where it cannot be."""
    if number <= 0:
        raise OSError("no user of its own")
    os.setgroups([])
    os.setresgid(number, number, number)
    os.setresuid(number, number, number)
    if os.getresuid() != (number,) * 3 or os.getresgid() != (number,) * 3 or os.getgroups():
        raise OSError("still somebody else")


def _known() -> Iterator[int]:
    """Numbers that the machine's own accounts have."""
    for file in ACCOUNTS:
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        for line in lines:
            yield from (int(word) for word in line.split(":")[2:4] if word.isdecimal())


def _taken(number: int) -> int | None:
    """The descriptor that keeps a number; None where another grader has it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as named:
        try:
            named.bind(f"\0grader-user-{number}")
        except OSError:
            return None
        return named.detach()
