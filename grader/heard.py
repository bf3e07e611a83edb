"""
What a submission answered, as it came over the wire.

Most answers are some that were given before, by the model or by a classmate, so they are known by
their bytes and never have to be read.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from grader.errors import StudentFault
from grader.sandbox.bounds import Malformed
from grader.sandbox.frames import Kind, Raised, record
from grader.sandbox.wire import encode
from grader.student import Answer, Call

__all__ = ["Heard", "Request", "key_of", "request_of"]

KEY_BYTES = 8  # to find other bytes with the same key takes 2**64 tries
REFUSED = b"refused"  # a refusal counts as one whatever it says


class Request(NamedTuple):
    """A call as it is sent; two calls with equal requests ask the same."""

    kind: int
    structure: bytes
    blob: bytes
    function: str


def request_of(call: Call) -> Request:
    """The bytes for a call."""
    kind = Kind.CALL_ECHO if call.echo else Kind.CALL
    return Request(kind, *encode((call.function, call.arguments)), call.function)


class Heard:
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
    def lost(cls, fault: StudentFault) -> "Heard":
        """No answer, and why."""
        return cls(0, b"", b"", fault)

    def same_bytes(self, other: "Heard") -> bool:
        """Whether two answers are the same to the last byte; a fault is like no other."""
        mine, others = (self.kind, self.structure, self.blob), (other.kind, other.structure)
        return self.fault is other.fault is None and mine == (*others, other.blob)

    @property
    def key(self) -> bytes:
        """By which an answer is known again; empty for one that is judged anew each time."""
        if self.kind == Kind.RETURNED:
            # Where the one ends and the other begins decides how an answer is read.
            length = len(self.structure).to_bytes(8, "little")
            whole = length + self.structure + self.blob
            return hashlib.blake2b(whole, digest_size=KEY_BYTES).digest()
        try:
            refused = self.kind == Kind.RAISED and record(self.structure, Raised).refusal
        except Malformed:
            return b""
        return REFUSED if refused else b""


def key_of(step: Sequence[Heard]) -> bytes:
    """By which the answers to a step are known again; empty if one of them cannot be."""
    keys = [heard.key for heard in step]
    if len(keys) == 1 or not all(keys):
        return keys[0] if len(keys) == 1 else b""
    return hashlib.blake2b(b"".join(keys), digest_size=KEY_BYTES).digest()
