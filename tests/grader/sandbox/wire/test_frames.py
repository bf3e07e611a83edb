"""Frames: what was announced is checked before it is read."""

import contextlib
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.wire.asides import Aside, Warned, with_aside, without_aside
from grader.sandbox.wire.bounds import MAX_BLOB, MAX_STRUCTURE, Malformed
from grader.sandbox.wire.frames import (
    HEAD_SIZE,
    Failure,
    Frame,
    Kind,
    Loaded,
    Omitted,
    Raised,
    Written,
    frame_at,
    frame_bytes,
    read_frame,
    record,
    statement,
    statement_place,
)

FRAMES = st.builds(Frame, st.integers(0, 255), st.integers(0, 2**64 - 1), st.binary(), st.binary())


@given(st.lists(FRAMES, max_size=4))
def test_frames_come_out_of_a_stream_as_they_went_in(frames):
    """One behind the other, each with both of its parts."""
    stream = io.BytesIO(b"".join(frame_bytes(*frame) for frame in frames))
    assert [read_frame(stream.read) for _ in frames] == frames
    assert stream.read() == b""


@pytest.mark.parametrize(
    ("structure", "blob"), [(MAX_STRUCTURE + 1, 0), (0, MAX_BLOB + 1), (2**32 - 1, 2**32 - 1)]
)
def test_nothing_is_read_of_a_frame_that_announces_too_much(structure, blob):
    """Nobody can announce gigabytes and have us wait for them, or make room."""
    head = bytearray(frame_bytes(Kind.RETURNED, 1))
    head[-8:] = structure.to_bytes(4, "little") + blob.to_bytes(4, "little")
    asked = []

    def read(size):
        asked.append(size)
        return bytes(head)

    with pytest.raises(Malformed, match="too large"):
        read_frame(read)
    assert asked == [HEAD_SIZE]


def test_the_largest_frame_is_allowed():
    """The bound itself is within bounds."""
    data = frame_bytes(Kind.RETURNED, 7, bytes(MAX_STRUCTURE), bytes(MAX_BLOB))
    frame = Frame(Kind.RETURNED, 7, bytes(MAX_STRUCTURE), bytes(MAX_BLOB))
    assert frame_at(data) == (frame, len(data))


@given(st.binary(max_size=5), st.binary(max_size=9), st.binary(max_size=9), st.binary(max_size=5))
def test_a_frame_is_found_where_it_begins_once_all_of_it_is_there(before, structure, blob, after):
    """What stands before and behind it does not matter; a byte too few does."""
    data = before + frame_bytes(Kind.CALL, 3, structure, blob)
    found = frame_at(data + after, len(before))
    assert found == (Frame(Kind.CALL, 3, structure, blob), len(data))
    assert frame_at(bytearray(data[:-1]), len(before)) is None


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_an_announced_statement_has_its_position_line_and_cell(position, line, cell):
    """They are all that the examiner learns of it."""
    frame = read_frame(io.BytesIO(statement(position, line, cell)).read)
    assert (frame.kind, frame.serial) == (Kind.STATEMENT, position)
    assert statement_place(frame) == (line, cell)


@given(st.binary(max_size=12).filter(lambda data: len(data) != 8))
def test_an_announcement_of_another_length_is_malformed(data):
    """It comes from the student's process, like everything."""
    with pytest.raises(Malformed, match="without a place"):
        statement_place(Frame(Kind.STATEMENT, 0, data, b""))


@given(FRAMES, st.binary())
def test_an_aside_in_front_of_an_answer_leaves_it_as_it_was(frame, words):
    """Answers are compared byte by byte, and what is said beside them may differ."""
    kind = frame.kind & ~Kind.ASIDE
    sent = Frame(kind | Kind.ASIDE, frame.serial, with_aside(words, frame.structure), b"blob")
    expected = Frame(kind, frame.serial, frame.structure, b"blob")
    assert without_aside(sent) == (words, expected)


@pytest.mark.parametrize("structure", [b"", b"\1\0\0", b"\1\0\0\0", b"\xff\xff\xff\xff" + bytes(9)])
def test_asides_that_claim_to_be_longer_than_all_are_malformed(structure):
    """Nothing is taken from behind the end."""
    with pytest.raises(Malformed, match="too short"):
        without_aside(Frame(Kind.RETURNED | Kind.ASIDE, 1, structure, b""))


@pytest.mark.parametrize(
    "value",
    [
        Loaded(["f"], [Failure(3, "KeyError", "'x'"), Failure(0, "SyntaxError", "", True)]),
        Loaded([], [Failure(3, "KeyError", "'x'", False, 7)], [Omitted(7, 0, "%%bash")], True),
        Raised("ValueError", "no", 3, True, False, False, 2),
        Aside([Warned("overflow", 7, 3)], "x is 1", 12),
        Written("1a", "because", ""),
    ],
)
def test_records_come_back_the_same(value):
    """What loading led to, and what a call raised."""
    assert record(msgspec.msgpack.encode(value), type(value)) == value


@pytest.mark.parametrize("kind", [Loaded, Raised, Aside, Written])
@given(data=st.binary(max_size=60))
def test_any_bytes_are_a_record_or_malformed(kind, data):
    """These records come from the student's process as well."""
    with contextlib.suppress(Malformed):
        assert type(record(data, kind)) is kind


@pytest.mark.parametrize(
    "forged",
    [
        None, [], {}, ["f"], [["f"]], [[1], []], [["f"], [[1, 2, 3]]], [["f"], [["1", "", ""]]],
        ["ValueError", "no", 3, 1, 0, 0], ["ValueError", "no", 3.0, True, False, False],
    ],
    ids=repr,
)  # fmt: skip
def test_a_record_of_another_form_is_malformed(forged):
    """No truthy 1 for True, no text for a number."""
    data = msgspec.msgpack.encode(forged)
    for kind in (Loaded, Raised):
        with pytest.raises(Malformed, match="wrong form"):
            record(data, kind)


def test_a_record_nested_without_end_is_malformed():
    """A RecursionError would be taken for ours."""
    with pytest.raises(Malformed):
        record(b"\x92\x90" + b"\x91" * 100_000, Loaded)
