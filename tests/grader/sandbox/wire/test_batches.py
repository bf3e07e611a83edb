"""Many calls in one frame are the calls that went in, each with a serial of its own."""

from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.wire.batches import batch, calls_in, serial_in
from grader.sandbox.wire.frames import Frame, Kind, read_frame

CALLS = st.tuples(st.sampled_from([Kind.CALL, Kind.CALL_ECHO]), st.binary(), st.binary())


def sent(data):
    """A frame as the other side reads it."""
    left = [data]

    def read(size):
        piece, left[0] = left[0][:size], left[0][size:]
        return piece

    return read_frame(read)


@given(calls=st.lists(CALLS), serial=st.integers(0, 2**64 - 1))
def test_what_goes_in_comes_out(calls, serial):
    """Empty parts too; the serials count on from the batch's, and round."""
    found = list(calls_in(sent(batch(serial, calls))))
    assert [(each.kind, each.structure, each.blob) for each in found] == calls
    assert [each.serial for each in found] == [serial_in(serial, n) for n in range(len(calls))]
    assert all(0 <= each.serial < 2**64 for each in found)


def test_serials_start_again_at_the_end():
    """A serial has 64 bits."""
    frame = sent(batch(2**64 - 1, [(Kind.CALL, b"a", b""), (Kind.CALL, b"b", b"c")]))
    assert list(calls_in(frame)) == [
        Frame(Kind.CALL, 2**64 - 1, b"a", b""),
        Frame(Kind.CALL, 0, b"b", b"c"),
    ]
