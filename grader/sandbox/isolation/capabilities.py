"""Giving up whatever a process may do beyond others, so that it cannot be had back."""

import contextlib
import ctypes
import errno
import os

from grader.sandbox.isolation.linux import libc

__all__ = ["drop_capabilities", "empty_bounding_set", "no_new_privileges", "not_dumpable"]

PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
MOST_CAPABILITIES = 64
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT, CLEAR_ALL = 47, 4
VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def drop_capabilities() -> None:
    """Empty every set of capabilities, and the list of supplementary groups."""
    with contextlib.suppress(PermissionError):
        os.setgroups([])
    empty_bounding_set()
    libc("prctl", PR_CAP_AMBIENT, CLEAR_ALL, 0, 0, 0)
    nothing = (ctypes.c_uint32 * 6)()
    libc("capset", ctypes.byref(_Header(VERSION_3, 0)), ctypes.byref(nothing))


def empty_bounding_set() -> None:
    """Only a process that has CAP_SETPCAP may; without, no new privileges has to be enough."""
    for capability in range(MOST_CAPABILITIES):
        try:
            libc("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
        except OSError as error:
            if error.errno in (errno.EINVAL, errno.EPERM):  # there are no more; may not
                return
            raise


def no_new_privileges() -> None:
    """Nothing that is executed from here on can raise privileges."""
    libc("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def not_dumpable() -> None:
    """No core, and no other process of this user may look into its memory."""
    libc("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)
