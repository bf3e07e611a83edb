"""
A world of its own: processes, mounts, network, host name, all without the others in it.

As root, everything is set up with root's rights and root is left behind for good in
``empty_root``; without, a user namespace lends the rights that are needed, over the new
world only.
"""

import os
import select
from pathlib import Path

from grader.sandbox.kernel import libc

__all__ = ["NOBODY", "await_adoption", "mount_namespace", "own_user_namespace", "separate"]

NOBODY = 65534
HOST_NAME = b"sandbox"
MOUNTS, CONTROL_GROUPS, HOST, MESSAGES = 0x00020000, 0x02000000, 0x04000000, 0x08000000
USERS, PROCESSES, NETWORK = 0x10000000, 0x20000000, 0x40000000
WORLD = MOUNTS | CONTROL_GROUPS | HOST | MESSAGES | PROCESSES | NETWORK
START_SECONDS = 10


def mount_namespace() -> str:
    """Which mounts this process sees, as the kernel names them."""
    return os.readlink("/proc/self/ns/mnt")  # noqa: PTH115


def separate() -> int:
    """
    Go on in new namespaces, as the first process of one of them.

    That takes a fork: the process that asks for a new process namespace stays outside.  It
    ends at once, and what goes on is a child of whoever adopts its orphans.  Gives a handle
    (pidfd) of the one outside, for ``await_adoption``: its end takes a millisecond or two in
    which there is other work to do.
    """
    try:
        libc("unshare", WORLD)
    except PermissionError:
        user, group = os.getuid(), os.getgid()
        libc("unshare", WORLD | USERS)
        _become_nobody(user, group)
    libc("sethostname", HOST_NAME, len(HOST_NAME))
    outside = os.pidfd_open(os.getpid())
    if os.fork():
        os._exit(0)
    return outside


def own_user_namespace() -> None:
    """A user namespace in which nobody has a name."""
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
