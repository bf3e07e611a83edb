"""
What a submission replied, as it came over the wire, and the value or the fault that it says.

Most answers are some that were given before, by the model or by a classmate, so they are known by
their bytes and never have to be read.  What is read was written by a process that we do not trust:
values are rebuilt from base types, and whatever does not have the form that our runner gives it
is Malformed.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from grader.examine.student.calls import Answer, Call
from grader.examine.student.exception_advice import advised
from grader.examine.student.faults import (
    MissingConstant,
    MissingFunction,
    OutOfMemory,
    RaisedValueError,
    StudentFault,
    StudentRaised,
    TooManyCalls,
    Unsendable,
)
from grader.examine.student.object_faults import ObjectLacks, RanOut
from grader.sandbox.isolation.importable import PACKAGES
from grader.sandbox.runner.printed_call import joined
from grader.sandbox.runner.tried import ASKED, LACKS
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.frames import Kind, Raised, record
from grader.sandbox.wire.further.files import MARK, TextFile
from grader.sandbox.wire.parts import first_opaque, text_files
from grader.sandbox.wire.values import Opaque

__all__ = [
    "RepeatedCall",
    "Reply",
    "Request",
    "Unsendable",
    "answer_of",
    "files_of",
    "key_of",
    "request_of",
]

KEY_BYTES = 8  # to find other bytes with the same key takes 2**64 tries
REFUSED = b"refused"  # a refusal counts as one whatever it says
STOP, ENDED = "StopIteration", b"ended"  # and the end of an iterator likewise

# The heads of extensions that describe what could not be written; numbers may look so as well.
_DESCRIBED = re.compile(rb"[\xd4-\xd8]\x07|\xc7.\x07|\xc8..\x07", re.DOTALL)


class Request(NamedTuple):
    """A call as it is sent; two calls with equal requests ask the same."""

    kind: int
    structure: bytes
    blob: bytes
    function: str

    @property
    def asked(self) -> int:
        """Its kind, whether or not it is given up after a moment."""
        return self.kind & ~Kind.BRIEFLY

    @property
    def briefly(self) -> "Request":
        """The same call, given up after a moment, of which is told at once what it prints."""
        return self._replace(kind=self.kind | Kind.BRIEFLY)


def request_of(call: Call) -> Request:
    """The bytes for a call; raises Unsendable where an argument cannot be sent."""
    if call.steps:  # the last of which says what it reads
        said: tuple[Any, ...] = (call.function, tuple(map(tuple, call.steps)))
    elif call.stdin is not None:
        said = (call.function, call.arguments, call.stdin)
    else:
        said = (call.function, call.arguments)
    structure, blob = encode(said)
    if _DESCRIBED.search(structure):
        _refuse_unsendable(call.function, structure, blob)
    return Request(_kind(call), structure, blob, call.function)


def _kind(call: Call) -> int:
    if call.steps:
        return Kind.PROGRAM_ECHO if call.echo else Kind.PROGRAM
    if call.stdin is not None:
        return Kind.CALL_PRINTED
    if call.constant:
        return Kind.CONSTANT
    return Kind.CALL_ECHO if call.echo else Kind.CALL


def files_of(request: Request) -> list[TextFile]:
    """The files that a call passes."""
    if MARK not in request.structure:
        return []
    return text_files(decode(request.structure, request.blob))


def _refuse_unsendable(function: str, structure: bytes, blob: bytes) -> None:
    """Raise Unsendable where a call was written with what cannot be sent in it."""
    found = first_opaque(decode(structure, blob))
    if found is not None:
        raise Unsendable(
            f"the sheet calls {function} with {found.description}, "
            "which cannot be sent to a student's process"
        )


class Reply:
    """
    An answer: the frame's kind and bytes, or the fault that there is instead of one.

    ``answer`` is what it says, once somebody has read it.
    """

    __slots__ = ("answer", "blob", "fault", "kind", "structure")

    def __init__(
        self, kind: int, structure: bytes, blob: bytes, fault: StudentFault | None = None
    ) -> None:
        self.kind = kind
        self.structure = structure
        self.blob = blob
        self.fault = fault
        self.answer: Answer | None = None if fault is None else Answer(fault)

    @classmethod
    def lost(cls, fault: StudentFault) -> "Reply":
        """No answer, and why."""
        return cls(0, b"", b"", fault)

    @classmethod
    def unheard(cls, fault: StudentFault | None) -> "Reply":
        """A call that was not waited for, since another one of its step led to this fault."""
        reply = cls(0, b"", b"", fault)
        if reply.answer is not None:
            reply.answer = reply.answer._replace(heard=False)
        return reply

    def same_bytes(self, other: "Reply") -> bool:
        """Whether two answers are the same to the last byte; a fault is like no other."""
        mine, others = (self.kind, self.structure, self.blob), (other.kind, other.structure)
        return self.fault is other.fault is None and mine == (*others, other.blob)

    @property
    def is_refusal(self) -> bool:
        """Whether it is a ValueError, or one derived from it."""
        return self.kind == Kind.RAISED and self.key == REFUSED

    @property
    def key(self) -> bytes:
        """A digest by which an answer is known again; empty for one that is always judged anew."""
        if self.kind == Kind.RETURNED:
            # Where the one ends and the other begins decides how an answer is read.
            length = len(self.structure).to_bytes(8, "little")
            whole = length + self.structure + self.blob
            return hashlib.blake2b(whole, digest_size=KEY_BYTES).digest()
        if self.kind != Kind.RAISED:
            return b""
        try:
            raised = record(self.structure, Raised)
        except Malformed:
            return b""
        if raised.type == STOP:
            return ENDED
        return REFUSED if raised.refusal else b""


class RepeatedCall(NamedTuple):
    """
    A request, what was heard the first time, and how to find the call behind it.

    ``holds_with`` tells whether the property that asked holds with another reply as well.
    """

    request: Request
    reply: Reply
    call: Callable[[], Call]
    holds_with: Callable[[Reply], bool]


def key_of(step: Sequence[Reply]) -> bytes:
    """A digest by which the answers to a step are known again; empty if one of them cannot be."""
    keys = [reply.key for reply in step]
    if len(keys) == 1 or not all(keys):
        return keys[0] if len(keys) == 1 else b""
    return hashlib.blake2b(b"".join(keys), digest_size=KEY_BYTES).digest()


def answer_of(reply: Reply, call: Call, packages: Sequence[str] = PACKAGES) -> Answer:
    """
    The answer to a call; raises Malformed for bytes that are none.

    ``packages`` are what the submission may import.
    """
    if reply.fault is not None:
        return Answer(reply.fault)
    if reply.kind == Kind.RAISED:
        raised = record(reply.structure, Raised)
        return Answer(_fault(raised, packages, call), (reply.structure, b""))
    raw = reply.structure, reply.blob
    value = decode(*raw)
    if call.stdin is not None:
        return Answer(_printed(value), raw)
    return Answer(_echoed(value, call) if call.echo else value, raw)


def _echoed(value: Any, call: Call) -> Any:
    """The pair of a value and the arguments afterwards; of what is too large, its description."""
    if isinstance(value, Opaque):
        return value, call.arguments
    pair = value if isinstance(value, tuple) and len(value) == 2 else (None, None)
    if not isinstance(pair[1], tuple) or len(pair[1]) != len(call.arguments):
        raise Malformed("an answer without what became of the arguments")
    return pair


def _printed(value: Any) -> Any:
    """What a call has printed, as one text."""
    try:
        return joined(value)
    except ValueError as error:
        raise Malformed("an answer that is not what was printed") from error


def _fault(raised: Raised, packages: Sequence[str], call: Call) -> StudentFault:
    if raised.missing and call.constant:
        return MissingConstant(call.function)
    if raised.missing:
        return MissingFunction(raised.message.rpartition(" ")[2])
    if raised.memory:
        return OutOfMemory(raised.line, raised.cell)
    told = _told(raised)
    if told is not None:
        return told
    if raised.type == STOP and call.asks_for_next:
        return RanOut(raised.line, raised.cell)
    kind = RaisedValueError if raised.refusal else StudentRaised
    said = advised(raised.type, raised.message, raised.advice, packages)
    return kind(raised.type, said, raised.line, raised.cell)


def _told(raised: Raised) -> StudentFault | None:
    """The fault that our own runner raised as an exception, which has a sentence of its own."""
    if raised.advice == ASKED:
        return TooManyCalls.told(raised.message, raised.line, raised.cell)
    if raised.advice.startswith(LACKS):
        return ObjectLacks.told(raised.advice.removeprefix(LACKS).strip(), raised.message)
    return None
