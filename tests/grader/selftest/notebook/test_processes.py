"""The processes that a check starts, and those that it has no business with."""

import os
import signal
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked")


@pytest.mark.slow
def test_a_function_that_hangs_can_be_interrupted(notebook, processes, right):
    """By the button; what was running is gone, and the next check is made."""
    notebook.run(right + "def double(x):\n    while True: pass")
    processes["when_copied"](notebook.pid, lambda _: os.kill(notebook.pid, signal.SIGINT))
    (output,) = notebook.run(f"check('a', sheet={notebook.sheet!r})")
    assert output.ename == "KeyboardInterrupt"
    assert len(processes["family"](notebook.pid)) == 1  # the examiner of the next check
    notebook.run(right)
    assert notebook.report()["earned"] == 9


def test_processes_of_the_notebook_are_its_own(notebook, right):
    """A check ends what it started, and nothing else."""
    notebook.run("import subprocess, sys, multiprocessing\n" + right)
    notebook.run("mine = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=-1)")
    assert notebook.report()["earned"] == 9
    assert notebook.value("mine.poll()") is None
    notebook.run("mine.stdin.close()")
    assert notebook.value("mine.wait()") == 1


def test_what_a_function_starts_ends_with_it(notebook, processes, right):
    """A process of its own would otherwise be there for as long as the machine."""
    notebook.run(
        "import subprocess\n" + right + "def average(values):\n"
        "    subprocess.Popen(['sleep', '300'])\n    return sum(values) / len(values)"
    )
    before = set(processes["family"](1))
    notebook.check("b")
    left = [pid for pid in set(processes["family"](1)) - before if sleeps(pid)]
    assert processes["ended"](left, 5.0)


def sleeps(pid):
    """Whether this is the process that the function above starts."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() == b"sleep\x00300\x00"
    except FileNotFoundError:
        return False


@pytest.mark.slow
def test_no_process_is_left_when_the_kernel_is_shut_down(kernel, processes, right):
    """However it ends."""
    for end in ("shut down", "killed"):
        started = kernel()
        started.run("from grader import check\n" + right)
        started.check("a")
        left = [started.pid, *processes["family"](started.pid)]
        assert len(left) >= 2
        if end == "killed":
            os.kill(started.pid, signal.SIGKILL)
        else:
            started.client.kc.shutdown()
        assert processes["ended"](left), end


def test_no_process_is_left_when_the_kernel_is_killed_during_a_check(kernel, processes, right):
    """Not even one that hangs."""
    started = kernel()
    started.run("from grader import check\n" + right + "def double(x):\n    while True: pass")
    left = [started.pid]

    def kill(family):
        left.extend(family)
        os.kill(started.pid, signal.SIGKILL)

    processes["when_copied"](started.pid, kill)
    with pytest.raises(Exception, match="died"):
        started.run(f"check('a', sheet={started.sheet!r})")
    assert len(left) == 3  # with the examiner and a copy
    assert processes["ended"](left)
