"""A new process, from its first word to the submission that it is told."""

from collections.abc import Collection
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from grader.errors import ELSEWHERE, FENCE, OURS, SCARCE, SandboxFailed
from grader.language import Message
from grader.model import Submission
from grader.sandbox.exit_status import HALF_A_FENCE
from grader.sandbox.limits import Limits
from grader.sandbox.processes.channel import Closed, Silent
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.no_process import NoProcesses, TemplateFailed
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import Kind, LoadRequest, Part, frame_bytes

if TYPE_CHECKING:
    from grader.sandbox.processes.launch import Launcher

__all__ = ["lot", "not_started", "told"]

START_SECONDS = 60.0  # for a process of ours to say that it is ready
LOT_BYTES = 8  # what a frame has room for
NOT_YET_READY = Message("it did not say within a minute that it is ready")
NOT_READY = Message("it said something else than that it is ready")


def lot(submission: Submission, salt: str, number: int) -> int:
    """
    What the system's random bytes are drawn from in a submission's process of this number.

    The process can read it.  It is the same whenever the file is examined with the same ``salt``,
    and does not tell a first process from a further one to who does not know that.
    """
    key = blake2b(salt.encode()).digest()
    drawn = blake2b(f"{number} {submission.sha256}".encode(), digest_size=LOT_BYTES, key=key)
    return int.from_bytes(drawn.digest(), "little")


def told(
    launcher: "Launcher",
    submission: Submission,
    tier: str,
    limits: Limits,
    skipped: Collection[int],
    lot: int,
    overheard: int | None = None,
) -> Child:
    """
    A new process that has said that it is isolated, and then been told the submission.

    It leaves the ``skipped`` statements out and draws from its ``lot``.
    Of a statement that is ``overheard`` it tells at once what is printed, and does none behind it.
    Raises SandboxFailed if there is none.
    """
    child = _start(launcher, tier, limits)
    cells = [Part(cell.number, cell.source.encode()) for cell in submission.cells]
    parts = cells or [Part(0, submission.source)]
    body = msgspec.msgpack.encode(LoadRequest(parts, sorted(skipped), overheard))
    child.channel.send(frame_bytes(Kind.LOAD, lot, body))
    child.channel.flush()
    return child


def not_started(error: TemplateFailed | OSError) -> SandboxFailed:
    """What is told of a process that could not be started."""
    if isinstance(error, NoProcesses):
        return SandboxFailed(Message(error.template), ELSEWHERE)
    return SandboxFailed(str(error), SCARCE)


def _start(launcher: "Launcher", tier: str, limits: Limits) -> Child:
    try:
        child = launcher.spawn(tier, limits)
        frame = child.channel.receive(START_SECONDS)
    except (TemplateFailed, OSError) as error:
        raise not_started(error) from error
    except Closed:
        raise _ended_at_once(tier, child.end()) from None
    except Silent:
        child.end()
        raise SandboxFailed(NOT_YET_READY, SCARCE) from None
    except Malformed:
        child.end()
        raise SandboxFailed(NOT_READY, OURS) from None
    if frame.kind != Kind.READY:
        child.end()
        raise SandboxFailed(NOT_READY, OURS)
    return child


def _ended_at_once(tier: str, status: int) -> SandboxFailed:
    """What is said of a process that ended before it was ready, by its wait status."""
    if status >> 8 == HALF_A_FENCE:
        found = Message("isolation {tier} could not be put in force", tier=repr(tier))
        return SandboxFailed(found, FENCE)
    if killed := status & 127:
        return SandboxFailed(Message("it was ended by signal {number}", number=killed), SCARCE)
    return SandboxFailed(Message("it ended with exit status {status}", status=status >> 8), OURS)
