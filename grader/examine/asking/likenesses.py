"""
What a call may have in common with another one, without being equal to it.

Caches are kept by what is quick to make of the arguments, and some arguments are forgotten. Whoever
is asked two calls that have such a key in common, one after the other, is found out. All of this is
read off the bytes of a call, since there are thousands of them.
"""

import itertools
import re
from collections.abc import Hashable, Iterator, Sequence

import msgspec
import numpy as np
from msgspec.msgpack import Ext

from grader.examine.student.replies import Request
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.tags import Code
from grader.sandbox.wire.unpacking import array_shape

__all__ = ["Likeness", "likenesses", "line_sums"]

FEW_BYTES = 64  # which NumPy would not sort more quickly
NUMBER_BYTES = 8
END_BYTES = 24  # at either end of an array's numbers
EXTENSION = frozenset((0xC7, 0xC8, 0xC9, *range(0xD4, 0xD9)))  # first bytes in MessagePack

# The head of a generator: who is asked to draw is asked so often that like follows like anyway.
DRAWS = re.compile(rb"[\xd4-\xd8]\x06|\xc7.\x06", re.DOTALL)
MOST_ARGUMENTS = 16  # that are looked at one by one
BUT = [f"all but {number}" for number in range(MOST_ARGUMENTS)]
NUMBERS_OF = [f"numbers of {number}" for number in range(MOST_ARGUMENTS)]

Likeness = tuple[str, Hashable]  # in which way two calls are alike, and what they share

_Said = tuple[int, str, list[msgspec.Raw]]  # a call's structure: the first of the list is its tag
_decoder = msgspec.msgpack.Decoder(_Said)


def likenesses(request: Request) -> Iterator[Likeness]:
    """Ways in which it may be like another call, and what the two would share."""
    structure, blob = request.structure, request.blob
    if DRAWS.search(structure):
        return
    arguments = _arguments(request)
    if len(arguments) > 1:
        yield from _of_one(arguments)
    if not blob:
        yield "numbers", _sorted(structure)
        return
    if len(arguments) < 2:
        numbers = _sorted(blob)
        yield "numbers", (structure, numbers)
        yield "in another shape", (len(structure), numbers)
    yield "ends", (structure, blob[:END_BYTES], blob[-END_BYTES:])
    yield "shape", structure
    if len(blob) % NUMBER_BYTES == 0:
        yield "roundings", (structure, np.round(np.frombuffer(blob), 1).tobytes())


def line_sums(request: Request) -> Iterator[Likeness]:
    """The sums of all lines of its arrays, where these are of numbers; it takes longer to find."""
    _, arguments, *_ = decode(request.structure, request.blob)
    arrays = [
        each for each in arguments if isinstance(each, np.ndarray) and each.dtype.kind in "fi"
    ]
    with np.errstate(all="ignore"):
        sums = [np.round(each.sum(axis), 6) for each in arrays for axis in range(each.ndim)]
    if sums:
        yield "sums of lines", (request.structure, *(each.tobytes() for each in sums))


def _of_one(arguments: Sequence[tuple[bytes, bytes]]) -> Iterator[Likeness]:
    """Another value of one argument alone, or the same numbers in another order there."""
    for number, (structure, blob) in enumerate(arguments):
        others = (*arguments[:number], number, *arguments[number + 1 :])
        yield BUT[number], others
        if len(structure) + len(blob) > NUMBER_BYTES + 1:  # no plain number
            yield NUMBERS_OF[number], (others, _sorted(structure), _sorted(blob))


def _sorted(content: bytes) -> bytes:
    """The same bytes in order: equal for numbers that stand in other places."""
    if len(content) < FEW_BYTES:
        return bytes(sorted(content))
    return np.sort(np.frombuffer(content, np.uint8), kind="stable").tobytes()  # a radix sort


def _arguments(request: Request) -> list[tuple[bytes, bytes]]:
    """Structure and numbers of each argument; nothing where they cannot be told apart."""
    try:
        _, _, (_, *raw) = _decoder.decode(request.structure)
        written = [*map(bytes, raw)]
        sizes = [*map(_size, written)]
    except (msgspec.MsgspecError, Malformed, ValueError):
        return []
    if sum(sizes) != len(request.blob) or len(written) > MOST_ARGUMENTS:
        return []
    ends = itertools.accumulate(sizes)
    return [
        (each, request.blob[end - size : end])
        for each, size, end in zip(written, sizes, ends, strict=True)
    ]


def _size(argument: bytes) -> int:
    """How many bytes of numbers belong to an argument that is an array."""
    if argument[0] not in EXTENSION:
        return 0
    value = msgspec.msgpack.decode(argument)
    if not isinstance(value, Ext) or value.code != Code.ARRAY:
        return 0
    _, _, size = array_shape(bytes(value.data))
    return size
