"""
Frames to and from functions of this very interpreter.

What examines a submission talks with it in frames, so that is what it gets here: the same requests,
answered by the same runner as in a process, and read by the same rules.  Only nothing travels: a
call is made when its answer is waited for.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from grader.sandbox.limits import Limits
from grader.sandbox.processes.channel import Silent
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.working_folder import Materials, WorkingFolder
from grader.sandbox.runner.serve import Load, Runner
from grader.sandbox.wire.batches import calls_in
from grader.sandbox.wire.frames import Frame, Kind, Raised, frame_at, record
from grader.selftest.browser.lent import Turn
from grader.selftest.browser.only_here import TIER, assert_in_page
from grader.selftest.browser.time_limit import TimeLimit

__all__ = ["InThisPage"]

INTERRUPT = KeyboardInterrupt.__name__


class _Conversation:
    """
    One conversation; ``take`` and ``receive`` are what makes calls.

    Attributes
    ----------
    seconds : float
        How long the calls took so far.
    """

    def __init__(self, runner: Runner) -> None:
        self.seconds = 0.0
        self._runner = runner
        self._limit, self._turn = TimeLimit(), Turn()
        self._asked: deque[Frame] = deque()
        self._said: deque[Frame] = deque([Frame(Kind.READY, 0, b"", b"")])

    def close(self) -> None:
        """Forget what was asked."""
        self._asked.clear()
        self._said.clear()

    def send(self, data: bytes) -> None:
        """Note what is asked; of a batch each call by itself, which then has its own time."""
        for frame in _frames(data):
            self._asked.extend(calls_in(frame) if frame.kind == Kind.CALLS else [frame])

    def flush(self) -> None:
        """There is nothing to be sent."""

    def take(self) -> Frame | None:
        """What has been said already; no call is made for it."""
        return self._said.popleft() if self._said else None

    def take_all(self) -> list[Frame]:
        """All that has been said already."""
        said, self._said = list(self._said), deque()
        return said

    def receive(self, seconds: float, **_: float) -> Frame:
        """
        What is said to the next frame, for which the call is made that it asks for.

        Raises Silent where it takes longer than so many ``seconds``, and KeyboardInterrupt where
        somebody interrupts it.
        """
        if (frame := self.take()) is not None:
            return frame
        if not self._asked:
            raise Silent
        self._answer(self._asked.popleft(), seconds)
        return self._said.popleft()

    def pending(self) -> bool:
        """Nothing is said unasked."""
        return bool(self._said)

    def _answer(self, frame: Frame, seconds: float) -> None:
        said = bytearray()
        began = time.perf_counter()
        try:
            with self._turn, self._limit.within(seconds):
                self._runner.answer(frame, said.extend)
        finally:
            self.seconds += time.perf_counter() - began
        if self._limit.is_over:
            raise Silent
        self._said.extend(_frames(bytes(said)))
        if any(map(_is_interrupt, self._said)):
            raise KeyboardInterrupt


@dataclass(frozen=True, slots=True)
class _Called(Child):
    """What stands in for a process: its clock is the time that its calls took."""

    clock: Callable[[], float] = float

    def settled_cpu_seconds(self) -> float:
        """Seconds that calls took so far; there is no clock of the processor in a page."""
        return self.clock()

    def starved_seconds(self) -> float:
        """Nobody else's doing can be told from its own."""
        return 0.0


class InThisPage:
    """
    Stands in for a launcher of processes.

    Parameters
    ----------
    packages : tuple of str
        What a submission may import; here nobody watches over it.
    materials : Materials
        What it is to find in its working directory.
    load : Load
        Gives the names of the functions there are.
    """

    prepares = False

    def __init__(self, packages: tuple[str, ...], materials: Materials, load: Load) -> None:
        assert_in_page()
        self.packages, self.materials = packages, materials
        self.folder = WorkingFolder(materials) if materials else None
        self._load = load

    def spawn(self, tier: str, limits: Limits) -> Child:
        """A new conversation with the same functions; raises RuntimeError for any isolation."""
        del limits  # the clocks are the examiner's, and there is nothing else to bound it with
        assert_in_page()
        if tier != TIER:
            raise RuntimeError(f"isolation {tier!r} cannot be had in a page")
        made = _Conversation(Runner(self._load))

        def end() -> int:
            made.close()
            return 0

        return _Called(made, 0, end, folder=self.folder, clock=lambda: made.seconds)

    def close(self) -> None:
        """Remove the folder."""
        if self.folder is not None:
            self.folder.close()


def _frames(data: bytes) -> list[Frame]:
    """All frames in some bytes, which hold nothing else."""
    frames, start = [], 0
    while (found := frame_at(data, start)) is not None:
        frame, start = found
        frames.append(frame)
    return frames


def _is_interrupt(frame: Frame) -> bool:
    """Whether a call ended by what the runner takes for an exception of the function's."""
    if frame.kind != Kind.RAISED:
        return False
    raised: Raised = record(frame.structure, Raised)
    return raised.type == INTERRUPT
