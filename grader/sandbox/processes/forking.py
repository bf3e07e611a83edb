"""
Lets one process have children forked by another: both ends of the conversation.

Three pairs hold it: the examiner and its template, the template and its stem, and the examiner of
a notebook and the notebook's kernel.  Whoever forks says first that it is ready.  A request with a
descriptor wants a child, which gets the descriptor, and is answered with a handle (pidfd) of it; a
request without one wants the end of what was forked, and is answered with its wait status.

A template is told before all that what its children will be for.

All of it is between processes of ours; a child closes the connection before it runs anything.
"""

import os
import socket
from collections.abc import Callable

import msgspec

from grader.sandbox.limits import Order

__all__ = ["attend", "fork", "is_ready", "order", "reap", "say_ready", "told"]

READY, CHILD, REAP = b"ready", b"child", b"reap"
LARGEST = 4096


def order(control: socket.socket, what: Order) -> None:
    """Tell a template what its children will be for."""
    control.send(msgspec.msgpack.encode(what))


def told(control: socket.socket) -> Order | None:
    """What a template is told; None where the other end is gone before it knew."""
    said = control.recv(LARGEST)
    return msgspec.msgpack.decode(said, type=Order) if said else None


def say_ready(control: socket.socket) -> None:
    """The first word of whoever forks."""
    control.send(READY)


def is_ready(control: socket.socket) -> bool:
    """Wait for that word; False where the other end is gone."""
    return control.recv(LARGEST) == READY


def fork(control: socket.socket, request: bytes, descriptor: int) -> int:
    """A handle of a new child; raises OSError where the other end is gone or says nothing."""
    socket.send_fds(control, [request], [descriptor])
    _, handles, *_ = socket.recv_fds(control, LARGEST, 1)
    if not handles:
        raise ConnectionError("the other end is gone")
    return handles[0]


def reap(control: socket.socket) -> int:
    """End what was forked; the wait status of the last.  Raises OSError as ``fork`` does."""
    control.send(REAP)
    if not (said := control.recv(LARGEST)):
        raise ConnectionError("the other end is gone")
    return int(said)


def attend(
    control: socket.socket, fork: Callable[[bytes, int], int], reap: Callable[[], int]
) -> bool:
    """
    Serve one request; False where there will be none any more.

    ``fork`` gives a handle of a child, from a request and a descriptor; handle and descriptor are
    closed here.  ``reap`` gives a wait status.
    """
    request, descriptors, *_ = socket.recv_fds(control, LARGEST, 1)
    if not request:
        return False
    if not descriptors:
        control.send(str(reap()).encode())
        return True
    try:
        handle = fork(request, descriptors[0])
    finally:
        os.close(descriptors[0])
    socket.send_fds(control, [CHILD], [handle])
    os.close(handle)
    return True
