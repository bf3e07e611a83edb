"""A Dask cluster on this machine, of processes that can be killed one by one."""

import contextlib
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Running:
    """A scheduler's address, and the processes of its workers."""

    address: str
    workers: list[subprocess.Popen]


@contextlib.contextmanager
def cluster(workers=2):
    """As somebody starts one by hand: ``dask scheduler``, ``dask worker``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    started = [_dask("scheduler", "--port", address.rpartition(":")[2], "--no-dashboard")]
    try:
        _await(address)
        one = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        started += [_dask(*one) for _ in range(workers)]
        _await_workers(address, workers)
        yield Running(address, started[1:])
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _dask(*words):
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + f"dask_{words[0]}", *words[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _await(address):
    host, port = re.fullmatch(r"tcp://(.*):(\d+)", address).groups()
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
            return
        time.sleep(0.1)
    raise TimeoutError(address)


def _await_workers(address, workers):
    from distributed import Client

    with Client(address, timeout=30, set_as_default=False) as client:
        if workers:
            client.wait_for_workers(workers, timeout=60)
