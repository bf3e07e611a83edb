"""
One message between the grader and a student's process: a frame.

A frame is a fixed head (how long it is, which call it belongs to, what it is) and two
byte strings, which ``wire`` understands.  The head is read alone and checked before a
byte of the rest is, so nobody can announce ten gigabytes and have us wait for them.
"""

import struct
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta

from grader.sandbox.bounds import MAX_BLOB, MAX_STRUCTURE, Malformed

__all__ = [
    "HEAD_SIZE",
    "Failure",
    "Frame",
    "Kind",
    "Loaded",
    "Raised",
    "frame_bytes",
    "frame_sizes",
    "read_frame",
    "record",
    "statement",
    "statement_line",
]

_HEAD = struct.Struct("<BQII")
HEAD_SIZE = _HEAD.size


class Kind:
    """What a frame is; the first three go to the student's process, the rest come back."""

    LOAD, CALL, CALL_ECHO = 1, 2, 3
    READY, STATEMENT, LOADED, RETURNED, RAISED = 11, 12, 13, 14, 15


Line = Annotated[int, Meta(ge=0, le=10_000_000)]
Word = Annotated[str, Meta(max_length=1_000)]
Words = Annotated[str, Meta(max_length=10_000)]
MOST_FAILURES = 50
MOST_NAMES = 2_000


class Frame(NamedTuple):
    """A received message: what it is, the serial of its call, and its two parts."""

    kind: int
    serial: int
    structure: bytes
    blob: bytes


class Failure(msgspec.Struct, frozen=True, array_like=True):
    """A top-level statement that failed while the submission was loaded."""

    line: Line
    type: Word
    message: Words
    fatal: bool = False  # the file could not even be parsed


class Loaded(msgspec.Struct, frozen=True, array_like=True):
    """What loading led to: the callables there are now, and what failed on the way."""

    callables: Annotated[list[Word], Meta(max_length=MOST_NAMES)]
    failures: Annotated[list[Failure], Meta(max_length=MOST_FAILURES)]


class Raised(msgspec.Struct, frozen=True, array_like=True):
    """A call that raised, in words: the exception itself never crosses."""

    type: Word
    message: Words
    line: Line  # in the submission, 0 where it has none
    refusal: bool  # derived from ValueError
    memory: bool  # a MemoryError
    missing: bool  # there is no such function


def frame_bytes(kind: int, serial: int, structure: bytes = b"", blob: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return _HEAD.pack(kind, serial, len(structure), len(blob)) + structure + blob


def frame_sizes(head: bytes) -> tuple[int, int, int, int]:
    """Kind, serial, and the two lengths, of a head; Malformed where they are too large."""
    kind, serial, structure, blob = _HEAD.unpack(head)
    if structure > MAX_STRUCTURE or blob > MAX_BLOB:
        raise Malformed("a frame that is too large")
    return kind, serial, structure, blob


def read_frame(read: Callable[[int], bytes]) -> Frame:
    """The next frame, from a function that gives exactly so many bytes."""
    kind, serial, structure, blob = frame_sizes(read(HEAD_SIZE))
    return Frame(kind, serial, read(structure), read(blob))


def statement(position: int, line: int) -> bytes:
    """The frame that announces a top-level statement."""
    return frame_bytes(Kind.STATEMENT, position, line.to_bytes(4, "little"))


def statement_line(frame: Frame) -> int:
    """The line of an announced statement."""
    return int.from_bytes(frame.structure[:4], "little")


def record(data: bytes, kind: Any) -> Any:
    """A ``Loaded`` or ``Raised`` from a frame's structure; Malformed if it is anything else."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Malformed("a message of the wrong form") from error
