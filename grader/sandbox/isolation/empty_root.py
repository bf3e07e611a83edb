"""
A root directory that holds what a submission may read, and nothing else.

An empty file system in memory, into which the readable folders are mounted, all of it
read-only.  There is no /proc in it, no home directory and no way back.
"""

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader.sandbox.isolation.linux import libc, system_call
from grader.sandbox.isolation.namespaces import mount_namespace
from grader.sandbox.isolation.readable import Readable
from grader.sandbox.isolation.syscalls import machine

__all__ = ["Piece", "change_root", "root_contents"]

SITES = ("/sys", "/proc", "/mnt")  # folders that no readable one lies in
NO_SETUID, NO_DEVICES, BIND, RECURSIVE, PRIVATE = 0x2, 0x4, 0x1000, 0x4000, 0x40000
DETACH = 2
HERE, WHOLE_TREE = -100, 0x8000
READ_ONLY, SAFE = 0x1, 0x1 | 0x2 | 0x4  # MOUNT_ATTR_: read-only, no setuid, no devices


class Piece(NamedTuple):
    """
    One thing that a new root shows.

    Attributes
    ----------
    path : str
        Where it is, in the old root and in the new one.
    shows : str
        ``"folder"``, ``"file"`` or ``"device"`` as it is outside, ``"nothing"``: an empty
        folder in place of a hidden one, or where a symbolic link leads.
    """

    path: str
    shows: str


def root_contents(readable: Readable) -> tuple[Piece, ...]:
    """What to put into a new root, outer folders before inner ones."""
    placed: dict[Path, bool] = {}  # whether what is in it can be seen
    pieces = []
    for path in map(Path, sorted({*readable.folders, *readable.hidden})):
        seen = next((placed[outer] for outer in path.parents if outer in placed), False)
        hides = str(path) in readable.hidden
        if seen is hides:
            placed[path] = not hides
            pieces.append(Piece(str(path), "nothing" if hides else _kind(path)))
    return (*pieces, *(Piece(device, "device") for device in readable.devices))


def _kind(path: Path) -> str:
    if path.is_symlink():
        return str(path.readlink())
    return "folder" if path.is_dir() else "file"


def change_root(pieces: tuple[Piece, ...], outside: str) -> None:
    """
    Make a new root, and go there.

    ``outside`` is the mount namespace that must have been left before: in it, this would
    take the root directory away from everybody.
    """
    if mount_namespace() == outside:
        raise OSError("still among the mounts of others")
    libc("mount", None, b"/", None, RECURSIVE | PRIVATE, None)
    root = next(site for site in SITES if os.path.isdir(site))  # noqa: PTH112
    os.umask(0o022)
    _mount_empty(root)
    devices = list(_place(root, pieces))
    _protect(root, SAFE)
    for device in devices:
        _show(device, root + device)
    _protect(root, READ_ONLY)
    os.chdir(root)
    system_call(machine().number("pivot_root") or -1, b".", b".")
    libc("umount2", b".", DETACH)
    os.chdir("/")


def _place(root: str, pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Mount all pieces but devices, which come when nothing else can be one; those."""
    for path, shows in pieces:
        target = root + path
        if shows == "nothing":
            _mount_empty(target)
        elif shows == "folder":
            os.makedirs(target, exist_ok=True)  # noqa: PTH103
            _show(path, target)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
            if shows not in ("file", "device"):
                os.symlink(shows, target)  # noqa: PTH211
                continue
            os.close(os.open(target, os.O_CREAT | os.O_CLOEXEC))
            if shows == "file":
                _show(path, target)
            else:
                yield path


def _mount_empty(target: str) -> None:
    flags, options = NO_SETUID | NO_DEVICES, b"mode=755,size=1m"
    libc("mount", b"tmpfs", target.encode(), b"tmpfs", flags, options)


def _show(path: str, target: str) -> None:
    libc("mount", path.encode(), target.encode(), None, BIND | RECURSIVE, None)


class _Attributes(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "users"))


def _protect(root: str, attributes: int) -> None:
    """Set attributes of every mount from ``root`` on."""
    wanted = _Attributes(attributes, 0, 0, 0)
    number = machine().number("mount_setattr") or -1
    size = ctypes.sizeof(wanted)
    system_call(number, HERE, root.encode(), WHOLE_TREE, ctypes.byref(wanted), size)
