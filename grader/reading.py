"""
What an answer's bytes say: a value rebuilt from base types, or a fault.

Everything here was written by a process that we do not trust; whatever does not have the form
that our runner gives it is Malformed.
"""

from typing import Any

from grader.advice import advised
from grader.errors import (
    MissingFunction,
    OutOfMemory,
    RaisedValueError,
    StudentFault,
    StudentRaised,
)
from grader.heard import Heard
from grader.sandbox.bounds import Malformed
from grader.sandbox.frames import Kind, Raised, record
from grader.sandbox.values import Opaque
from grader.sandbox.wire import decode
from grader.student import Answer, Call

__all__ = ["answer_of"]


def answer_of(heard: Heard, call: Call) -> Answer:
    """The answer to a call; raises Malformed for bytes that are none."""
    if heard.fault is not None:
        return Answer(heard.fault)
    if heard.kind == Kind.RAISED:
        return Answer(_fault(record(heard.structure, Raised)), (heard.structure, b""))
    raw = heard.structure, heard.blob
    value = decode(*raw)
    return Answer(_echoed(value, call) if call.echo else value, raw)


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
    return kind(raised.type, advised(raised.type, raised.message), raised.line, raised.cell)
