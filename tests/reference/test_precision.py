"""Rounding to half precision against a list of every half there is."""

from bisect import bisect_right
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from reference.precision import half_precision_faults, memory_bytes

INFINITY = 0x7C00  # the pattern of bits; those below it are the finite halves, in order
HALVES = [Fraction(float(half)) for half in np.arange(INFINITY, dtype=np.uint16).view(np.float16)]
HALVES.append(Fraction(2) ** 16)  # what rounds here becomes infinite


def nearest_half(value):
    """Bit pattern of the half nearest to a non-negative number, of two the even one."""
    below = bisect_right(HALVES, value) - 1
    if below >= INFINITY or value == HALVES[below]:
        return min(below, INFINITY)
    down, up = value - HALVES[below], HALVES[below + 1] - value
    if down == up:
        return below + below % 2
    return below if down < up else below + 1


def by_the_list(values):
    """The faults, by looking every number up."""
    overflow, underflow, errors = 0, 0, [Fraction(0)]
    for value in map(Fraction, values.tolist()):
        bits = nearest_half(abs(value))
        if bits == INFINITY:
            overflow += 1
        elif bits == 0 and value:
            underflow += 1
        elif value:
            errors.append(abs(HALVES[bits] - abs(value)) / abs(value))
    return overflow, underflow, float(max(errors))


interesting = st.one_of(
    st.floats(width=32, allow_nan=False, allow_infinity=False),
    st.floats(-70000, 70000, width=32),
    st.floats(-(2.0**-13), 2.0**-13, width=32),
    # Half-way between two neighbours, where the tie decides.
    st.integers(0, INFINITY - 1).map(lambda bits: float((HALVES[bits] + HALVES[bits + 1]) / 2)),
)


@given(values=hnp.arrays(np.float32, st.integers(1, 8), elements=interesting))
@example(values=np.array([65519.99, 65520, -65520], dtype=np.float32))
@example(values=np.array([2**-25, -(2**-25), 3 * 2**-26, 2**-149], dtype=np.float32))
def test_the_faults_are_those_of_the_nearest_halves(values):
    """Every number is looked up among all 31744 finite halves, in exact arithmetic."""
    overflow, underflow, relative_error = by_the_list(values)

    faults = half_precision_faults(values)

    assert faults["overflow"] == overflow
    assert faults["underflow"] == underflow
    assert faults["relative_error"] == pytest.approx(relative_error, rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("value", "overflow", "underflow"),
    [
        (65504.0, 0, 0),
        (np.nextafter(np.float32(65520), np.float32(0)), 0, 0),
        (65520.0, 1, 0),
        (-65520.0, 1, 0),
        (3e38, 1, 0),
        (2.0**-24, 0, 0),
        (np.nextafter(np.float32(2.0**-25), np.float32(1)), 0, 0),
        (2.0**-25, 0, 1),
        (-(2.0**-25), 0, 1),
        (1e-45, 0, 1),
        (0.0, 0, 0),
    ],
)
def test_the_ends_of_the_range(value, overflow, underflow):
    """65520 and 2**-25 are ties that go to the even neighbour: infinity, and zero."""
    faults = half_precision_faults(np.array([value], dtype=np.float32))

    assert (faults["overflow"], faults["underflow"]) == (overflow, underflow)


def test_a_value_that_becomes_subnormal_counts_for_the_error():
    """It is neither over- nor underflow: 1.5 * 2**-24 becomes 2**-23, a third more."""
    faults = half_precision_faults(np.array([1.5 * 2.0**-24], dtype=np.float32))

    assert faults == {"overflow": 0, "underflow": 0, "relative_error": 1 / 3}


def test_without_anything_to_compare_the_error_is_zero():
    """Zeros, overflows and underflows have no relative error."""
    faults = half_precision_faults(np.array([0.0, -0.0, 1e6, 1e-10], dtype=np.float32))

    assert faults == {"overflow": 1, "underflow": 1, "relative_error": 0.0}


def test_overflow_is_counted_without_a_warning():
    """Whatever NumPy's error state: what we look for is not an accident."""
    with np.errstate(all="raise"):
        half_precision_faults(np.array([1e6, 1e-10, 1e-6], dtype=np.float32))


def test_single_precision_takes_four_bytes_and_half_two():
    """Figures of question 1d."""
    assert memory_bytes((1,), "single") == 4
    assert memory_bytes((1,), "half") == 2


@given(shape=hnp.array_shapes(max_dims=4, max_side=9))
def test_memory_is_what_numpy_would_take(shape):
    """Against arrays that really exist."""
    assert memory_bytes(shape, "single") == np.zeros(shape, np.float32).nbytes
    assert memory_bytes(shape, "half") == np.zeros(shape, np.float16).nbytes


@pytest.mark.parametrize("integer", [int, np.int32])
def test_memory_beyond_32_bits_is_exact(integer):
    """A product of NumPy's integers would overflow, and a float would lose the last digits."""
    shape = tuple(map(integer, (2**20 + 1, 2**20 + 3, 2**20 + 7)))
    expected = (2**20 + 1) * (2**20 + 3) * (2**20 + 7) * 2

    assert memory_bytes(shape, "half") == expected
    assert type(memory_bytes(shape, "half")) is int


@pytest.mark.parametrize("word", ["double", "Single", "", None])
def test_an_unknown_precision_is_refused(word):
    """The message lists the precisions there are."""
    with pytest.raises(ValueError, match=r"no precision is called .*; .* 'single', 'half'"):
        memory_bytes((1,), word)
