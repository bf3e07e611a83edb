"""Keys of every kind come in one order, whatever stands beside them; none is too large for it."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.call_text import literal
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.keys import in_order, key_text
from grader.sandbox.wire.parts import parts
from tests.grader.sandbox.wire.kinds import TEXTS, ZONES

FAR = 2**13_999  # an integer of as many bits as may cross
INTEGERS = st.integers(-9, 9) | st.integers(-(2**70), 2**70) | st.sampled_from([FAR, -FAR, 10**400])
INFINITY = float("inf")
FLOATS = st.floats() | st.sampled_from([1e300, 0.1, 2.0**53])
DTYPES = st.sampled_from("?bBhHiIlLqQefdgFDG")
MOMENTS = st.builds(
    lambda kind, number, unit: kind(number, unit),
    st.sampled_from([np.datetime64, np.timedelta64]),
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.sampled_from(["Y", "25s", "3M", "ns", "10000h", "W"]),
)


@st.composite
def numpy_scalars(draw):
    dtype = np.dtype(draw(DTYPES))
    with np.errstate(all="ignore"):
        return np.frombuffer(draw(st.binary(min_size=8, max_size=8)), "f8")[0].astype(dtype)


SIMPLE = (
    st.none() | st.booleans() | INTEGERS | FLOATS | st.complex_numbers() | TEXTS
    | st.binary(max_size=4) | st.fractions() | INTEGERS.map(lambda n: Fraction(n, 7))
    | st.decimals(allow_nan=False) | st.just(Decimal("NaN")) | st.dates() | st.timedeltas()
    | st.datetimes(timezones=ZONES) | st.times(timezones=ZONES)
    | INTEGERS.map(lambda n: range(n, n + 3)) | numpy_scalars() | MOMENTS
    | st.binary(max_size=4).map(np.bytes_)
)  # fmt: skip
KEYS = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.frozensets(inner, max_size=3),
    max_leaves=4,
)


def texts(values):
    return [f"{type(each).__name__} {key_text(each)}" for each in values]


@given(st.lists(KEYS, max_size=6))
@example([10**400, np.float64(1.5)])
@example([(10**400,), (np.float32(1.5),)])
@example([FAR, np.float64("inf"), np.float64("nan"), np.longdouble("-inf")])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of NumPy's own hashes and texts
def test_no_keys_are_too_large_or_too_odd_to_be_put_in_order(keys):
    for some in (keys, [tuple(keys)]):
        assert sorted(texts(in_order(some))) == sorted(texts(some))


@given(st.lists(INTEGERS | FLOATS | numpy_scalars(), max_size=6))
@example([np.float32(0.1), 0.1, np.float32(0.1), 0.1])
@example([2**53 + 1, np.float64(2**53), 2**53 - 1])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_numbers_come_in_the_order_of_their_exact_values(keys):
    real = (int, float, np.integer, np.floating)
    found = [
        Fraction(*exact(n))
        for n in in_order(keys)
        if type(n) is not np.timedelta64 and isinstance(n, real) and abs(n) < INFINITY
    ]
    assert found == sorted(found)


def exact(number):
    return (int(number), 1) if isinstance(number, (int, np.integer)) else number.as_integer_ratio()


@given(st.lists(st.integers(-9, 9) | st.text(max_size=3) | st.floats(-9, 9), unique=True))
def test_the_order_of_what_was_always_ordered_is_what_it_was(keys):
    by_hand = sorted(k for k in keys if not isinstance(k, str))
    assert in_order(keys) == [*by_hand, *sorted(k for k in keys if isinstance(k, str))]


@pytest.mark.parametrize("made", [set, frozenset, lambda keys: dict.fromkeys(keys, 1)])
def test_an_answer_with_a_huge_key_beside_a_float_is_taken_apart_and_told(made):
    answer = decode(*encode(made([10**400, np.float64(1.5)])))
    assert [str(name) for name, _ in parts(answer)[1]]
    assert "np.float64(1.5)" in literal(answer)


def test_spans_come_by_their_length_and_beside_any_number():
    hour, second, month = np.timedelta64(1, "h"), np.timedelta64(3599, "s"), np.timedelta64(1, "M")
    assert in_order([hour, month, "a", second, 2.5, 10**400]) == [
        *[2.5, 10**400, month, second, hour, "a"]
    ]


@given(MOMENTS)
def test_a_moment_has_a_text_however_far_away_it_is(moment):
    assert key_text((moment, frozenset({moment})))


def test_a_date_and_a_number_are_no_pair_that_is_compared():
    assert in_order([dt.date(2020, 1, 2), 10**400, np.float64(2)]) == [
        np.float64(2),
        10**400,
        dt.date(2020, 1, 2),
    ]
