"""Children on request: what whoever asks, and whoever forks, can rely on."""

import os
import socket

import pytest

from grader.sandbox.processes import forking


@pytest.fixture
def ends():
    """The connection between who asks and who forks."""
    asking, serving = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with asking, serving:
        yield asking, serving


def test_a_request_with_a_descriptor_gets_a_handle_and_one_without_a_wait_status(ends):
    """The handle and the descriptor cross as what they are, not as numbers."""
    asking, serving = ends
    read, write = os.pipe()
    asked = []

    def fork(request, descriptor):
        asked.append(request)
        os.write(descriptor, b"over the wire")
        return os.dup(read)

    socket.send_fds(asking, [b"please"], [write])
    assert forking.attend(serving, fork, reap=lambda: 9)
    _, (handle,), *_ = socket.recv_fds(asking, 64, 1)
    os.close(write)
    assert asked == [b"please"]
    assert os.read(handle, 64) == b"over the wire"
    assert os.read(handle, 64) == b"", "whoever forks has kept the descriptor open"
    asking.send(b"reap")
    assert forking.attend(serving, fork, reap=lambda: 9)
    assert asking.recv(64) == b"9"
    for descriptor in (read, handle):
        os.close(descriptor)


def test_whoever_hangs_up_ends_the_service(ends):
    """There is nothing to fork, and nothing to end."""
    asking, serving = ends
    asking.close()
    assert not forking.attend(serving, fork=None, reap=None)


@pytest.mark.parametrize("ask", [lambda end: forking.fork(end, b"please", 0), forking.reap])
def test_who_asks_nobody_is_told_so(ends, ask):
    """Silence is never taken for a child, nor for a status."""
    asking, serving = ends
    serving.shutdown(socket.SHUT_WR)
    with pytest.raises(ConnectionError):
        ask(asking)
    serving.close()
    with pytest.raises(OSError, match="Broken pipe|reset"):
        ask(asking)


def test_readiness_is_a_word_and_its_lack_is_seen(ends):
    """A process that ends before it can fork is not waited for."""
    asking, serving = ends
    forking.say_ready(serving)
    assert forking.is_ready(asking)
    serving.close()
    assert not forking.is_ready(asking)
