"""A template that was begun before anybody knew what for."""

import subprocess
import sys

import pytest

from grader.examine.student.calls import Call
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.begin import begun_early
from grader.sandbox.processes.launch import Template

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux")


def imports(launched, name):
    """Whether a submission in a child of this launcher can import a module."""
    source = f"def f():\n    import {name}\n    return 1".encode()
    session = Session(Submission("a.py", source), launched, "limits", Limits())
    try:
        (answer,) = session.ask([Call("f", ())])
    finally:
        session.end()
    return answer.value == 1


@pytest.fixture
def started(monkeypatch):
    """The processes that are started meanwhile."""
    found, before = [], subprocess.Popen

    def popen(*words, **how):
        found.append(before(*words, **how))
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    return found


def test_who_wants_the_first_template_gets_the_one_that_was_begun(started):
    """It is told then which packages there are; whoever wants a second one starts it."""
    with begun_early(wanted=True):
        assert len(started) == 1
        launched = Template(packages=("numpy",))
        assert len(started) == 1
        try:
            assert imports(launched, "numpy")
            assert not imports(launched, "sympy")
            Template(packages=("numpy",)).close()
            assert len(started) == 2
        finally:
            launched.close()


def test_one_that_nobody_wanted_is_ended(started):
    """A file that is not there, say."""
    with begun_early(wanted=True):
        pass
    assert started[0].returncode is not None


def test_none_is_begun_where_none_is_wanted(started):
    """Most commands need none."""
    with begun_early(wanted=False):
        assert started == []
