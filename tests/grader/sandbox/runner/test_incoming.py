"""What comes to a student's process is read whole, whether it looks out for it or sleeps."""

import io
import socket
import threading

import pytest

from grader.sandbox.runner.incoming import Incoming


class Watched(socket.socket):
    """A connection that notes how it was read from."""

    flags: list[int]

    def recv_into(self, buffer, nbytes=0, flags=0):
        self.flags.append(flags)
        return super().recv_into(buffer, nbytes, flags)


@pytest.fixture
def ends():
    """Our end of a connection, and the student's, which is watched."""
    ours, theirs = socket.socketpair()
    watched = Watched(fileno=theirs.detach())
    watched.flags = []
    with ours, watched:
        yield ours, watched


def opened(connection, is_awake):
    incoming = Incoming(connection)
    incoming.is_awake = is_awake
    return io.BufferedReader(incoming)


@pytest.mark.parametrize("is_awake", [True, False])
def test_what_has_come_is_read_and_then_the_end(ends, is_awake):
    ours, theirs = ends
    ours.sendall(b"a" * 20_000)
    ours.close()
    assert opened(theirs, is_awake).read() == b"a" * 20_000


@pytest.mark.parametrize("is_awake", [True, False])
def test_what_comes_late_is_waited_for(ends, is_awake):
    ours, theirs = ends
    late = threading.Timer(0.05, ours.sendall, [b"late"])
    late.start()
    assert opened(theirs, is_awake).read(4) == b"late"
    late.join()


def test_who_is_awake_looks_before_he_sleeps(ends):
    ours, theirs = ends
    ours.sendall(b"here")
    assert opened(theirs, True).read(4) == b"here"
    assert theirs.flags == [socket.MSG_DONTWAIT]


def test_who_is_not_awake_sleeps_at_once(ends):
    ours, theirs = ends
    ours.sendall(b"here")
    assert opened(theirs, False).read(4) == b"here"
    assert theirs.flags == [0]
