"""Bytes that no honest process sends are a plain value or refused, and cost little either way."""

import struct
import time
import tracemalloc
from fractions import Fraction

import msgspec
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.wire.bounds import MAX_BITS, MAX_BLOB, MAX_STRUCTURE, Malformed, has_large_map
from grader.sandbox.wire.codec import DECODED, decode, encode
from grader.sandbox.wire.values import Opaque


def outcome(structure, blob=b""):
    """A value of a type that may arrive, or Malformed: nothing else may come of bytes."""
    try:
        value = decode(structure, blob)
    except Malformed:
        return Malformed
    assert value is None or isinstance(
        value,
        (*filter(None, DECODED), list, tuple, dict, np.ndarray, np.generic, np.random.Generator),
    )
    return value


@given(st.binary(max_size=80), st.binary(max_size=40))
def test_arbitrary_bytes_are_a_value_or_malformed(structure, blob):
    """Never another exception: it would be taken for a mistake of the grader."""
    outcome(structure, blob)


SAMPLES = [
    encode(value)
    for value in (
        [1, -(2**70), 2.5, "text", None, True, 1j, Fraction(1, 3), Opaque("a set")],
        {"a": np.arange(6.0).reshape(2, 3), "b": [np.float32(1), (np.zeros((0, 3)),)]},
        sympy.exp(sympy.Symbol("x") / 3) + 2**0.5 - sympy.Rational(1, 3) ** sympy.pi,
        sympy.Matrix([[10**30, sympy.Symbol("y")]]),
        np.array([1, None], dtype=object),
        np.random.default_rng(5),
    )
]


@given(st.sampled_from(SAMPLES), st.data())
def test_a_valid_message_that_was_tampered_with_is_a_value_or_malformed(sample, data):
    """Bytes changed, dropped, doubled or inserted, in the structure and in the blob."""
    parts = []
    for part in sample:
        part = bytearray(part)
        for _ in range(data.draw(st.integers(0, 3))):
            place = data.draw(st.integers(0, len(part)))
            drop = data.draw(st.integers(0, 4))
            part[place : place + drop] = data.draw(st.binary(max_size=4))
        parts.append(bytes(part))
    outcome(*parts)


EXT, ARRAY, BIG = msgspec.msgpack.Ext, 1, 3
FORGED = {
    "an array that claims 2**62 numbers": EXT(ARRAY, b"d" + struct.pack("<Q", 2**62)),
    "sides whose product overflows": EXT(ARRAY, b"d" + struct.pack("<2Q", 2**32, 2**32)),
    "a side of 0 beside a huge one": EXT(ARRAY, b"d" + struct.pack("<2Q", 0, 2**62)),
    "an array of objects": EXT(ARRAY, b"O" + struct.pack("<Q", 1)),
    "an array of pointers": EXT(ARRAY, b"P" + struct.pack("<Q", 1)),
    "33 sides": EXT(ARRAY, b"d" + struct.pack("<33Q", *[1] * 33)),
    "an array without sides": EXT(ARRAY, b"d"),
    "an array without a dtype": EXT(ARRAY, b""),
    "an integer that is too long": EXT(BIG, b"\1" * (MAX_BITS // 8 + 2)),
    "a fraction over zero": EXT(5, struct.pack("<I", 1) + b"\1\0"),
    "a fraction without a length": EXT(5, b"\1"),
    "half a complex number": EXT(4, b"\0" * 8),
    "a scalar of the wrong length": EXT(2, b"d\0"),
    "a negative seed": EXT(6, b"\xff"),
    "an unknown extension": EXT(99, b""),
    "an unknown tag": [7, 1],
    "no tag": [],
    "a tag that is true": [True, 1],
    "a text as tag": ["0", 1],
    "bytes": b"abc",
    "a text that is too long": "x" * 4001,
    "a key that is no text": {1: 2},
    "an object array without a shape": [2, [0]],
    "an object array of a negative shape": [2, [0], [0, -1]],
    "lists that are too deep": [0, [0, [0, [0]]]],
    "an expression of nothing": [3],
    "a node that refers to itself": [3, None, [0], [["exp", [0], None]]],
    "a node that refers to a later one": [3, None, [0], [["exp", [1], None], ["Pi", [], None]]],
    "a negative argument": [3, None, [1], [["Pi", [], None], ["exp", [-1], None]]],
    "a negative root": [3, None, [-1], [["Pi", [], None]]],
    "an operation that is not listed": [3, None, [0], [["Lambda", [], None]]],
    "a root that is not there": [3, None, [1], [["Pi", [], None]]],
    "two roots of a scalar": [3, None, [0, 0], [["Pi", [], None]]],
    "a matrix of negative size": [3, [-1, -1], [0], [["Pi", [], None]]],
    "a matrix without its entries": [3, [2, 2], [0], [["Pi", [], None]]],
    "a float that is a text": [3, None, [0], [["Float", [], "1"]]],
    "an integer that is a float": [3, None, [0], [["Integer", [], 1.0]]],
    "a leaf with arguments": [3, None, [1], [["Pi", [], None], ["Symbol", [0], "x"]]],
    "a number over zero": [3, None, [0], [["Rational", [], [1, 0]]]],
    "a nameless symbol": [3, None, [0], [["Symbol", [], 5]]],
    "too many nodes": [3, None, [0], [["Pi", [], None]] * 20_001],
    "too many items": [0, *[[0]] * 50_001],
}
DEEPER = {"lists that are too deep"}
WITH_NUMBERS = {"an array of objects", "an array of pointers", "33 sides"}


@pytest.mark.parametrize("name", FORGED)
def test_what_encode_could_not_have_written_is_malformed(name):
    """Every bound and every form is checked, each by its own example."""
    forged = FORGED[name]
    if name in DEEPER:
        for _ in range(30):
            forged = [0, forged]
    blob = b"\0" * 8 if name in WITH_NUMBERS else b""
    assert outcome(msgspec.msgpack.encode(forged), blob) is Malformed


@pytest.mark.parametrize("extra", [b"", b"\0" * 7, b"\0" * 9, b"\0" * 16])
def test_the_blob_is_exactly_as_long_as_its_arrays(extra):
    """Numbers that belong to no array could carry anything; missing ones would be read as 0."""
    structure, blob = encode(np.zeros(1))
    assert len(blob) == 8
    assert outcome(structure, extra) is Malformed


def test_what_is_too_large_is_not_even_parsed():
    """The frames bound it already; the wire does not rely on that."""
    with pytest.raises(Malformed, match="larger than an answer may be"):
        decode(b"\xc0" + b"\0" * MAX_STRUCTURE, b"")
    with pytest.raises(Malformed, match="larger than an answer may be"):
        decode(b"\xc0", bytes(MAX_BLOB + 1))


WORST = {
    "nils": b"\xdd" + struct.pack(">I", MAX_STRUCTURE - 5) + b"\xc0" * (MAX_STRUCTURE - 5),
    "empty lists": b"\xdd" + struct.pack(">I", MAX_STRUCTURE - 5) + b"\x90" * (MAX_STRUCTURE - 5),
    "empty dicts": b"\xdd" + struct.pack(">I", MAX_STRUCTURE - 5) + b"\x80" * (MAX_STRUCTURE - 5),
    "nested lists": b"\x91" * MAX_STRUCTURE,
    "announced entries": b"\xdd\xff\xff\xff\xff",
    "announced pairs": b"\xdf\xff\xff\xff\xff",
    "announced text": b"\xdb\xff\xff\xff\xff",
    "announced bytes": b"\xc6\xff\xff\xff\xff",
    "announced extension": b"\xc9\xff\xff\xff\xff\x01",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST)
def test_a_message_of_a_megabyte_costs_little_memory(name):
    """A byte of structure can become a whole object, and no more than that."""
    tracemalloc.start()
    try:
        outcome(WORST[name])
        assert tracemalloc.get_traced_memory()[1] < 120e6
    finally:
        tracemalloc.stop()


def colliding_pairs(count):
    """Pairs of ints whose tuples all have one hash, which is easily computed."""
    mask, p1, p2, p5 = 2**64 - 1, 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x27D4EB2F165667C5
    rotated = lambda value, by: (value << by | value >> (64 - by)) & mask  # noqa: E731
    last = rotated(12345678 * pow(p1, -1, 2**64) & mask, 33)
    pairs, first = [], 0
    while len(pairs) < count:
        first += 1
        lane = rotated((p5 + first * p2) & mask, 31) * p1 & mask
        second = (last - lane) * pow(p2, -1, 2**64) & mask
        if second < 2**61 - 1:
            pairs.append((first, second))
    return pairs


def test_keys_made_to_collide_are_refused_before_they_are_hashed():
    """Ten thousand such keys take seconds, a full message a minute, all of it on our side."""
    pairs = colliding_pairs(10_000)
    assert len(set(map(hash, pairs))) == 1
    body = b"".join(msgspec.msgpack.encode(pair) + b"\xc0" for pair in pairs)
    start = time.process_time()
    assert outcome(b"\xdf" + struct.pack(">I", len(pairs)) + body) is Malformed
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(("pairs", "large"), [(15, False), (16, True), (70_000, True)])
def test_a_map_is_large_from_its_sixteenth_pair(pairs, large):
    """Whether its length is written in two bytes or in four."""
    assert has_large_map(msgspec.msgpack.encode(dict.fromkeys(range(pairs)))) == large


@given(
    st.recursive(
        st.integers(-(2**63), 2**64 - 1)
        | st.floats()
        | st.text(st.characters(codec="utf-8"))
        | st.binary(max_size=300)
        | st.builds(msgspec.msgpack.Ext, st.integers(-128, 127), st.binary(max_size=20)),
        lambda inner: (
            st.lists(inner, max_size=20) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        ),
        max_leaves=30,
    ),
    st.booleans(),
)
def test_stepping_over_a_message_finds_its_large_maps_and_no_others(value, large):
    """Bytes within texts and numbers that look like a map are none; a map at the end is."""
    table = dict.fromkeys(map(str, range(16))) if large else {"a": 0xDE, "b": 0xDFDE}
    message = msgspec.msgpack.encode([value, "\u07de", table])
    assert has_large_map(message) == large
