"""Examiners on a real cluster: a scheduler and two worker processes on this machine."""

import os
import subprocess
import sys
import time
from concurrent.futures import wait
from importlib.util import find_spec

import psutil
import pytest

from grader.errors import GraderError
from grader.examine.workers import ExaminerFailed, WorkerLost, dask
from grader.examine.workers.dask import Cluster
from tests.grader.examine.workers.clusters import cluster

pytestmark = [
    pytest.mark.filterwarnings("default"),  # Dask's own are not ours to answer for
    pytest.mark.skipif(not find_spec("distributed"), reason="Dask is an extra: grader[dask]"),
]


@pytest.fixture(scope="module")
def address():
    """Of a cluster that no test harms."""
    with cluster() as running:
        yield running.address


@pytest.fixture
def two(address):
    """An executor on it."""
    executor = Cluster(address)
    yield executor
    executor.close()


@pytest.mark.slow
def test_a_call_returns_what_the_function_does(two):
    """From examiners, which are neither the client nor a worker."""
    assert two.slots == 2
    futures = [two.submit(os.getpid) for _ in range(8)]
    pids = {future.result(60) for future in futures}
    assert os.getpid() not in pids
    assert all("worker_main" in " ".join(psutil.Process(pid).cmdline()) for pid in pids)


def test_a_shared_value_is_given_to_many(two):
    """In place of itself."""
    shared = two.share(list(range(1000)))
    assert [two.submit(sum, shared).result(60) for _ in range(3)] == [499500] * 3


@pytest.mark.slow
def test_an_error_is_told_and_a_lost_examiner_too(two):
    """In the words of every executor."""
    with pytest.raises(ExaminerFailed, match="ZeroDivisionError"):
        two.submit(divmod, 1, 0).result(60)
    with pytest.raises(WorkerLost, match="signal 6"):
        two.submit(os.abort).result(60)
    assert two.submit(max, 1, 2).result(60) == 2


def test_no_scheduler_is_a_sentence(monkeypatch):
    """With what starts one; nobody waits for it here as long as on a slow network."""
    monkeypatch.setattr(dask, "PATIENCE_SECONDS", 1.0)
    with pytest.raises(GraderError, match="no Dask scheduler at tcp://127.0.0.1:9"):
        Cluster("tcp://127.0.0.1:9")


@pytest.mark.slow
def test_a_lost_worker_loses_nothing_and_its_examiners_end_with_it():
    """Its work is done by the other, with what they shared; killed as it may be."""
    with cluster() as running:
        executor = Cluster(running.address)
        shared = executor.share([0.3])
        futures = [executor.submit(time.sleep, 0.3) for _ in range(6)]
        futures += [executor.submit(max, shared) for _ in range(6)]
        wait(futures[:2])
        family = psutil.Process(running.workers[0].pid).children(recursive=True)
        running.workers[0].kill()
        results = [future.result(60) for future in futures]
        assert family
        assert not psutil.wait_procs(family, timeout=10)[1]
        executor.close()
    assert results == [None] * 6 + [0.3] * 6


def test_without_dask_it_is_said_how_to_get_it():
    """In an interpreter that cannot import it."""
    program = (
        "import sys; sys.modules['distributed'] = None\n"
        "from grader.examine.workers.dask import Cluster\n"
        "Cluster('tcp://127.0.0.1:9')"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "pip install 'grader[dask]'" in told.stderr


@pytest.mark.slow
def test_close_does_not_wait_for_what_runs_and_no_workers_is_a_sentence():
    """Who presses Ctrl-C gets the terminal back; the cluster goes on until it has no workers."""
    with cluster(workers=1) as running:
        executor = Cluster(running.address)
        executor.submit(max, 1, 2).result(60)
        executor.submit(time.sleep, 120)
        executor.submit(time.sleep, 120)
        began = time.monotonic()
        executor.close()
        assert time.monotonic() - began < 30
        assert running.workers[0].poll() is None
        running.workers[0].kill()
        running.workers[0].wait()
        with pytest.raises(GraderError, match="has no workers"):
            Cluster(running.address)
