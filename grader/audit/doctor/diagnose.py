"""
Trying the isolation of this machine, instead of believing what it says it has.

Everything is tried in a process that was made by the code that marks.
"""

import contextlib
import os
import secrets
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.audit.doctor.findings import Diagnosis, ProbeResult
from grader.audit.doctor.inside import SOURCE, Bait, findings_inside
from grader.audit.doctor.outside import finding_of_the_end, findings_outside
from grader.audit.doctor.recommend import advice
from grader.errors import SandboxFailed
from grader.examine.student.calls import Call
from grader.examine.student.replies import request_of
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.isolation.tiers import STRONGEST_FIRST
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import best_tier
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.launch import Launcher, TemplateFailed, launcher

__all__ = ["diagnose"]

LIMITS = Limits(
    call_seconds=5.0, load_seconds=30.0, question_seconds=600.0, submission_seconds=600.0
)
BUSY_SECONDS = 0.1  # until a process that was asked to be busy is
VARIABLE = "GRADER_DOCTOR_BAIT"


def diagnose(
    tier: str | None = None,
    launch: Callable[[], contextlib.AbstractContextManager[Launcher]] = launcher,
) -> Diagnosis:
    """
    Try ``tier``; without one, the strongest that keeps what it promises.

    ``launch`` gives a launcher of its own to each trial, which may kill what it forks from.
    """
    with launch() as launched:
        best = best_tier(launched)
    tiers = STRONGEST_FIRST[STRONGEST_FIRST.index(best) :] if tier is None else (tier,)
    trials = (_tried(each, best, launch) for each in tiers)
    first = next(trials)
    return first if first.holds else next((later for later in trials if later.holds), first)


def _tried(
    tier: str, best: str, launch: Callable[[], contextlib.AbstractContextManager[Launcher]]
) -> Diagnosis:
    with _bait() as bait, launch() as launched:
        spy = _Spy(launched)
        session = Session(Submission("probes.py", SOURCE), spy, tier, LIMITS)
        try:
            findings = tuple(_findings(session, spy, tier, bait))
        except SandboxFailed as failure:
            return Diagnosis(tier, best, failure=str(failure.reason), advice=advice(best, tier))
        finally:
            with contextlib.suppress(TemplateFailed):
                session.end()
    return Diagnosis(tier, best, findings, advice=advice(best))


class _Spy:
    """A launcher that remembers which process it started last."""

    prepares = False
    child: Child

    def __init__(self, launched: Launcher) -> None:
        self._launched = launched
        self.packages, self.materials = launched.packages, launched.materials

    def spawn(self, tier: str, limits: Limits) -> Child:
        """A new process."""
        self.child = self._launched.spawn(tier, limits)
        return self.child

    def close(self) -> None:
        """End whatever is still running."""
        self._launched.close()


def _findings(session: Session, spy: _Spy, tier: str, bait: Bait) -> Iterator[ProbeResult]:
    yield from findings_inside(session, tier, bait)
    if sys.platform.startswith("linux"):
        session.ask([Call("one_thread", ())])
        yield from findings_outside(spy.child.pid, tier)
        busy = Call("spin", ())
        session.send(request_of(busy))
        spy.child.channel.flush()
        time.sleep(BUSY_SECONDS)
        yield finding_of_the_end(spy.child.pid)


@contextlib.contextmanager
def _bait() -> Iterator[Bait]:
    """Things of ours for a submission to reach for, and an end to them."""
    name = f"grader-doctor-{secrets.token_hex(8)}"
    with (
        tempfile.TemporaryDirectory() as folder,
        _common_folder() as common,
        socket.create_server(("127.0.0.1", 0)) as listening,
        contextlib.ExitStack() as stack,
    ):
        if sys.platform.startswith("linux"):
            named = stack.enter_context(socket.socket(socket.AF_UNIX))
            named.bind("\0" + name)
            named.listen()
        file = Path(folder, "secret")
        file.write_text(secrets.token_hex(16), encoding="ascii")
        os.environ[VARIABLE] = "seen"
        try:
            port = listening.getsockname()[1]
            socket.create_connection(("127.0.0.1", port)).close()
            yield Bait(folder, str(file), VARIABLE, os.getpid(), port, name, common)
        finally:
            del os.environ[VARIABLE]


@contextlib.contextmanager
def _common_folder() -> Iterator[str]:
    """A folder that everybody may write to, as the one for temporary files is."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o1777)
        yield folder
