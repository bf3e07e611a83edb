"""A process in a world of its own, and that it can be timed and ended like any other."""

import os
import select
import signal
import time
from pathlib import Path

import pytest

from grader.examine.student.calls import Call
from grader.examine.student.replies import request_of
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.isolation.empty_root import change_root
from grader.sandbox.isolation.namespaces import mount_namespace, part
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.channel import Closed
from grader.sandbox.processes.launch import Template
from grader.sandbox.wire.frames import Kind

SOURCE = b"""
import ctypes, os, time

def world():
    return os.getpid(), os.getuid(), os.getcwd(), os.uname().nodename

def exists(path):
    return os.path.exists(path)

def work(seconds):
    start = time.process_time()
    while time.process_time() < start + seconds:
        pass

def crash():
    ctypes.string_at(0)

def leave():
    os._exit(3)

def spin():
    while True:
        pass
"""


@pytest.fixture
def walled(template):
    if not works(template, "walled"):
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    session = Session(Submission("submission.py", SOURCE), template, "walled", Limits())
    yield session
    session.end()


def ask(session, function, *arguments):
    (answer,) = session.ask([Call(function, arguments)])
    return answer.value


def begin(session, function):
    """Have a function called, and do not wait for it."""
    call = Call(function, ())
    session.send(request_of(call))
    session.process.child.channel.flush()
    return session.process.child


def test_it_is_the_first_process_and_nobody(walled):
    """It cannot name a process, a user or a host of ours."""
    assert ask(walled, "world") == (1, 65534, "/", "sandbox")


@pytest.mark.parametrize("path", ["/proc", "/home", "/etc/passwd", "/sys", "/bin/sh", __file__])
def test_what_is_not_readable_is_not_there(walled, path):
    """Without a second wall, a submission could still learn names, sizes and times of files."""
    assert Path(path).exists() or path == "/home"
    assert ask(walled, "exists", path) is False


def test_its_clock_is_read_from_outside(walled):
    """The process that was forked first is gone; the clock must be the submission's."""
    ask(walled, "world")
    child = walled.process.child
    before = child.cpu_seconds()
    ask(walled, "work", 0.3)
    assert 0.25 < child.cpu_seconds() - before < 1.0
    assert child.starved_seconds() >= 0.0


@pytest.mark.parametrize(("function", "status"), [("leave", 3 << 8), ("crash", signal.SIGSEGV)])
def test_how_it_ended_is_reported(walled, function, status):
    """The first process of a namespace ends like any other, as seen from here."""
    child = begin(walled, function)
    with pytest.raises(Closed):
        child.channel.receive(10)
    assert walled.end() & ~0x80 == status


def test_nothing_is_left_of_one_that_does_not_listen(walled):
    """It is killed from outside, whatever it is doing."""
    pid = begin(walled, "spin").pid
    time.sleep(0.1)
    assert Path(f"/proc/{pid}").exists()
    assert walled.end() == signal.SIGKILL
    assert not Path(f"/proc/{pid}").exists()


KINDS = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")


def kinds(pid):
    """Which namespaces a process is in, as the kernel names them."""
    return {kind: str(Path(f"/proc/{pid}/ns/{kind}").readlink()) for kind in KINDS}


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_it_shares_no_namespace_with_us_or_with_what_it_was_forked_from(walled):
    """Two submissions that ran at once would not see each other."""
    ask(walled, "world")
    child = walled.process.child.pid
    own, stem, ours = map(kinds, (child, parent(child), os.getpid()))
    assert [kind for kind in KINDS if own[kind] in (stem[kind], ours[kind])] == []


def test_no_two_have_a_namespace_in_common(template):
    """A world is built once, and nobody moves in after somebody."""
    if not works(template, "walled"):
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    children = [template.spawn("walled", Limits()) for _ in range(2)]
    for child in children:
        assert child.channel.receive(10).kind == Kind.READY
    first, second = (kinds(child.pid) for child in children)
    for child in children:
        child.end()
    assert [kind for kind in KINDS if first[kind] == second[kind]] == []
    assert not any(Path(f"/proc/{child.pid}").exists() for child in children)


def test_it_ends_with_the_template_though_the_stem_does_not_listen():
    """The kernel sees to it, whatever the processes in between are doing."""
    launched = Template()
    try:
        if not works(launched, "walled"):
            pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
        child = launched.spawn("walled", Limits())
        assert child.channel.receive(10).kind == Kind.READY
        stem = parent(child.pid)
        handles = [os.pidfd_open(pid) for pid in (child.pid, stem)]
        os.kill(stem, signal.SIGSTOP)
        launched._process.kill()
        for handle in handles:
            assert select.select([handle], [], [], 10)[0]
            os.close(handle)
        child.end()
    finally:
        launched.close()


def test_the_end_of_the_first_child_of_a_stem_is_heard_at_once(template):
    """It is there before a stem is that replaces another, which must not keep its wire open."""
    if not works(template, "walled"):
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    launched = Template()
    try:
        first = launched.spawn("walled", Limits())
        assert first.channel.receive(10).kind == Kind.READY
        stem = parent(first.pid)
        first.end()
        os.kill(stem, signal.SIGKILL)
        child = launched.spawn("walled", Limits())
        assert child.channel.receive(10).kind == Kind.READY
        assert parent(child.pid) != stem
        os.kill(child.pid, signal.SIGKILL)
        with pytest.raises(Closed):
            child.channel.receive(10)
        child.end()
    finally:
        launched.close()


def children(pid):
    """Processes that this one has started, or that were handed to it."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_a_stem_is_there_before_anybody_asks(template):
    """To build its world takes as long as a small question."""
    if not works(template, "walled"):
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    launched = Template()
    try:
        until = time.monotonic() + 30
        while not (grown := children(launched._process.pid)) and time.monotonic() < until:
            time.sleep(0.01)
        assert grown
        child = launched.spawn("walled", Limits())
        assert child.channel.receive(10).kind == Kind.READY
        assert str(parent(child.pid)) in children(launched._process.pid)
        child.end()
    finally:
        launched.close()


def test_a_stem_that_was_killed_is_replaced(template):
    """The machine may run out of memory; the next submission is not the one to pay for it."""
    if not works(template, "walled"):
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    child = template.spawn("walled", Limits())
    assert child.channel.receive(10).kind == Kind.READY
    os.kill(parent(child.pid), signal.SIGKILL)
    with pytest.raises(Closed):
        child.channel.receive(10)
    assert child.end() == signal.SIGKILL
    assert works(template, "walled")


def test_a_child_of_another_tier_leaves_the_stem_alone(template):
    """Whatever such a child leaves running is killed; the stem is not its."""
    if not works(template, "walled"):
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    stems = []
    for tier in ("walled", "limits", "walled"):
        child = template.spawn(tier, Limits())
        assert child.channel.receive(10).kind == Kind.READY
        stems.append(parent(child.pid))
        child.end()
    assert stems[0] == stems[2] != stems[1]


def test_processes_of_others_are_not_left_by_saying_so():
    """Only the first process of a namespace goes on: any other would be seen, and see."""
    with pytest.raises(OSError, match="among the processes of others"):
        part()


def test_the_root_of_others_is_not_changed():
    """Without namespaces of its own, a new root would be everybody's."""
    before = set(Path("/").iterdir())
    with pytest.raises(OSError, match="among the mounts of others"):
        change_root((), mount_namespace())
    assert set(Path("/").iterdir()) == before
