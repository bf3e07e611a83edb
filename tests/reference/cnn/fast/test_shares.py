"""Images among threads and chunks: all of them, once, evenly."""

from hypothesis import given
from hypothesis import strategies as st

from reference.cnn.fast.shares import CHUNK, shares


@given(n=st.integers(1, 2000), threads=st.integers(1, 8))
def test_every_image_is_in_one_chunk_and_no_chunk_is_too_large(n, threads):
    """And no thread has two images more than another."""
    parts = shares(n, threads)

    assert [i for share in parts for chunk in share for i in range(n)[chunk]] == list(range(n))
    assert all(0 < chunk.stop - chunk.start <= CHUNK for share in parts for chunk in share)
    sizes = [share[-1].stop - share[0].start for share in parts]
    assert len(parts) == min(n, threads)
    assert max(sizes) - min(sizes) <= 1
