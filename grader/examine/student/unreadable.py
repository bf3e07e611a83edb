"""
An answer that cannot be read, or that is no value: a property that fails over it found it wrong.

Bytes that our runner would not have written are misbehaviour.  A property that meets a module or a
function where it wants to compute fails with some TypeError of its own: that is no doubt about the
answer, so it is wrong, with a sentence.
"""

from collections.abc import Sequence

from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import Misbehaved, StudentFault
from grader.examine.student.replies import Reply, answer_of
from grader.language import Message
from grader.model import Outcome
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.parts import first_opaque
from grader.sandbox.wire.values import Opaque

__all__ = ["Unreadable", "blamed", "read_answer"]


class Unreadable(StudentFault):
    """An answer is, or holds, what is no value that a property could look at."""

    outcome = Outcome.WRONG

    def __init__(self, found: Opaque, is_all: bool) -> None:
        if is_all:
            said = Message(
                "{value} was returned, where a value was asked for: "
                "return numbers, text, lists, dicts or arrays",
                value=found.description,
            )
        else:
            said = Message(
                "what was returned holds {value}, where a value was asked for: "
                "return numbers, text, lists, dicts or arrays",
                value=found.description,
            )
        super().__init__(said)
        self._found = found

    def is_about(self, answer: object) -> bool:
        """Whether it is this answer that is, or holds, what is no value."""
        return first_opaque(answer) is self._found


def blamed(failure: Exception, exchanges: Sequence[tuple[Call, Answer]]) -> Exception:
    """What a property failed with: an error of its own is the student's where it had no value."""
    if isinstance(failure, (AssertionError, StudentFault)):
        return failure
    for _, answer in exchanges:
        found = first_opaque(answer.value)
        if found is not None:
            return Unreadable(found, found is answer.value)
    return failure


def read_answer(reply: Reply, call: Call, packages: Sequence[str]) -> Answer:
    """What an answer says; where it cannot be read, that the submission misbehaved."""
    try:
        return answer_of(reply, call, packages)
    except Malformed as error:
        return Answer(Misbehaved.by(error))
