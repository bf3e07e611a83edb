"""Whether an isolation can be had is tried, and not given up after one failure."""

import os
import socket

import pytest

from grader.sandbox.processes.availability import works
from grader.sandbox.processes.channel import Channel
from grader.sandbox.processes.child import Child


class Failing:
    """A launcher whose first processes end before they are ready."""

    def __init__(self, behind, failures):
        self.behind, self.failures = behind, failures

    def spawn(self, tier, limits):
        self.failures -= 1
        if self.failures < 0:
            return self.behind.spawn(tier, limits)
        ours, theirs = socket.socketpair()
        theirs.close()
        return Child(Channel(ours), os.getpid(), lambda: ours.close() or 0)


@pytest.mark.parametrize(("failures", "is_there"), [(0, True), (1, True), (2, False)])
def test_a_start_that_fails_once_is_tried_again(launched, failures, is_there):
    """A platform would mark nothing for it; what fails twice is not there."""
    assert works(Failing(launched, failures), "limits") is is_there
