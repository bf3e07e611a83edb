"""
One submission's time with us: its process, its clocks, and what becomes of them.

The process may answer, stay silent, break the rules or die; whatever it does, the next
call finds a fresh one.  The clocks are ours, and a process is ended from outside, so
nothing that a submission catches, ignores or loops over keeps it alive.
"""

import random
import secrets
import time
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

from grader.errors import (
    CallTimedOut,
    Died,
    GivenUp,
    Misbehaved,
    MissingFunction,
    OutOfMemory,
    RaisedValueError,
    SandboxFailed,
    StudentFault,
    StudentRaised,
)
from grader.loaded import Loading, load_in
from grader.model import LoadFailure, Submission
from grader.sandbox.bounds import Malformed
from grader.sandbox.channel import Closed, Silent
from grader.sandbox.child import Child
from grader.sandbox.frames import Frame, Kind, Raised, frame_bytes, record
from grader.sandbox.launch import Launcher
from grader.sandbox.limits import Limits
from grader.sandbox.values import Opaque
from grader.sandbox.wire import decode, encode
from grader.student import Answer, Call

__all__ = ["Request", "Session", "request_of"]

TOGETHER = 8  # requests in one write; waking the other process costs more than a request
PATIENCE = 5  # a call may take this many times its limit where the machine was busy elsewhere
SERIAL_BITS = 64
# What an answer occupies once it is read: a byte of structure can become a number of 24.
STRUCTURE_COSTS, BLOB_COSTS = 16, 2
MOST_HELD = 1 << 28  # bytes of answers to one question
TELLING_SECONDS = 1.0  # for what no mark depends on


class Request(NamedTuple):
    """A call as it is sent; two calls with equal requests ask the same."""

    kind: int
    structure: bytes
    blob: bytes


def request_of(call: Call) -> Request:
    """The bytes for a call."""
    kind = Kind.CALL_ECHO if call.echo else Kind.CALL
    return Request(kind, *encode((call.function, call.arguments)))


class Session:
    """A submission that can be asked; holds at most one process at a time."""

    def __init__(
        self,
        submission: Submission,
        launcher: Launcher,
        tier: str,
        limits: Limits,
        salt: str = "",
    ) -> None:
        # What is asked again is drawn from the submission and the corpus: the same every time,
        # and not to be foretold by who does not know the corpus.
        self.chance = random.Random(f"{submission.sha256} {salt}")
        self._submission = submission
        self._launcher = launcher
        self._tier = tier
        self._limits = limits
        self._child: Child | None = None
        self._loading = Loading()
        self._hopeless: StudentFault | None = None
        self._waiting: deque[tuple[int, Call]] = deque()
        self._sent = 0
        self._held = 0
        self._respawns = 0
        self._excused = 0.0
        self._lost = self._lost_before = 0.0
        self._stopped: set[str] = set()
        self._last_moment = float("inf")
        self._started = self._question_started = time.monotonic()

    @property
    def failures(self) -> tuple[LoadFailure, ...]:
        """What failed while the submission was loaded last."""
        return self._loading.failures

    @property
    def loading(self) -> Loading:
        """What is known about how the submission loads."""
        return self._loading

    @property
    def waiting(self) -> int:
        """How many calls have been sent and not answered."""
        return len(self._waiting)

    def begin_question(self) -> None:
        """Start the clock of the next question."""
        self._question_started = time.monotonic()
        self._lost_before = self._lost
        self._held = 0

    def write_off(self) -> None:
        """Count all time since the question began as lost: nothing was earned in it."""
        self._lost = self._lost_before + time.monotonic() - self._question_started

    def abandon(self) -> None:
        """End a process that is busy with what nobody needs any more; not held against it."""
        self.end()
        self._respawns -= 1

    def begin_again(self) -> None:
        """Go on in a fresh process, with the account of what was lost closed."""
        self.end()
        self._lost, self._respawns = 0.0, 0
        self._stopped.clear()
        self.begin_question()

    def begin_advice(self) -> None:
        """From here on no mark depends on an answer: all calls together get a bounded time."""
        self._last_moment = time.monotonic() + self._limits.advice_seconds

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """The answers to these calls, one after the other."""
        answers = []
        for call in calls:
            before = self._cpu_seconds() if call.timed else 0.0
            answer = self.send(call, request_of(call)) or self.receive()[1]
            seconds = self._cpu_seconds() - before if call.timed else 0.0
            answers.append(Answer(answer.value, answer.raw, seconds))
        return answers

    def send(self, call: Call, request: Request) -> Answer | None:
        """Send a call without waiting; an Answer at once if it need not be sent."""
        if self._lost >= (allowed := self._allowed_to_lose(call.function)):
            return Answer(GivenUp(call.function, allowed))
        try:
            child = self._ready()
        except StudentFault as fault:
            return Answer(fault)
        if call.function not in self._loading.callables:
            why = self._loading.reason(call.function, self._submission)
            return Answer(MissingFunction(call.function, why))
        serial = secrets.randbits(SERIAL_BITS)
        child.channel.send(frame_bytes(request.kind, serial, *request[1:]))
        self._sent += 1
        if self._sent % TOGETHER == 0:
            child.channel.flush()
        self._waiting.append((serial, call))
        return None

    def receive(self, *, matters: bool = True) -> tuple[Call, Answer]:
        """
        The oldest call that was sent, and its answer; a lost process is ended.

        The value of an answer that does not matter any more is not read.
        """
        serial, call = self._waiting[0]
        began = time.monotonic()
        try:
            answer = _answer(self._held_frame(), serial, call, matters=matters)
            self._waiting.popleft()
            return call, answer
        except Malformed as error:
            fault: StudentFault = Misbehaved(str(error))
        except Silent:
            fault = self._timed_out(call)
            self._stopped.add(call.function)
        except Closed:
            fault = Died(call.function, self.end())
        self.end()
        self._lost += time.monotonic() - began
        return call, Answer(fault)

    def tell(self, kind: int, *, afresh: bool = False) -> bytes:
        """
        What the process says of itself, asked by a frame of this kind; nothing where it does not.

        No mark depends on it, so neither silence nor an end is held against it.  ``afresh`` starts
        a process where there is none.
        """
        lost, respawns = self._lost, self._respawns
        try:
            child = self._ready() if afresh else self._child
            if child is None or self._waiting:
                return b""
            serial = secrets.randbits(SERIAL_BITS)
            child.channel.send(frame_bytes(kind, serial))
            frame = child.channel.receive(TELLING_SECONDS)
            if (frame.kind, frame.serial) == (Kind.TOLD, serial):
                return frame.blob
        except (StudentFault, SandboxFailed, Malformed, Silent, Closed):
            pass
        self.end()
        self._lost, self._respawns = lost, respawns
        return b""

    def settle(self) -> StudentFault | None:
        """The fault of a process that says something when nothing is asked; it is ended."""
        if self._child is None or self._waiting or not self._child.channel.pending():
            return None
        self.end()
        return Misbehaved("something when nothing was asked")

    def end(self) -> int:
        """End the process and forget what it was asked; its wait status."""
        child, self._child = self._child, None
        self._waiting.clear()
        return child.end() if child is not None else 0

    def _ready(self) -> Child:
        """The process, with the submission loaded; a new one if there is none."""
        if self._hopeless is not None:
            raise self._hopeless
        if self._child is None:
            if self._respawns > self._limits.respawns:
                raise Misbehaved(f"its end {self._respawns} times, which is too often")
            if self._left() <= 0:
                raise self._timed_out(None)
            began, skipped = time.monotonic(), len(self._loading.skipped)
            self._respawns += 1
            self._excused = 0.0
            try:
                self._child, self._loading = load_in(
                    self._launcher, self._submission, self._tier, self._limits, self._loading
                )
            except StudentFault as fault:
                self._hopeless = fault
                raise
            if self._respawns > 1 or len(self._loading.skipped) > skipped:
                self._lost += time.monotonic() - began
        return self._child

    def _allowed_to_lose(self, function: str) -> float:
        """Seconds that may be lost before a function is not called any more."""
        whole = self._limits.lost_seconds
        return whole / 2 if function in self._stopped else whole

    def _held_frame(self) -> Frame:
        """The next frame; Malformed where the answers to a question take too much memory."""
        frame = self._next_frame()
        self._held += STRUCTURE_COSTS * len(frame.structure) + BLOB_COSTS * len(frame.blob)
        if self._held > MOST_HELD:
            raise Malformed("more answers than there is room for")
        return frame

    def _next_frame(self) -> Frame:
        """The next frame, within the time for a call, but for time the machine was busy."""
        child = self._child
        if child is None:
            raise Closed
        allowance = min(self._limits.call_seconds, max(self._left(), 0.0))
        for _ in range(PATIENCE):
            try:
                return child.channel.receive(allowance)
            except Silent:
                starved = child.starved_seconds() - self._excused
                if starved < 0.05 * allowance or self._left() <= 0:
                    raise
                self._excused += starved
                allowance = min(starved, allowance)
        raise Silent

    def _left(self) -> float:
        """Seconds until the question's, or the submission's, time is used up."""
        now = time.monotonic()
        return min(
            self._limits.question_seconds - (now - self._question_started),
            self._limits.submission_seconds - (now - self._started),
            self._last_moment - now,
        )

    def _timed_out(self, call: Call | None) -> CallTimedOut:
        if call is None or self._left() <= 0:
            return CallTimedOut("the question", self._limits.question_seconds)
        return CallTimedOut(call.function, self._limits.call_seconds)

    def _cpu_seconds(self) -> float:
        try:
            return self._child.cpu_seconds() if self._child is not None else 0.0
        except (OSError, ProcessLookupError):
            return 0.0


def _answer(frame: Frame, serial: int, call: Call, *, matters: bool) -> Answer:
    """A frame as the answer to the call with this serial; Malformed if it is none."""
    if frame.serial != serial:
        raise Malformed("an answer to a question that was not asked")
    if not matters:
        return Answer(None)
    if frame.kind == Kind.RETURNED:
        raw = frame.structure, frame.blob
        value = decode(*raw)
        return Answer(_echoed(value, call) if call.echo else value, raw)
    if frame.kind == Kind.RAISED:
        raised = record(frame.structure, Raised)
        return Answer(_fault(raised), (frame.structure, b""))
    raise Malformed("an unknown kind of answer")


def _echoed(value: Any, call: Call) -> Any:
    """The pair of a value and the arguments afterwards; of what is too large, its description."""
    if isinstance(value, Opaque):
        return value, call.arguments
    pair = value if isinstance(value, tuple) and len(value) == 2 else (None, None)
    if not isinstance(pair[1], tuple) or len(pair[1]) != len(call.arguments):
        raise Malformed("an answer without what became of the arguments")
    return pair


def _fault(raised: Raised) -> StudentFault:
    if raised.missing:
        return MissingFunction(raised.message.rpartition(" ")[2])
    if raised.memory:
        return OutOfMemory(raised.line, raised.cell)
    kind = RaisedValueError if raised.refusal else StudentRaised
    return kind(raised.type, raised.message, raised.line, raised.cell)
