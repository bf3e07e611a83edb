"""Several examiners on this machine."""

import os
import time

import psutil
import pytest

from grader.examine.workers import ExaminerFailed, Processes, WorkerLost


@pytest.fixture
def two():
    """An executor of two."""
    executor = Processes(2)
    yield executor
    executor.close()


MEET = "touch {mine}; for n in $(seq 1200); do test -e {other} && exit 0; sleep 0.05; done; exit 1"


def test_as_many_work_at_the_same_time_as_were_asked_for(two, tmp_path):
    """Each in a process of its own: one alone would wait for the other for a minute."""
    one, other = tmp_path / "one", tmp_path / "other"
    pairs = ((one, other), (other, one))
    futures = [two.submit(os.system, MEET.format(mine=mine, other=its)) for mine, its in pairs]
    assert [future.result() for future in futures] == [0, 0]
    pids = {future.result() for future in [two.submit(os.getpid) for _ in range(2)]}
    assert two.slots == 2
    assert os.getpid() not in pids


def test_a_death_costs_nobody_else(two):
    """Pools that break as a whole would take what is waiting along."""
    futures = [two.submit(max, n, 0) for n in range(20)]
    dying = two.submit(os.abort)
    futures += [two.submit(max, n, 0) for n in range(20, 40)]
    assert [future.result() for future in futures] == list(range(40))
    with pytest.raises(WorkerLost, match="signal 6"):
        dying.result()


def test_an_error_is_that_of_one_call(two):
    """And tells where it was raised."""
    with pytest.raises(ExaminerFailed, match="ValueError"):
        two.submit(int, "x").result()
    assert two.submit(int, "7").result() == 7


def test_close_ends_what_runs_and_drops_what_waits():
    """At once."""
    executor = Processes(1)
    pid = executor.submit(os.getpid).result()
    running = executor.submit(time.sleep, 60)
    waiting = executor.submit(time.sleep, 60)
    time.sleep(0.2)
    began = time.monotonic()
    executor.close()
    assert time.monotonic() - began < 5
    assert waiting.cancelled()
    assert isinstance(running.exception(), WorkerLost)
    assert not psutil.pid_exists(pid)
