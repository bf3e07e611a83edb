"""
What a student's code says beside its answers: what it prints, and what Python warns of.

It travels in front of the answer to the call during which it was said, so that a function and a
call can be named, and no number of processes that are lost and replaced changes what is counted.
It is text for a person and for nobody else: no mark depends on it.
"""

import contextlib
import struct
from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import Frame, Kind, Line, Word, record

__all__ = [
    "LARGEST_SAID",
    "LONGEST_PRINTED",
    "MOST_SAID",
    "MOST_WARNED",
    "Aside",
    "Warned",
    "together",
    "with_aside",
    "without_aside",
]

MOST_WARNED = 50  # places of one call
LARGEST_SAID = 1 << 16  # bytes of a line that is told at once
MOST_SAID = 20  # lines of a call that are told before it answers: more than are shown
LONGEST_PRINTED = 1_100  # characters of one call: more than are shown, so that it is seen
_LENGTH = struct.Struct("<I")


class Warned(msgspec.Struct, frozen=True, array_like=True):
    """A warning that Python would have shown, and the submission's line that led to it, or 0."""

    message: Word
    line: Line = 0
    cell: Line = 0


class Aside(msgspec.Struct, frozen=True, array_like=True):
    """What was warned of during a call, how what it printed begins, and how many lines that had."""

    warned: Annotated[list[Warned], Meta(max_length=MOST_WARNED)] = []
    printed: Annotated[str, Meta(max_length=LONGEST_PRINTED)] = ""
    lines: Annotated[int, Meta(ge=0, lt=1 << 53)] = 0
    cut: bool = False  # whether more was printed than was told


def together(words: Sequence[bytes], *, cut: bool) -> bytes:
    """What was said piece by piece, as one Aside; a piece of another form is left out."""
    heard: list[Aside] = []
    for each in words:
        with contextlib.suppress(Malformed):
            heard.append(record(each, Aside))
    warned = [found for each in heard for found in each.warned][:MOST_WARNED]
    text = "".join(each.printed for each in heard)[:LONGEST_PRINTED]
    return msgspec.msgpack.encode(Aside(warned, text, sum(each.lines for each in heard), cut))


def with_aside(aside: bytes, structure: bytes) -> bytes:
    """The structure of an answer, with what was said beside it in front."""
    return _LENGTH.pack(len(aside)) + aside + structure


def without_aside(frame: Frame) -> tuple[bytes, Frame]:
    """What was said beside an answer, and the answer; Malformed where they cannot be told apart."""
    if len(frame.structure) < _LENGTH.size:
        raise Malformed("an answer that is too short")
    end = _LENGTH.size + _LENGTH.unpack_from(frame.structure)[0]
    if end > len(frame.structure):
        raise Malformed("an answer that is too short")
    answer = Frame(frame.kind & ~Kind.ASIDE, frame.serial, frame.structure[end:], frame.blob)
    return frame.structure[_LENGTH.size : end], answer
