"""
One submission that can be asked: calls out, answers in, and whose fault it is where none comes.

Its process may answer, stay silent, break the rules or die; whatever it does, the next
call finds a fresh one.  It is ended from outside, so nothing that a submission catches, ignores
or loops over keeps it alive.
"""

import contextlib
import random
import time
from collections import deque
from collections.abc import Sequence

from grader.errors import SandboxFailed
from grader.examine.student.answer_buffer import AnswerBuffer
from grader.examine.student.asides import Asides
from grader.examine.student.calls import Answer, Call
from grader.examine.student.defined import Reasons
from grader.examine.student.faults import Died, Misbehaved, MissingFunction, OutOfTime, StudentFault
from grader.examine.student.loading import Loading
from grader.examine.student.process import Process
from grader.examine.student.replies import Reply, Request, request_of
from grader.examine.student.time_budget import TimeBudget
from grader.examine.student.unreadable import read_answer
from grader.language import Message
from grader.model import LoadFailure, Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.channel import Closed, Silent
from grader.sandbox.processes.launch import Launcher
from grader.sandbox.wire.batches import batch, serial_in
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import Kind, frame_bytes

__all__ = ["Session"]

TOGETHER = 8  # requests in one write; waking the other process costs more than a request
MANY = 16  # calls under way keep the process busy for as long as we nap
NAP_SECONDS = 3e-4
TELLING_SECONDS = 1.0  # for what no mark depends on


class Session:
    """A submission that can be asked; holds at most one process at a time."""

    def __init__(
        self,
        submission: Submission,
        launcher: Launcher,
        tier: str,
        limits: Limits,
        salt: str = "",
        asked: frozenset[str] = frozenset(),
    ) -> None:
        # What is asked again is the same every time, and foretold by nobody without the corpus.
        self.chance = random.Random(f"{submission.sha256} {salt}")
        self.salt = salt  # by which calls are sorted that are sent together
        self._reasons = Reasons(submission, asked)  # asked: functions of the whole sheet
        self._packages, self._account = launcher.packages, TimeBudget(limits)
        self.process = Process(submission, launcher, tier, limits, self._account, salt)
        self._waiting: deque[tuple[int, Request]] = deque()
        self._sent = 0
        self.asides = Asides()
        self.buffer = AnswerBuffer(self.asides)
        self.asks_together = True  # until that has cost a process
        self.put_off: set[str] = set()  # functions that are asked when all others have been
        self.slow: set[str] = set()  # functions that ever were
        self.is_at_work = self.is_to_end = False  # then what cannot be read ends it afterwards

    @property
    def failures(self) -> tuple[LoadFailure, ...]:
        """What failed while the submission was loaded last."""
        return self.loading.failures

    @property
    def loading(self) -> Loading:
        """What is known about how it loads."""
        return self.process.loading

    @property
    def waiting(self) -> int:
        """How many calls have been sent and not answered."""
        return len(self._waiting)

    def begin(self) -> bool:
        """Have a process with the submission loaded; whether there is one."""
        with contextlib.suppress(StudentFault):  # whoever asks will hear of it
            self.process.started()
        return self.process.child is not None

    def begin_question(self, *, is_first_round: bool = False) -> None:
        """Start the next question's clock; in the first round slow functions are put off."""
        self._account.begin_question(is_first_round=is_first_round)
        self.put_off = set()
        self.buffer.release()

    def put_off_function(self, function: str) -> None:
        """Leave a function until all others have been asked."""
        self.put_off.add(function)
        self.slow.add(function)

    def put_off_oldest(self) -> bool:
        """Put off the function whose answer is waited for; False where that is not to be."""
        if self._waiting and self._account.puts_off:
            self.put_off_function(self._waiting[0][1].function)
            return True
        return False

    def keep_answers(self) -> None:
        """Count the answers to this question as held until the end of all."""
        self.buffer.keep()

    def begin_second_round(self, *, alone: bool) -> None:
        """From here on slow functions are asked; ``alone`` where all are of one question."""
        self._account.begin_second_round(alone=alone)

    def begin_share(self, slow: int) -> None:
        """Start the clock of the next of some ``slow`` functions."""
        self._account.begin_share(slow)
        self.asks_together = False  # it would be waited for twice

    def is_slow(self, function: str) -> bool:
        """Whether a function is to be put off, in the first round."""
        return self._account.is_slow(function)

    def abandon(self) -> None:
        """End a process that is busy with what nobody needs any more; not held against it."""
        self.end()
        self.process.starts -= 1

    def begin_confirming(self) -> None:
        """Go on in a fresh process, in the time that was kept for it."""
        self._waiting.clear()
        self.process.drop()
        self.process.starts = 0
        self.buffer.clear()
        self.put_off = set()
        self.asks_together = True
        self._account.begin_confirming()

    def begin_advice(self) -> None:
        """From here on no mark depends on an answer: all calls together get a bounded time."""
        self._account.begin_advice()

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """The answers to these calls, one after the other."""
        answers = []
        for call in calls:
            before = self.process.cpu_seconds() if call.timed and self.begin() else 0.0
            reply = self.send(request_of(call), at_once=True) or self.receive()[1]
            seconds = self.process.cpu_seconds() - before if call.timed else 0.0
            answers.append(self.read(call, reply)._replace(cpu_seconds=seconds))
        return answers

    def send(self, request: Request, *, at_once: bool = False) -> Reply | None:
        """Send a call, with others unless ``at_once``; what is heard if it need not be sent."""
        function = request.function
        try:
            if self._account.left() > 0:
                self.process.started()
            elif self._is_there(request):
                return Reply.lost(OutOfTime(function))
        except StudentFault as fault:
            return Reply.lost(fault)
        if not self._is_there(request):
            return Reply.lost(MissingFunction(function, self._reasons.why(function, self.loading)))
        channel, serial = self.process.ready_for([request]), self.buffer.serial()
        channel.send(frame_bytes(request.kind, serial, request.structure, request.blob))
        self._waiting.append((serial, request))
        self._sent += 1
        if at_once or self._sent % TOGETHER == 0:
            channel.flush()
        return None

    def can_ask(self, request: Request) -> bool:
        """Whether a call would be sent."""
        has_process = self.process.child is not None and self._account.left() > 0
        return has_process and request.function not in self.put_off and self._is_there(request)

    def _is_there(self, request: Request) -> bool:
        return request.asked == Kind.CONSTANT or self.loading.may_have(request.function)

    def send_all(self, requests: Sequence[Request]) -> None:
        """Send calls that can be asked, in one frame."""
        serial, channel = self.buffer.serial(), self.process.ready_for(requests)
        channel.send(batch(serial, ((r.kind, r.structure, r.blob) for r in requests)))
        self._waiting += ((serial_in(serial, n), request) for n, request in enumerate(requests))
        channel.flush()

    def receive_all(self) -> list[tuple[Request, Reply]]:
        """
        The oldest calls that were sent, as many as are answered, and what is heard.

        Raises Malformed, Silent or Closed where something is the matter; ``receive`` tells what.
        """
        function = self._waiting[0][1].function
        allowance = self._account.allowance(function, puts_off=True)
        frames, answers = [self.process.next_frame(allowance, awake=0.0)], []
        if self.process.child is not None:
            frames += self.process.child.channel.take_all()
        for frame in frames:
            if not self._waiting:
                raise Malformed("more answers than there were questions")
            serial, request = self._waiting.popleft()
            answers.append((request, self.buffer.reply(frame, serial, request)))
        return answers

    def receive(self, *, puts_off: bool = False) -> tuple[Request, Reply]:
        """
        The oldest call that was sent, and what is heard; a lost process is ended.

        With ``puts_off`` raises Silent where the function is slow in the first round.
        """
        serial, request = self._waiting[0]
        function, began = request.function, time.monotonic()
        allowance = self._account.allowance(function, puts_off=puts_off)
        try:
            nap = NAP_SECONDS if len(self._waiting) > MANY else 0.0
            reply = self.buffer.heard(self.process.next_frame, serial, request, allowance, nap=nap)
            self._waiting.popleft()
            self._account.spend(function, time.monotonic() - began)
            return request, reply
        except Malformed as error:
            fault: StudentFault = Misbehaved.by(error)
        except Silent:
            self._account.spend(function, time.monotonic() - began)
            if puts_off and self._account.is_slow(function):
                raise
            fault = self._account.hung(function, allowance, time.monotonic() - began)
        except Closed:
            self._waiting.clear()
            fault = Died(function, self.process.ended())
        self.end()
        return request, Reply.lost(fault)

    def read(self, call: Call, reply: Reply) -> Answer:
        """What an answer says; one that cannot be read ends the process."""
        if reply.answer is None:
            reply.answer = read_answer(reply, call, self._packages)
            if isinstance(reply.answer.value, Misbehaved):
                self.is_to_end = self.is_at_work
                if not self.is_at_work:
                    self.end()
        return reply.answer

    def tell(self, kind: int, *, afresh: bool = False) -> bytes:
        """
        What the process says of itself, asked by a frame of this kind; nothing where it does not.

        No mark depends on it, so neither silence nor an end is held against it.  ``afresh`` starts
        a process where there is none.
        """
        starts = self.process.starts
        try:
            child = self.process.started() if afresh else self.process.child
            if child is None or self._waiting:
                return b""
            serial = self.buffer.serial()
            child.channel.send(frame_bytes(kind, serial))
            frame = child.channel.receive(TELLING_SECONDS)
            if (frame.kind, frame.serial) == (Kind.TOLD, serial):
                return frame.blob
        except (StudentFault, SandboxFailed, Malformed, Silent, Closed):
            pass
        self.end()
        self.process.starts = starts
        return b""

    def settle(self) -> StudentFault | None:
        """The fault of a process that says something when nothing is asked; it is ended."""
        child = self.process.child
        if child is None or self._waiting or not child.channel.pending():
            return None
        self.end()
        return Misbehaved(Message("something when nothing was asked"))

    def end(self) -> int:
        """End the process and forget what it was asked; its wait status."""
        self._waiting.clear()
        return self.process.end()
