"""Getting a hostile file into a process takes no longer than the contract says."""

import time

import pytest

from grader.examine.student.faults import CallTimedOut
from grader.examine.student.loading import Loading, load_in
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.launch import launcher

LIMITS = Limits(load_seconds=0.5, cpu_seconds=20)

FLOOD = b"""
import os, socket, struct
def after(): return 5
for number in range(3, 300):
    try:
        wire = socket.socket(fileno=os.dup(number))
        wire.getpeername()
    except OSError:
        continue
    break
wire.setblocking(True)
while True:
    wire.sendall(4000 * (struct.pack("<BQIIII", 12, %d, 8, 0, 1, 0)))
"""
THE_LOOP = 4  # its place among the statements


@pytest.fixture
def load():
    """Load a source into a process of its own; what loading led to."""
    with launcher() as launched:
        launched.spawn("limits", LIMITS).end()  # our own start is not what is timed

        def loaded(source):
            submission = Submission("submission.py", source)
            child, loading = load_in(launched, submission, "limits", LIMITS, Loading())
            child.end()
            return loading

        yield loaded


def test_a_flood_of_announcements_ends_with_the_time_for_loading(load):
    """Each is well-formed, and the next is always there: only the clock can end it."""
    start = time.monotonic()
    loading = load(FLOOD % THE_LOOP)
    assert time.monotonic() - start < 20
    assert loading.callables >= {"after"}
    assert [failure.message for failure in loading.failures] == [
        "loading the file was still running after 0.5 s"
    ]


@pytest.mark.slow
def test_a_flood_about_no_statement_is_not_tried_again_and_again(load):
    """There is nothing to leave out that would help."""
    start = time.monotonic()
    with pytest.raises(CallTimedOut, match="loading the file was still running"):
        load(FLOOD % 99)
    assert time.monotonic() - start < 20
