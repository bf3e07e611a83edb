"""
What a right submission of a class costs, to the millisecond and by kind, in CPU time.

Nothing is estimated that can be measured where it happens. The submissions time themselves, in the
very process that they are isolated in: each of their functions is wrapped, and asked at the end
what all of them took, by the clock of the thread, since that of a whole process stands still
between two ticks. What else those processes took, the kernel tells. Our own process is sampled
every few milliseconds of its CPU time, and each sample belongs to the room of the innermost file of
ours.

Used by ``class_throughput.py --profile``.
"""

import contextlib
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from grader.examine.student.calls import Call
from grader.examine.student.process import Process
from grader.examine.student.session import Session
from grader.examine.workers import task

__all__ = ["METERED", "InThisProcess", "Profile"]

EVERY_SECONDS = 0.002
REST = "template and stem: forking, and taking down what has ended"
TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).resolve().parents[1]
METERED = """

import functools, time

OWN = {"seconds": 0.0, "is_inside": False}


def metered(function):
    @functools.wraps(function)
    def timed(*arguments, **keywords):
        if OWN["is_inside"]:
            return function(*arguments, **keywords)
        OWN["is_inside"], began = True, time.thread_time()
        try:
            return function(*arguments, **keywords)
        finally:
            OWN["seconds"] += time.thread_time() - began
            OWN["is_inside"] = False

    return timed


for name, value in list(globals().items()):
    if type(value) is type(metered) and value is not metered:
        globals()[name] = metered(value)


def own_seconds():
    return OWN["seconds"]
"""


class InThisProcess:
    """An executor that examines at once, where it can be watched."""

    slots = 1

    def share(self, value: Any) -> Any:
        """The value itself."""
        return value

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":
        """A future that is done."""
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future

    def close(self) -> None:
        """End the template."""
        if task._workplace is not None:
            task._workplace.close()
            task._workplace = None


class Profile:
    """CPU seconds by kind, and how they add up."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.samples: Counter[str] = Counter()
        self._nth = "first"

    def lines(self, submissions: int) -> Iterator[str]:
        """Milliseconds of a submission, and per cent of all that it took."""
        total = sum(self.seconds.values())
        for name, seconds in self.seconds.items():
            yield f"  {1e3 * seconds / submissions:7.1f} ms {seconds / total:6.1%}  {name}"
        yield f"  {1e3 * total / submissions:7.1f} ms in all"

    def _sample(self, _: int, frame: FrameType | None) -> None:
        """Note which of our rooms is at work."""
        while frame is not None and not _is_ours(frame):
            frame = frame.f_back
        module = frame.f_globals["__name__"] if frame is not None else "what is not ours"
        self.samples[module.rpartition(".")[0] or module] += 1

    def _split(self, seconds: float) -> None:
        """Share our own CPU time between the rooms."""
        number = sum(self.samples.values())
        for room, times in self.samples.most_common():
            self.seconds[f"ours: {room}"] += seconds * times / number

    def _loaded(self, child: Any) -> None:
        """A process has loaded a submission."""
        self._start = child.cpu_seconds()
        self.seconds[f"{self._nth} process: forked, isolated, file loaded"] += self._start

    def _asked(self, session: Session) -> None:
        """All is asked of a process: what was it busy with?"""
        child = session.process.child
        assert child is not None
        so_far = child.settled_cpu_seconds()
        (answer,) = session.ask([Call("own_seconds", ())])
        self.seconds[f"{self._nth} process: the submission's own code"] += answer.value
        ours = so_far - self._start - answer.value
        self.seconds[f"{self._nth} process: our runner around it"] += ours
        self._nth = "second" if self._nth == "first" else "first"

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Watch all that is examined in this process meanwhile; the template has to be warm."""
        began, others = time.process_time(), _others()
        before = signal.signal(signal.SIGPROF, self._sample)
        signal.setitimer(signal.ITIMER_PROF, EVERY_SECONDS, EVERY_SECONDS)
        try:
            with self._told():
                yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0.0)
            signal.signal(signal.SIGPROF, before)
        students = sum(self.seconds.values())
        self._split(time.process_time() - began)
        self.seconds[REST] += max(_others() - others - students, 0.0)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Be told of each process when it has loaded a submission, and when it has answered all."""
        confirm, close = Session.begin_confirming, Process.close
        sessions: list[Session] = []

        def confirming(session: Session) -> None:
            self._asked(session)
            confirm(session)
            sessions.append(session)

        def closed(process: Process) -> None:
            if sessions:
                self._asked(sessions.pop())
            close(process)

        def loads(start: Callable[[Process], Any]) -> Callable[[Process], Any]:
            def load(process: Process) -> Any:
                child = start(process)
                self._loaded(child)
                return child

            return load

        with (
            patch.object(Session, "begin_confirming", confirming),
            patch.object(Process, "close", closed),
            patch.object(Process, "_first", loads(Process._first)),
            patch.object(Process, "_again", loads(Process._again)),
        ):
            yield


def _is_ours(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    return file.startswith(str(ROOT)) and "site-packages" not in file and file != __file__


def _others() -> float:
    """CPU seconds of the template, its stem and all children that these have ended."""
    assert task._workplace is not None
    template = task._workplace.examiner.launched._process.pid
    return sum(map(_cpu_seconds, (template, *_children(template))))


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return list(map(int, listed.split()))


def _cpu_seconds(pid: int) -> float:
    """CPU seconds of a process and of its children that have ended."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / TICKS
