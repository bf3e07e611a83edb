"""
Half precision: what it saves, and what it costs.

Write ``memory_bytes(shape, precision)`` and ``half_precision_faults(values)``.

``memory_bytes``: the bytes that an array of the given shape takes, as an int (below 2**63).
``shape`` is a tuple of 1 to 9 ints; ``precision`` is ``"single"`` or ``"half"`` (IEEE 754, 32
or 16 bits), and any other word raises ValueError.

``half_precision_faults``: ``values`` is float32, finite, of shape (n,) with n >= 1. Each value v is
rounded to a half, half(v): to nearest, ties to even. Returns a dict with

- ``"overflow"``: an int, how many values become infinite;
- ``"underflow"``: an int, how many are not zero and become zero;
- ``"relative_error"``: a float, the largest |half(v) - v| / |v| over the other non-zero values,
  those that become subnormal halves included; 0.0 where there is none.
"""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from exercises.sheet3.plane_strategies import each
from exercises.sheet3.strategies import floats32, near_misses, other_words
from grader.authoring import (
    Disagreement,
    Message,
    answers,
    assert_integer,
    assert_real,
    assert_refuses,
    points,
)
from grader.authoring.disagreement import describe
from reference import precision as model

ID = "1d"
TITLE = "Half precision"

PRECISIONS = ("single", "half")
# What other libraries, and other people, call a precision.
ELSEWHERE = (
    *("double", "float", "float32", "float16", "float64", "fp16", "fp32", "32", "16", "quarter"),
    *("full", "full precision", "half precision", "half-precision", "single-precision", "bfloat16"),
)
# 65520 lies half-way between the largest half and infinity, 2**-25 between zero and the smallest.
HIGHEST, LOWEST = 65520.0, 2.0**-25
EVERY_KIND = (1.0, -0.1, 0.0, HIGHEST, -1e30, LOWEST, -1e-9, 3e-8, 1e-6, 2049.0)


def single(values):
    """The numbers as float32."""
    return np.array(values, dtype=np.float32)


def near(boundary):
    """A boundary and the float32 numbers closest to it, of either sign, among others."""
    step = float(np.spacing(np.float32(boundary)))
    close = st.tuples(st.integers(-4, 4), st.sampled_from([1.0, -1.0])).map(
        lambda place: place[1] * (boundary + place[0] * step)
    )
    others = st.sampled_from([0.0, 1.0, -0.3, 65504.0, -65504.0, 70000.0, 1e-7, -1e-9, 1e-40])
    return st.lists(close | close | others, min_size=1, max_size=8).map(single)


def entry(faults, name):
    """One entry of the dict that a student returned."""
    if not isinstance(faults, dict):
        raise Disagreement(Message("returned {value}", value=describe(faults)), Message("a dict"))
    if name not in faults:
        raise Disagreement(Message("returned a dict without the key {name}", name=repr(name)))
    return faults[name]


@points(1, "memory_bytes")
@given(
    shape=st.lists(st.integers(1, 100) | st.integers(1, 2**15), min_size=1, max_size=4).map(tuple),
    precision=st.sampled_from(PRECISIONS),
)
@example(shape=(1, 28, 28, 1), precision="single")
@example(shape=(1, 28, 28, 1), precision="half")
@example(shape=(60_000, 224, 224, 3), precision="half")
@example(shape=(2**61 + 1,), precision="half")
@example(shape=(2**30 + 1,), precision="single")
@example(shape=(3, 2, 1, 2, 1, 3), precision="half")
@example(shape=(2, 3, 2, 2, 3, 2, 2, 2), precision="single")
@example(shape=(2**60 - 1,), precision="single")
@example(shape=(2**53 + 1, 3), precision="half")
@example(shape=(1, 2, 1, 3, 1, 2, 5, 1, 2), precision="half")
@example(shape=(1, 12), precision="single")
@example(shape=(1, 5, 12), precision="single")
@example(shape=(1, 4, 12), precision="single")
@example(shape=(7, 7, 7), precision="single")
@example(shape=(11, 2), precision="single")
def test_memory_is_four_or_two_bytes_a_number(student, shape, precision):
    """Single precision takes 4 bytes a number and half precision 2, however many there are."""
    assert_integer(student.memory_bytes(shape, precision), model.memory_bytes(shape, precision))


@points(1, "memory_bytes")
@given(
    word=other_words(*PRECISIONS) | st.sampled_from(ELSEWHERE),
    shape=st.lists(st.integers(1, 100), min_size=1, max_size=3).map(tuple),
)
@each(
    "word",
    [*ELSEWHERE, *near_misses(*PRECISIONS)[::2]],
    {"shape": (1,)},
    {"shape": (1, 1)},
    {"shape": (7, 7)},
    {"shape": (2, 3, 1, 5, 6)},
    shape=(3,),
)
def test_memory_refuses_other_words(student, word, shape):
    """Letter by letter, "single" takes 4 bytes a number and "half" 2; any other word raises."""
    bytes_of = answers(student.memory_bytes, [(shape, precision) for precision in PRECISIONS])
    for answer, precision in zip(bytes_of, PRECISIONS, strict=True):
        assert_integer(answer, model.memory_bytes(shape, precision))
    assert_refuses(student.memory_bytes, shape, word)


@points(2, "half_precision_faults")
@given(values=floats32())
@example(values=single(EVERY_KIND))
@example(values=single([0.0]))
@example(values=single([65504.0, 65519.996]))
@example(values=single([1.0] * 199 + [1e9]))
@example(values=single([1.0, 1.0000001]))
@example(values=single([1e-9, -1e-9]))
@example(values=single([1.0, -2e6, 2e6, 1e-30, -1e-30]))
@example(values=single([0.3] + [1e9] * 299))
@example(values=single([-1e-9] * 299 + [0.3]))
@example(values=single([0.1, -0.1, 3.3, -3.3]))
@example(values=single([2049.0] * 3))
@example(values=single([1e9, -2e6]))
@example(values=single([-70000.0, 1.0]))
@example(values=single([-0.0, 3.3, 3e38]))
@example(values=single([-1e9, -2049.0, 1e-9, 0.3, 65520.0]))
# Just below the smallest normal half, half-way between two subnormal ones.
@example(values=single([2.0**-25 * 2047]))
@example(values=single([2.0**-25 * 2015, 2.0**-14, 2.0**-25 * 2049]))
# The largest error is neither the first nor the last that is large, by place or by size.
@example(values=single([1.0003, 2.00097, 4.0013]))
@example(values=single([4.0013, 1.0003, 2.00097]))
# Alike in all but what lies inside.
@example(values=single([1.0, 1e-9, 0.3, 1e9, 2.0]))
@example(values=single([1.0, 1e9, 0.3, 1e9, 2.0]))
@example(values=single([1.0, 1e-9, 0.3, -1e-9, 2.0]))
def test_faults_agree_with_the_definition(student, values):
    """Overflows and underflows are counted; of others but 0 the largest relative error is told."""
    answer = student.half_precision_faults(values)
    expected = model.half_precision_faults(values)
    assert_integer(entry(answer, "overflow"), expected["overflow"])
    assert_integer(entry(answer, "underflow"), expected["underflow"])
    assert_real(entry(answer, "relative_error"), expected["relative_error"])


@points(1, "half_precision_faults")
@given(values=near(HIGHEST))
@example(values=single([HIGHEST]))
@example(values=single([65519.996, -65519.996, 65536.0, -HIGHEST]))
def test_overflow_begins_half_way_to_the_next_power(student, values):
    """A value overflows from 65520 on, half-way between 65504 and 65536, whatever its sign."""
    overflow = entry(student.half_precision_faults(values), "overflow")
    assert_integer(overflow, int(np.count_nonzero(np.abs(values) >= HIGHEST)))


@points(1, "half_precision_faults")
@given(values=near(LOWEST))
@example(values=single([LOWEST]))
@example(values=single([-0.0, 0.0, -1e-9]))
@example(values=single([1e-45, 0.0, -LOWEST, 3e-8, -6e-8, 1e-5]))
def test_underflow_ends_at_half_the_smallest_number(student, values):
    """A non-zero value underflows up to 2**-25, half of the smallest subnormal half."""
    underflow = entry(student.half_precision_faults(values), "underflow")
    assert_integer(underflow, int(np.count_nonzero((values != 0) & (np.abs(values) <= LOWEST))))


@points(1, "half_precision_faults")
@given(values=floats32(subnormal_halves=True))
@example(values=single([0.0, 1e9, 1e-9]))
@example(values=single([3e-8, 1.0]))
@example(values=single([2**-24 * 1.499, 0.5]))
@example(values=single([2049.0, 2048.0]))
def test_relative_error_is_the_largest_there_is(student, values):
    """The largest relative error is found, in any order, of any sign, subnormal halves included."""
    turned = np.ascontiguousarray(-values[::-1])
    forth, back = answers(student.half_precision_faults, [(values,), (turned,)])
    largest = model.half_precision_faults(values)["relative_error"]
    assert_real(entry(back, "relative_error"), largest)
    assert_real(entry(forth, "relative_error"), largest)
