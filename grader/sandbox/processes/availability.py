"""Which isolation this machine offers, found out by trying it."""

from grader.sandbox.isolation.tiers import STRONGEST_FIRST
from grader.sandbox.limits import Limits
from grader.sandbox.processes.channel import Closed, Silent
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.launch import Launcher
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import Kind, Loaded, Part, load_request, record

__all__ = ["best_tier", "works"]

START_SECONDS = 60.0
TRIALS = 2
NOT_YET_IMPORTED = b"import colorsys\n"


def best_tier(launcher: Launcher) -> str:
    """The strongest isolation in which a process starts, and can still import."""
    return next((tier for tier in STRONGEST_FIRST if works(launcher, tier)), STRONGEST_FIRST[-1])


def works(launcher: Launcher, tier: str) -> bool:
    """
    Whether a process under ``tier`` says that it is ready, and imports what it has not yet.

    It is tried again where it does not: on a machine that is busy a layer fails now and then.
    """
    return any(_starts(launcher, tier) for _ in range(TRIALS))


def _starts(launcher: Launcher, tier: str) -> bool:
    child = launcher.spawn(tier, Limits())
    try:
        return _imports(child)
    except (Closed, Silent, Malformed):
        return False
    finally:
        child.end()


def _imports(child: Child) -> bool:
    if child.channel.receive(START_SECONDS).kind != Kind.READY:
        return False
    child.channel.send(load_request([Part(0, NOT_YET_IMPORTED)]))
    while (frame := child.channel.receive(START_SECONDS)).kind == Kind.STATEMENT:
        pass
    return frame.kind == Kind.LOADED and not record(frame.structure, Loaded).failures
