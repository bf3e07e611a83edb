"""The examiner's end of a conversation, over real sockets and against a real clock."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import tracemalloc

import pytest

from grader.sandbox.processes.channel import Channel, Closed, Silent
from grader.sandbox.wire.bounds import MAX_BLOB, Malformed
from grader.sandbox.wire.frames import HEAD_SIZE, Frame, Kind, frame_bytes, read_frame

FRAME = Frame(Kind.RETURNED, 5, b"structure", b"blob" * 100)
PATIENCE = 20.0  # seconds, where the answer is sure to come


@pytest.fixture
def ends():
    """A channel, and the bare socket at its other end."""
    ours, theirs = socket.socketpair()
    channel = Channel(ours)
    with theirs:
        yield channel, theirs
        channel.close()


def beside(work):
    """Run something at the same time; daemon, so that a failing test does not hang."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_a_frame_arrives_whole(ends):
    """And the next one after it, though both came at once."""
    channel, theirs = ends
    theirs.sendall(frame_bytes(*FRAME) + frame_bytes(Kind.RAISED, 6))
    assert channel.receive(PATIENCE) == FRAME
    assert channel.receive(0) == Frame(Kind.RAISED, 6, b"", b"")


def test_all_that_came_whole_can_be_taken_at_once(ends):
    """And what came in part stays until the rest has come."""
    channel, theirs = ends
    data = frame_bytes(*FRAME)
    theirs.sendall(3 * data + data[:-5])
    assert channel.receive(PATIENCE) == FRAME
    assert channel.take_all() == [FRAME, FRAME]
    assert channel.take_all() == []
    theirs.sendall(data[-5:])
    assert channel.receive(PATIENCE) == FRAME
    assert not channel.pending()


def test_a_frame_may_come_in_pieces(ends):
    """Sockets cut where they like, within the head too."""
    channel, theirs = ends
    data = frame_bytes(*FRAME)

    def drip():
        for piece in (data[:3], data[3 : HEAD_SIZE + 2], data[HEAD_SIZE + 2 :]):
            theirs.sendall(piece)
            time.sleep(0.01)

    beside(drip)
    assert channel.receive(PATIENCE) == FRAME


def test_what_is_queued_is_sent_when_an_answer_is_awaited(ends):
    """Nobody has to remember to flush."""
    channel, theirs = ends

    def answer():
        with theirs.makefile("rb") as stream:
            theirs.sendall(frame_bytes(*read_frame(stream.read)))

    beside(answer)
    channel.send(frame_bytes(*FRAME))
    assert channel.receive(PATIENCE) == FRAME


def test_silence_ends_the_wait(ends):
    """Neither at once nor much later."""
    channel, _ = ends
    start = time.monotonic()
    with pytest.raises(Silent):
        channel.receive(0.1)
    assert 0.1 <= time.monotonic() - start < 5


def test_half_a_frame_is_silence(ends):
    """It may still come, and is then whole."""
    channel, theirs = ends
    theirs.sendall(frame_bytes(*FRAME)[:-1])
    with pytest.raises(Silent):
        channel.receive(0.05)
    theirs.sendall(frame_bytes(*FRAME)[-1:])
    assert channel.receive(PATIENCE) == FRAME


DRIP = """
import socket, sys
wire = socket.socket(fileno=int(sys.argv[1]))
wire.sendall(bytes.fromhex(sys.argv[2]))
while True:
    wire.send(b"0")
"""


def test_dripping_does_not_hold_the_clock(ends):
    """Another process sends one frame byte by byte, faster than we ask, but it takes a minute."""
    channel, theirs = ends
    head = frame_bytes(Kind.RETURNED, 1, b"", bytes(MAX_BLOB))[:HEAD_SIZE]
    words = [sys.executable, "-c", DRIP, str(theirs.fileno()), head.hex()]
    with subprocess.Popen(words, pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL) as drip:
        try:
            while not channel.pending():
                assert drip.poll() is None
            start = time.monotonic()
            with pytest.raises(Silent):
                channel.receive(0.1)
            assert time.monotonic() - start < 20
        finally:
            drip.kill()


def test_a_frame_that_is_there_is_taken_though_no_time_is_left(ends):
    """An answer that came in time is not lost to a busy examiner."""
    channel, theirs = ends
    theirs.sendall(frame_bytes(*FRAME))
    assert channel.receive(0) == FRAME


def test_the_end_of_the_stream_is_noticed(ends):
    """Whether something was to be sent or not, and after the last whole frame."""
    channel, theirs = ends
    theirs.sendall(frame_bytes(*FRAME))
    theirs.close()
    assert channel.receive(PATIENCE) == FRAME
    channel.send(b"x" * 100_000)
    with pytest.raises(Closed):
        channel.receive(PATIENCE)


def test_a_head_that_announces_too_much_is_malformed_at_once(ends):
    """Before any of it has come."""
    channel, theirs = ends
    theirs.sendall(frame_bytes(Kind.RETURNED, 1)[:-4] + b"\xff" * 4)
    with pytest.raises(Malformed, match="too large"):
        channel.receive(PATIENCE)


def test_two_sides_that_both_write_much_do_not_wait_for_each_other(ends):
    """Each has more to send than the kernel holds; reading while writing resolves it."""
    channel, theirs = ends
    size, rounds = 1 << 20, 8

    def child():
        with theirs.makefile("rb") as stream:
            for _ in range(rounds):
                frame = read_frame(stream.read)
                theirs.sendall(frame_bytes(Kind.RETURNED, frame.serial, b"", frame.blob[::-1]))

    beside(child)
    blobs = [os.urandom(size) for _ in range(rounds)]
    for serial, blob in enumerate(blobs):
        channel.send(frame_bytes(Kind.CALL, serial, b"", blob))
        channel.flush()
    for serial, blob in enumerate(blobs):
        frame = channel.receive(PATIENCE)
        assert (frame.serial, frame.blob) == (serial, blob[::-1])


def test_an_unasked_flood_takes_little_memory(ends):
    """What is not read stays with the sender, whose memory is bounded."""
    channel, theirs = ends
    frame = frame_bytes(Kind.RETURNED, 1, b"", bytes(1000))

    def flood():
        try:
            while True:
                theirs.sendall(frame * 500)
        except OSError:
            pass

    beside(flood)
    tracemalloc.start()
    try:
        for _ in range(2000):
            channel.receive(PATIENCE)
        assert tracemalloc.get_traced_memory()[1] < 8e6
    finally:
        tracemalloc.stop()
        theirs.shutdown(socket.SHUT_RDWR)


STOPPED = """
import os, socket, sys, threading, time
from grader.sandbox.processes.channel import Channel, Silent
from grader.sandbox.wire.frames import frame_bytes

ours, theirs = socket.socketpair()

def answer():
    time.sleep(0.3)
    theirs.sendall(frame_bytes(14, 7))

if sys.argv[1] == "answers":
    threading.Thread(target=answer, daemon=True).start()
print("waiting", flush=True)
try:
    print(Channel(ours).receive(0.5).serial)
except Silent:
    print("silent")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nobody is stopped on this platform")
@pytest.mark.parametrize(("word", "heard"), [("answers", "7"), ("says nothing", "silent")])
def test_time_in_which_we_were_stopped_ourselves_does_not_count(word, heard):
    """A laptop was closed, say: the answer was on its way, and is waited for as long as before."""
    program = [sys.executable, "-c", STOPPED, word]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout.readline() == "waiting\n"
        running.send_signal(signal.SIGSTOP)
        time.sleep(1.0)
        running.send_signal(signal.SIGCONT)
        assert running.stdout.read().strip() == heard
