"""
What a process needs to fence itself in, prepared while it can still look around.

The template prepares it once for all of its children: paths are found, Landlock's rules
made and the filter written before anybody is isolated, and a child has only to apply them.
"""

import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.sandbox.isolation import landlock, seccomp
from grader.sandbox.isolation.empty_root import Piece, root_contents
from grader.sandbox.isolation.namespaces import mount_namespace
from grader.sandbox.isolation.readable import Readable, readable
from grader.sandbox.isolation.syscalls import machine
from grader.sandbox.isolation.users import allocated
from grader.sandbox.limits import Limits

__all__ = ["Fence", "prepared"]

LINUX = sys.platform.startswith("linux")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """
    Attributes
    ----------
    limits : Limits
        What the submission may use up.
    wire : int
        The one descriptor that stays open, beside the standard three.
    address_space_bytes : int
        What the process occupies already, libraries included.
    pieces : tuple of Piece
        What a new root shows.
    rules : int or None
        Descriptor of Landlock's rules; None where the kernel has no Landlock.
    code, reading_code : bytes
        The filter of system calls, and one that lets no file be opened for writing; empty where
        their numbers are not known.
    user : int
        The number of a user of its own; 0 where there is none.
    keeps_user : int
        The descriptor that keeps this number from other graders.
    mounts : str
        The mount namespace that the grader itself is in.
    outside : int or None
        Handle (pidfd) of the parent, where that ends as soon as namespaces are made.
    processes : int
        Descriptor of the process namespace that the stem is in.
    folder : str
        What the process starts in; empty where it needs none.
    """

    limits: Limits = field(default_factory=Limits)
    wire: int = -1
    address_space_bytes: int = 0
    pieces: tuple[Piece, ...] = ()
    rules: int | None = None
    code: bytes = b""
    reading_code: bytes = b""
    user: int = 0
    keeps_user: int = -1
    mounts: str = ""
    outside: int | None = None
    processes: int = -1
    folder: str = ""

    def around(self, limits: Limits, wire: int, folder: str = "") -> "Fence":
        """The fence for this very process, before its first layer."""
        size = self.address_space_bytes or _address_space()
        return replace(self, limits=limits, wire=wire, address_space_bytes=size, folder=folder)


def prepared(packages: Collection[str], search: Iterable[str], folder: str = "") -> Fence:
    """
    Whatever of a fence this machine offers, for processes that import ``packages``.

    They may read what is in ``folder`` as well, where one is named.
    """
    if not LINUX:
        return Fence()
    found = readable(packages, search, [folder] if folder else ())
    try:
        numbers = machine()
    except OSError:
        return Fence()
    user, keeps_user = allocated()
    return Fence(
        address_space_bytes=_address_space(),
        pieces=root_contents(found),
        rules=_rules(found),
        code=seccomp.program(numbers),
        reading_code=seccomp.program(numbers, seccomp.READING),
        user=user,
        keeps_user=keeps_user,
        mounts=mount_namespace(),
    )


def _rules(found: Readable) -> int | None:
    """Landlock's rules; None where the kernel has none."""
    try:
        return landlock.ruleset(found.paths, found.devices)
    except OSError:
        return None


def _address_space() -> int:
    """Bytes of address space that this process has already."""
    if not LINUX:
        return 0
    import resource

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()
