"""
One message between the grader and a student's process: a frame.

A frame is a fixed head (how long it is, which call it belongs to, what it is) and two
byte strings, which ``wire`` understands or which hold one of the records below.  The head is
read alone and checked before a byte of the rest is, so nobody can announce ten gigabytes and
have us wait for them.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta

from grader.sandbox.wire.bounds import MAX_BLOB, MAX_STRUCTURE, Malformed

__all__ = [
    "HEAD_SIZE",
    "Failure",
    "Frame",
    "Kind",
    "LoadRequest",
    "Loaded",
    "Omitted",
    "Part",
    "Raised",
    "Written",
    "frame_at",
    "frame_bytes",
    "load_request",
    "read_frame",
    "record",
    "statement",
    "statement_place",
]

_HEAD = struct.Struct("<BQII")
HEAD_SIZE = _HEAD.size


class Kind:
    """What a frame is; the first two lines go to the student's process, the third comes back."""

    LOAD, CALL, CALL_ECHO, WRITTEN, CALLS, CALL_PRINTED, CONSTANT = 1, 2, 3, 4, 5, 7, 8
    PROGRAM, PROGRAM_ECHO = 9, 10  # what was done with objects so far; the last step is asked for
    READY, STATEMENT, LOADED, RETURNED, RAISED, TOLD, SAID = 11, 12, 13, 14, 15, 16, 17
    PROGRAMS = (PROGRAM, PROGRAM_ECHO)
    ASIDE = 32  # added to the kind of an answer that has an aside in front
    BRIEFLY = 64  # added to the kind of a call that is given up after a moment


Line = Annotated[int, Meta(ge=0, le=10_000_000)]
Word = Annotated[str, Meta(max_length=1_000)]
Language = Annotated[str, Meta(max_length=10_000)]
MOST_FAILURES = 50
MOST_NAMES = 2_000
MOST_OMITTED = 50
MOST_TEXTS = 50
LONGEST_TEXT = 20_000  # characters of a written answer
_PLACE = struct.Struct("<II")


class Frame(NamedTuple):
    """A received message: what it is, the serial of its call, and its two parts."""

    kind: int
    serial: int
    structure: bytes
    blob: bytes


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What is parsed by itself: a Python file, whose number is 0, or a cell of a notebook."""

    cell: int
    source: bytes


class LoadRequest(msgspec.Struct, frozen=True, array_like=True):
    """
    A submission, and the places of the statements to leave out.

    Of the statement at ``overheard`` is told at once what is printed; it is given up after a
    moment, and those behind it do not run.
    """

    parts: list[Part]
    skipped: list[int]
    overheard: int | None = None


class Failure(msgspec.Struct, frozen=True, array_like=True):
    """A top-level statement that failed while the submission was loaded."""

    line: Line
    type: Word
    message: Language
    fatal: bool = False  # the file could not even be parsed
    cell: Line = 0
    advice: Word = ""  # what it is a case of, where our side has a sentence on that
    source: Word = ""  # the line that could not be parsed
    column: Line = 0  # where in it, from 1


class Omitted(msgspec.Struct, frozen=True, array_like=True):
    """A line for the notebook itself, or where the line is 0 a whole cell, that was left out."""

    cell: Line
    line: Line
    text: Word


class Loaded(msgspec.Struct, frozen=True, array_like=True):
    """What loading led to: the callables there are now, and what failed or was left out."""

    callables: Annotated[list[Word], Meta(max_length=MOST_NAMES)]
    failures: Annotated[list[Failure], Meta(max_length=MOST_FAILURES)]
    omitted: Annotated[list[Omitted], Meta(max_length=MOST_OMITTED)] = []
    answers: bool = False  # whether there are written answers to ask for
    aside: bytes = b""  # what was printed and warned of meanwhile, an Aside


class Raised(msgspec.Struct, frozen=True, array_like=True):
    """A call that raised, in words: the exception itself never crosses."""

    type: Word
    message: Language
    line: Line  # in the submission, 0 where it has none
    refusal: bool  # derived from ValueError
    memory: bool  # a MemoryError that the submission did not raise itself
    missing: bool  # there is no such function
    cell: Line = 0  # of that line
    advice: Word = ""  # what it is a case of, where our side has a sentence on that


class Written(msgspec.Struct, frozen=True, array_like=True):
    """
    An entry of ANSWERS.

    ``problem`` is ``key``, ``value`` or ``length`` where that is not as it should be, and ``found``
    what it is.
    """

    question: Word
    text: Annotated[str, Meta(max_length=LONGEST_TEXT)]
    problem: Word = ""
    found: Word = ""


def frame_bytes(kind: int, serial: int, structure: bytes = b"", blob: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return _HEAD.pack(kind, serial, len(structure), len(blob)) + structure + blob


def frame_at(data: bytes | bytearray, start: int = 0) -> tuple[Frame, int] | None:
    """The frame that begins at ``start``, and where it ends; None while some of it is missing."""
    middle = start + HEAD_SIZE
    if len(data) < middle:
        return None
    kind, serial, structure, blob = _head(data, start)
    last = middle + structure
    end = last + blob
    if len(data) < end:
        return None
    return Frame(kind, serial, bytes(data[middle:last]), bytes(data[last:end])), end


def read_frame(read: Callable[[int], bytes]) -> Frame:
    """The next frame, from a function that gives exactly so many bytes."""
    kind, serial, structure, blob = _head(read(HEAD_SIZE))
    return Frame(kind, serial, read(structure), read(blob))


def _head(data: bytes | bytearray, start: int = 0) -> tuple[int, int, int, int]:
    """Kind, serial, and the two lengths, of the head at ``start``; Malformed if too large."""
    kind, serial, structure, blob = _HEAD.unpack_from(data, start)
    if structure > MAX_STRUCTURE or blob > MAX_BLOB:
        raise Malformed("a frame that is too large")
    return kind, serial, structure, blob


def load_request(parts: Sequence[Part], skipped: Sequence[int] = ()) -> bytes:
    """The frame that hands over a submission."""
    body = LoadRequest(list(parts), list(skipped))
    return frame_bytes(Kind.LOAD, 0, msgspec.msgpack.encode(body))


def statement(position: int, line: int, cell: int = 0) -> bytes:
    """The frame that announces a top-level statement."""
    return frame_bytes(Kind.STATEMENT, position, _PLACE.pack(line, cell))


def statement_place(frame: Frame) -> tuple[int, int]:
    """Line and cell of an announced statement; Malformed if it is of another form."""
    if len(frame.structure) != _PLACE.size:
        raise Malformed("a statement without a place")
    line, cell = _PLACE.unpack(frame.structure)
    return line, cell


def record(data: bytes, kind: Any) -> Any:
    """One of the records above, or a list of them, from bytes; Malformed if it is none."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Malformed("a message of the wrong form") from error
