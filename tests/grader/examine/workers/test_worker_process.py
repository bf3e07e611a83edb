"""A call into another process: what comes back, and what is lost when that dies."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from grader.examine.workers.worker_process import ExaminerFailed, OwnProcesses, WorkerLost


@pytest.fixture
def processes():
    """Processes that are ended afterwards."""
    made = OwnProcesses()
    yield made
    made.close()


def test_a_call_returns_what_the_function_does(processes):
    """From another process, which stays."""
    first = processes.call(os.getpid)
    assert first != os.getpid()
    assert processes.call(os.getpid) == first
    assert processes.call(divmod, 7, 3) == (2, 1)


def test_what_it_prints_is_no_answer(processes):
    """A sheet that prints while it is examined harms nobody."""
    assert processes.call(os.write, 1, b"a line\n") == 7
    assert processes.call(print, "another") is None
    assert processes.call(max, 3, 4) == 4


def test_it_imports_from_where_we_do(processes):
    """And not from the current folder before that, where submissions may lie."""
    assert processes.call(eval, "__import__('sys').path") == sys.path


def test_what_the_function_raises_is_told(processes):
    """With the traceback, and the process goes on."""
    first = processes.call(os.getpid)
    with pytest.raises(ExaminerFailed, match="ZeroDivisionError"):
        processes.call(divmod, 1, 0)
    assert processes.call(os.getpid) == first


def test_a_process_that_dies_is_replaced_once(processes, tmp_path):
    """The call is made a second time, and no third."""
    calls = tmp_path / "calls"
    dies = f"open({str(calls)!r}, 'a').write('x'); __import__('os')._exit(3)"
    first = processes.call(os.getpid)
    with pytest.raises(WorkerLost, match=r"it ended \(3\)"):
        processes.call(exec, dies)
    assert calls.read_text() == "xx"
    assert processes.call(os.getpid) != first


def test_a_process_that_dies_once_costs_nothing(processes, tmp_path):
    """Its second try is as good as a first."""
    calls = tmp_path / "calls"
    dies = (
        f"open({str(calls)!r}, 'a').write('x'); import os\n"
        f"if os.path.getsize({str(calls)!r}) == 1: os.kill(os.getpid(), 9)"
    )
    processes.call(exec, dies)
    assert calls.read_text() == "xx"


def test_the_signal_that_ended_it_is_named(processes):
    """Signal 9 is often the kernel, out of memory."""
    with pytest.raises(WorkerLost, match="signal 9"):
        processes.call(exec, "import os; os.kill(os.getpid(), 9)")


def test_a_call_that_never_comes_back_is_ended():
    """Whatever it is busy with."""
    processes = OwnProcesses(0.3)
    try:
        with pytest.raises(WorkerLost, match=r"no answer after 0\.3 s"):
            processes.call(time.sleep, 60)
    finally:
        processes.close()


def test_closed_is_closed(processes):
    """No process is started any more, and none is left."""
    pid = processes.call(os.getpid)
    processes.close()
    with pytest.raises(WorkerLost):
        processes.call(os.getpid)
    assert not psutil.pid_exists(pid)


KILLED = """
import os, sys, time
from grader.examine.workers.worker_process import OwnProcesses
processes = OwnProcesses()
print(processes.call(os.getpid), flush=True)
{}
time.sleep(60)
"""


@pytest.mark.parametrize("busy", ["", "processes.call(time.sleep, 60)"])
def test_it_ends_with_whoever_started_it(busy):
    """Killed, so that there is nobody who could tell it to; idle or at work."""
    program = [sys.executable, "-c", KILLED.format(busy)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, cwd=Path.cwd()) as started:
        examiner = psutil.Process(int(started.stdout.readline()))
        time.sleep(0.2)
        started.send_signal(signal.SIGKILL)
        started.wait()
        examiner.wait(timeout=10)
    assert not examiner.is_running()
