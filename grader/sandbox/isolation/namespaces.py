"""
A world of its own: processes, mounts, network, host name, all without the others in it.

The stem leaves the others' processes and mounts; each of its children then takes namespaces of
every kind for itself.  As root, everything is set up with root's rights, and a child leaves root
behind for good; without, a user namespace lends the rights that are needed, over the new world
only.
"""

import os
import select
from pathlib import Path

from grader.sandbox.isolation.linux import libc

__all__ = ["NOBODY", "PROCESSES", "await_adoption", "mount_namespace", "part", "separate"]

NOBODY = 65534
HOST_NAME = b"sandbox"
MOUNTS, CONTROL_GROUPS, HOST, MESSAGES = 0x00020000, 0x02000000, 0x04000000, 0x08000000
USERS, PROCESSES, NETWORK = 0x10000000, 0x20000000, 0x40000000
START_SECONDS = 10


def mount_namespace() -> str:
    """Which mounts this process sees, as the kernel names them."""
    return os.readlink("/proc/self/ns/mnt")  # noqa: PTH115


def separate() -> tuple[int, int]:
    """
    Go on among new mounts, as the first of new processes.

    That takes a fork: the process that asks for a new process namespace stays outside.  It
    ends at once, and what goes on is a child of whoever adopts its orphans.  Gives a handle
    (pidfd) of the one outside, for ``await_adoption``, and a descriptor of the new namespace.
    """
    try:
        libc("unshare", MOUNTS | PROCESSES)
    except PermissionError:
        user, group = os.getuid(), os.getgid()
        libc("unshare", MOUNTS | PROCESSES | USERS)
        _become_nobody(user, group)
    outside = os.pidfd_open(os.getpid())
    if os.fork():
        os._exit(0)
    return outside, os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)


def part() -> None:
    """
    Take namespaces of every kind, in a process that is the first of new processes already.

    The rights over all of them but the last, in which nobody has a name, are gone with that.
    """
    if os.getpid() != 1:
        raise OSError("still among the processes of others")
    libc("unshare", MOUNTS | CONTROL_GROUPS | HOST | MESSAGES | NETWORK)
    libc("sethostname", HOST_NAME, len(HOST_NAME))
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    libc("unshare", USERS)


def _become_nobody(user: int, group: int) -> None:
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny", encoding="ascii")
    (own / "uid_map").write_text(f"{NOBODY} {user} 1", encoding="ascii")
    (own / "gid_map").write_text(f"{NOBODY} {group} 1", encoding="ascii")


def await_adoption(outside: int) -> None:
    """Wait until the process outside has ended, and this one has its next parent."""
    ended, _, _ = select.select([outside], [], [], START_SECONDS)
    os.close(outside)
    if not ended:
        raise TimeoutError("the process outside did not end")
