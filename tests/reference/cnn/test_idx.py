"""IDX files: read as they were written, and refused where a download went wrong."""

import gzip
import struct

import numpy as np
import pytest

from reference.cnn.errors import CorruptIdx
from reference.cnn.idx import read_idx

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


def idx_bytes(array, kind=0x08):
    header = bytes((0, 0, kind, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.tobytes()


@pytest.mark.parametrize("packed", [gzip.compress, bytes])
@pytest.mark.parametrize("name", ["images.gz", "images"])
def test_an_array_is_read_as_it_was_written(tmp_path, packed, name):
    """Gzip or plain, told by the content: names get changed by browsers."""
    path = tmp_path / name
    path.write_bytes(packed(idx_bytes(IMAGES)))

    np.testing.assert_array_equal(read_idx(path, 3), IMAGES)


GOOD = idx_bytes(IMAGES)
PACKED = gzip.compress(GOOD, mtime=0)  # without the time, each process makes the same test of it


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "ends within its header, after 0 bytes"),
        (GOOD[:10], "ends within its header, after 10 bytes"),
        (GOOD[:-1], r"promises 2 × 3 × 4 = 24 bytes and holds 23"),
        (GOOD + b"x", r"promises 2 × 3 × 4 = 24 bytes and holds 25"),
        (b"<!DOCTYPE html><html></html>", "begins with 3c 21 44 4f, an IDX file of bytes with 3"),
        (idx_bytes(IMAGES, kind=0x0D), "begins with 00 00 0d 03"),
        (idx_bytes(np.zeros(30, np.uint8)), "begins with 00 00 08 01"),
        (b"\0\0\x08\x03" + b"\xff" * 12, "promises 4294967295 × 4294967295"),
        (PACKED[:-9], "is damaged"),
        (PACKED[:12] + b"\0\0\0\0" + PACKED[16:], "is damaged"),
    ],
)
def test_a_corrupt_file_is_refused_with_a_sentence(tmp_path, content, says):
    """What was found, and what to do."""
    path = tmp_path / "images"
    path.write_bytes(content)

    with pytest.raises(CorruptIdx, match=says):
        read_idx(path, 3)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    """With its name."""
    with pytest.raises(CorruptIdx, match=r"absent cannot be read: No such file"):
        read_idx(tmp_path / "absent", 3)
