"""
Limits a process to reading what it may, and to writing nothing: Landlock, of Linux 5.13 and later.

A ruleset is made once, in the template, from paths; a child then only has to step behind
it.  Everything that this kernel's Landlock can restrict is restricted, and only reading is
given back, so what a later version learns to restrict (truncating, devices, TCP, abstract
sockets, signals) is closed where the kernel knows it.

``landlockpy`` was the alternative: one more package that runs beside a submission, for
three system calls.
"""

import ctypes
import os
import stat
from collections.abc import Iterable

from grader.sandbox.isolation.linux import system_call
from grader.sandbox.isolation.syscalls import machine

__all__ = ["enter", "restrictions", "ruleset", "version"]

CREATE_VERSION = 1
PATH_BENEATH = 1
QUIET = 1  # no audit message for what a submission tries in vain

WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
TCP = {4: 0b11}
SCOPES = {6: 0b11}
QUIET_SINCE = 7


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"  # what ``_pack_`` has always meant; from Python 3.14 on it has to be said
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of this kernel's Landlock; OSError where it has none, or it is off."""
    return _call("landlock_create_ruleset", None, 0, CREATE_VERSION)


def restrictions(known: int) -> tuple[int, ...]:
    """
    All that Landlock of version ``known`` can take away, as the words of the kernel's structure.

    Rights on files; from version 4 on, on TCP ports; from version 6 on, scopes.
    """
    kinds = [rights for rights in (FILES, TCP, SCOPES) if min(rights) <= known]
    return tuple(sum(bits for since, bits in rights.items() if since <= known) for rights in kinds)


def ruleset(paths: Iterable[str], devices: Iterable[str] = ()) -> int:
    """
    A descriptor of the rules: read ``paths`` and what is beneath them, use ``devices``.

    Paths that do not exist are left out.  OSError where the kernel has no Landlock.
    """
    words = restrictions(version())
    handled = (ctypes.c_uint64 * len(words))(*words)
    size = ctypes.sizeof(handled)
    rules = _call("landlock_create_ruleset", ctypes.byref(handled), size, 0)
    for path in paths:
        _allow(rules, path, READ_FILE | READ_DIR)
    for device in devices:
        _allow(rules, device, READ_FILE | WRITE_FILE)
    return rules


def enter(rules: int) -> None:
    """Hold this thread and all that it starts to the rules, for good; needs no new privileges."""
    _call("landlock_restrict_self", rules, QUIET if version() >= QUIET_SINCE else 0)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        is_folder = stat.S_ISDIR(os.fstat(place).st_mode)
        rule = _Beneath(rights if is_folder else rights & ~READ_DIR, place)
        _call("landlock_add_rule", rules, PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(place)


def _call(name: str, *arguments: object) -> int:
    return system_call(machine().number(name) or -1, *arguments)
