"""What comes to a student's process is read whole, and looked out for where that pays."""

import io
import socket
import threading

import pytest

from grader.sandbox.runner.incoming import ASLEEP_TIMES, Incoming


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


def opened(connection):
    return io.BufferedReader(Incoming(connection))


def send_late(ours, data):
    late = threading.Timer(0.05, ours.sendall, [data])
    late.start()
    return late


def test_what_has_come_is_read_and_then_the_end(ends):
    ours, theirs = ends
    ours.sendall(b"a" * 20_000)
    ours.close()
    assert opened(theirs).read() == b"a" * 20_000


def test_what_comes_late_is_waited_for(ends):
    ours, theirs = ends
    late = send_late(ours, b"late")
    assert opened(theirs).read(4) == b"late"
    late.join()


def test_it_is_looked_out_for_as_long_as_that_pays(ends):
    ours, theirs = ends
    stream = opened(theirs)
    for data in (b"here", b"there"):
        ours.sendall(data)
        assert stream.read(len(data)) == data
    assert theirs.flags == [socket.MSG_DONTWAIT, socket.MSG_DONTWAIT]


def test_after_a_look_out_in_vain_the_process_sleeps_at_once_for_a_while(ends):
    ours, theirs = ends
    stream = opened(theirs)
    late = send_late(ours, b"late")
    assert stream.read(4) == b"late"
    late.join()
    theirs.flags.clear()
    for _ in range(ASLEEP_TIMES + 1):
        ours.sendall(b"here")
        assert stream.read(4) == b"here"
    assert theirs.flags == [0] * ASLEEP_TIMES + [socket.MSG_DONTWAIT]
