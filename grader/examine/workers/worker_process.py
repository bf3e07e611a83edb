"""
Calls into processes of their own, one for each thread that calls.

A process that dies costs the call that it was about, and only that: it is made once more in a fresh
one.  Pools of the standard library lose everything that was waiting with the worker that died.
"""

import contextlib
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from grader.sandbox.processes.interpreter import command

__all__ = ["ExaminerFailed", "OwnProcesses", "WorkerLost"]

TRIES = 2


class WorkerLost(Exception):
    """The process that was to answer is gone."""


class ExaminerFailed(Exception):
    """The function raised; the message is its traceback."""


class OwnProcesses:
    """A process for each thread that calls, started when it first does."""

    def __init__(self, seconds: float | None = None) -> None:
        self._seconds = seconds
        self._mine = threading.local()
        self._all: list[_Process] = []
        self._guard = threading.Lock()
        self._closed = False

    def call(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
        """
        What the function returns in this thread's process, where it is made twice at most.

        Raises WorkerLost where the process ended or said nothing in time, both times;
        ExaminerFailed where the function raised.
        """
        for last in [False] * (TRIES - 1) + [True]:
            try:
                return self._process().call(function, arguments, self._seconds)
            except WorkerLost:
                self._lose()
                if last or self._closed:
                    raise
        raise AssertionError

    def _process(self) -> "_Process":
        process: _Process | None = getattr(self._mine, "process", None)
        if process is None:
            with self._guard:
                if self._closed:
                    raise WorkerLost("no more is to be done")
                process = self._mine.process = _Process()
                self._all.append(process)
        return process

    def _lose(self) -> None:
        process: _Process | None = getattr(self._mine, "process", None)
        self._mine.process = None
        with self._guard:
            if process in self._all:
                self._all.remove(process)

    def close(self) -> None:
        """End all of them, at once."""
        with self._guard:
            self._closed = True
            for process in self._all:
                process.end()


class _Process:
    """An examiner, from outside."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            command("grader.examine.workers.worker_main"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the grader, which knows what to do about it
        )
        self._late = False
        with contextlib.suppress(OSError):  # one that has ended already is found out when called
            self._tell(sys.path)

    def call(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float | None
    ) -> Any:
        watch = threading.Timer(seconds or 0, self._end_late)
        if seconds is not None:
            watch.start()
        try:
            self._tell((function, arguments))
            assert self._process.stdout is not None
            succeeded, value = pickle.load(self._process.stdout)  # noqa: S301 - from our own
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            self.end()
            raise WorkerLost(self._ending(seconds)) from None
        finally:
            watch.cancel()
        if not succeeded:
            raise ExaminerFailed(value)
        return value

    def _tell(self, what: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(pickle.dumps(what))
        self._process.stdin.flush()

    def _end_late(self) -> None:
        self._late = True
        self._process.kill()

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):  # what could not be written any more
                pipe.close()

    def _ending(self, seconds: float | None) -> str:
        if self._late:
            return f"it had no answer after {seconds:g} s"
        status = self._process.returncode
        return f"it was ended by signal {-status}" if status < 0 else f"it ended ({status})"
