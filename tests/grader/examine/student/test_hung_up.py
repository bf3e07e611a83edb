"""A submission that closes its connection is told of by what it did, the same each time."""

import os
import signal
import socket

import pytest

from grader.errors import SandboxFailed
from grader.examine.student.calls import Call
from grader.examine.student.faults import Died
from grader.examine.student.loading import Loading, load_in
from grader.model import Submission
from grader.sandbox.exit_status import HALF_A_FENCE
from grader.sandbox.processes.channel import Channel
from grader.sandbox.processes.child import Child
from tests.grader.conftest import ROOMY

CLOSES = "import os, time\nos.closerange(3, 64)\n"
SAID = {
    "": "closed the connection to the grader",
    "time.sleep(600)": "closed the connection to the grader",
    "os._exit(3)": "ended its own process (exit status 3)",
    "os.kill(os.getpid(), 9)": "ended its own process (signal 9)",
}
TIMES = 3


@pytest.mark.parametrize("then", SAID, ids=lambda then: then or "goes on")
def test_a_call_that_hangs_up_is_told_by_what_it_does_then(session, then):
    """Not by whether our own signal or its own end came first."""
    body = "".join(f"    {line}\n" for line in [*CLOSES.splitlines(), then])
    asked = session(f"def f():\n{body}", ROOMY)
    faults = [asked.ask([Call("f", ())])[0].value for _ in range(TIMES)]
    assert {str(fault) for fault in faults} == {f"f {SAID[then]}"}
    assert all(isinstance(fault, Died) for fault in faults)


@pytest.mark.parametrize("then", SAID, ids=lambda then: then or "goes on")
def test_a_file_that_hangs_up_is_told_alike(launched, then):
    """The statement that did it is left out the next time, with the same words."""
    body = "".join(f"    {line}\n" for line in [*CLOSES.splitlines(), then])
    submission = Submission("submission.py", f"if True:\n{body}def f(): pass\n".encode())
    told = set()
    for _ in range(TIMES):
        child, loading = load_in(launched, submission, "limits", ROOMY, Loading())
        child.end()
        assert "f" in loading.callables
        told.add(tuple(each.message for each in loading.failures))
    assert told == {(f"loading the file {SAID[then]}",)}


class Elsewhere:
    """A launcher whose processes end before they are ready, each in the same way."""

    packages, prepares = (), False

    def __init__(self, status):
        self.status = status

    def spawn(self, *_):
        ours, theirs = socket.socketpair()
        theirs.close()
        return Child(Channel(ours), os.getpid(), lambda: ours.close() or self.status)


@pytest.mark.parametrize(
    ("status", "found", "advice"),
    [
        (int(signal.SIGKILL), "it was ended by signal 9", "Check that memory"),
        (HALF_A_FENCE << 8, "isolation 'owned' could not be put in force", "grader doctor"),
        (1 << 8, "it ended with exit status 1", "fault of the grader"),
    ],
)
def test_memory_is_blamed_only_where_it_may_have_been_that(status, found, advice):
    """What was found is told, and what to do about that."""
    submission = Submission("submission.py", b"")
    with pytest.raises(SandboxFailed) as told:
        load_in(Elsewhere(status), submission, "owned", ROOMY, Loading())
    assert found in str(told.value)
    assert advice in str(told.value)
    assert ("memory" in str(told.value)) == (status == signal.SIGKILL)
