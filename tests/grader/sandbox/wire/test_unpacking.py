"""The leaves of a message, each read with its own checks."""

import contextlib
import struct
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.wire.bounds import MAX_BITS, MAX_BLOB, MAX_TEXT, Malformed
from grader.sandbox.wire.packing import DTYPES
from grader.sandbox.wire.unpacking import array_shape, big_integer, fraction, scalar, seed, text

READERS = [array_shape, big_integer, fraction, scalar, seed]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(data=st.binary(max_size=64))
def test_any_bytes_are_read_or_malformed(read, data):
    """No reader lets another exception out."""
    with contextlib.suppress(Malformed):
        read(data)


@given(st.binary(max_size=64))
def test_an_integer_is_twos_complement(data):
    """Of any length within the bound; no bytes are 0."""
    bits = sum(byte << 8 * place for place, byte in enumerate(data))
    negative = bool(data) and data[-1] >= 128
    assert big_integer(data) == bits - (negative << 8 * len(data))


def test_an_integer_has_a_largest_size():
    """Arithmetic with it must stay cheap."""
    assert big_integer(b"\1" * (MAX_BITS // 8 + 1))
    with pytest.raises(Malformed, match="too long"):
        big_integer(b"\1" * (MAX_BITS // 8 + 2))


@pytest.mark.parametrize("below", [b"", b"\0", b"\xff"])
def test_a_fraction_stands_over_a_positive_number(below):
    """Fraction would raise ZeroDivisionError, or turn the sign."""
    assert fraction(struct.pack("<I", 1) + b"\2" + b"\4") == Fraction(1, 2)
    with pytest.raises(Malformed, match="over zero"):
        fraction(struct.pack("<I", 1) + b"\2" + below)


@pytest.mark.parametrize("char", DTYPES)
def test_a_scalar_has_the_length_of_its_dtype(char):
    """Neither longer nor shorter."""
    size = np.dtype(char).itemsize
    assert scalar(char.encode() + bytes(size)) == 0
    for wrong in {0, size - 1, size + 1, 2 * size}:
        with pytest.raises(Malformed, match="wrong length"):
            scalar(char.encode() + bytes(wrong))


@pytest.mark.parametrize("char", "OSUVmMgGpPcbn\0\xff".replace("b", ""))
def test_a_dtype_that_is_not_listed_is_unknown(char):
    """An object array would be an array of addresses."""
    with pytest.raises(Malformed, match="unknown dtype"):
        array_shape(char.encode("latin-1") + struct.pack("<Q", 1))


def test_a_shape_is_checked_before_anything_of_its_size_is_made():
    """Announcing is free, allocating is not."""
    head = b"d" + struct.pack("<2Q", 2, 3)
    assert array_shape(head) == (np.dtype("<f8"), (2, 3), 48)
    assert array_shape(b"b" + struct.pack("<Q", MAX_BLOB))[2] == MAX_BLOB
    for sides in ([MAX_BLOB + 1], [2**63, 2], [2**32, 2**32], [0, 2**63]):
        with pytest.raises(Malformed, match="too large"):
            array_shape(b"b" + struct.pack(f"<{len(sides)}Q", *sides))


def test_a_text_has_a_largest_length():
    """In characters."""
    assert text("é" * MAX_TEXT)
    with pytest.raises(Malformed, match="too long"):
        text("é" * (MAX_TEXT + 1))
