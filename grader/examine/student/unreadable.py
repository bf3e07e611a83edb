"""
What cannot be sent: an answer's part that is the student's affair, an argument that is the sheet's.

A property that meets a module or a function where it wants to compute fails with some TypeError of
its own.  That is no doubt about the answer, so it is wrong, with a sentence.  An argument that no
student's process can be sent is a mistake of the sheet, which costs nobody any points.
"""

import re
from collections.abc import Sequence

from grader.examine.student.faults import StudentFault
from grader.examine.student.proxy import Answer, Call
from grader.language import Message
from grader.model import Outcome
from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.parts import first_opaque
from grader.sandbox.wire.values import Opaque

__all__ = ["Unreadable", "Unsendable", "blamed", "refuse_unsendable"]

# The heads of extensions that describe what could not be written; numbers may look so as well.
_DESCRIBED = re.compile(rb"[\xd4-\xd8]\x07|\xc7.\x07|\xc8..\x07", re.DOTALL)


class Unsendable(Exception):
    """A property calls a function with what no student's process can be sent."""


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


def blamed(failure: Exception, exchanges: Sequence[tuple[Call, Answer]]) -> Exception:
    """What a property failed with: an error of its own is the student's where it had no value."""
    if isinstance(failure, (AssertionError, StudentFault, Unsendable)):
        return failure
    for _, answer in exchanges:
        found = first_opaque(answer.value)
        if found is not None:
            return Unreadable(found, found is answer.value)
    return failure


def refuse_unsendable(function: str, structure: bytes, blob: bytes) -> None:
    """Raise Unsendable for a call that was written with what cannot be sent in it."""
    if not _DESCRIBED.search(structure):
        return
    found = first_opaque(decode(structure, blob))
    if found is not None:
        raise Unsendable(
            f"the sheet calls {function} with {found.description}, "
            "which cannot be sent to a student's process"
        )
