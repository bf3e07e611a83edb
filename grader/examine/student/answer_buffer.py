"""
Matches answers with the calls that they are to, and bounds what is held of them.

A submission's process says what it likes: an answer counts where it has the number of the call
that is waited for, a number that nobody can foretell, and all answers to one question together
fit into a fixed amount of memory.
"""

import secrets
import struct
import time
from collections.abc import Callable

from grader.examine.student.asides import Asides
from grader.examine.student.overheard import LONGEST_SAYING
from grader.examine.student.replies import Reply, Request
from grader.sandbox.wire.asides import LARGEST_SAID, MOST_SAID, together, without_aside
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import Frame, Kind

__all__ = ["AnswerBuffer"]

SERIALS = struct.Struct("<512Q")
# What an answer occupies once it is read: a byte of structure can become a number of 24.
STRUCTURE_COSTS, BLOB_COSTS = 16, 2
MOST_HELD = 1 << 28  # bytes of answers to one question
ANSWERS = (Kind.RETURNED, Kind.RAISED)


class AnswerBuffer:
    """Numbers for calls, and the memory that their answers take."""

    def __init__(self, asides: Asides) -> None:
        self._asides = asides
        self._serials: list[int] = []
        self._held = self._kept = 0

    def serial(self) -> int:
        """A number that nobody can foretell."""
        if not self._serials:
            self._serials = list(SERIALS.unpack(secrets.token_bytes(SERIALS.size)))
        return self._serials.pop()

    def release(self) -> None:
        """Forget the answers that are not kept."""
        self._held = self._kept

    def keep(self) -> None:
        """Count what is held as held until the end of all."""
        self._kept = self._held

    def clear(self) -> None:
        """Forget all answers."""
        self._held = self._kept = 0

    def listen(self, asides: Asides) -> Asides:
        """Note what is said beside answers in another place; the former one."""
        former, self._asides = self._asides, asides
        return former

    def heard(
        self,
        next_frame: Callable[..., Frame],
        serial: int,
        request: Request,
        allowance: float,
        **how: float,
    ) -> Reply:
        """
        The answer to a call, with what it says before, where it is asked to say that at once.

        ``next_frame`` waits for a frame for an allowance in seconds, which ``how`` says more of;
        raises what that raises, and Malformed as ``reply`` does.
        """
        said, answered = list[bytes](), False
        deadline = time.monotonic() + LONGEST_SAYING
        try:
            while (frame := next_frame(allowance, **how)).kind == Kind.SAID:
                late = len(said) >= MOST_SAID or time.monotonic() > deadline
                late |= len(frame.structure) > LARGEST_SAID
                if late or frame.serial != serial or not request.kind & Kind.BRIEFLY:
                    raise Malformed("an unknown kind of answer")
                said.append(frame.structure)
            answered = True
            if said and frame.serial == serial and frame.kind & Kind.ASIDE:
                aside, frame = without_aside(frame)
                said.append(aside)
        finally:
            if said:
                cut = len(said) >= MOST_SAID and not answered
                self._asides.note(together(said, cut=cut), request)
        return self.reply(frame, serial, request)

    def reply(self, frame: Frame, serial: int, request: Request) -> Reply:
        """The answer to a call; Malformed where it is none, or one too much to hold."""
        if frame.serial != serial:
            raise Malformed("an answer to a question that was not asked")
        if frame.kind & Kind.ASIDE:
            aside, frame = without_aside(frame)
            self._asides.note(aside, request)
        if frame.kind not in ANSWERS:
            raise Malformed("an unknown kind of answer")
        self._held += STRUCTURE_COSTS * len(frame.structure) + BLOB_COSTS * len(frame.blob)
        if self._held > MOST_HELD:
            raise Malformed("more answers than there is room for")
        return Reply(frame.kind, frame.structure, frame.blob)
