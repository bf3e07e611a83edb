"""Answers of any kind are compared part by part, and the first that differs is named."""

import collections
import dataclasses
import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from grader.authoring import assert_same
from grader.examine.ask_twice import _same as same_again
from grader.examine.feedback.same_answer import alike
from grader.sandbox.wire.codec import decode, encode
from tests.grader.sandbox.wire.kinds import KINDS, SCALARS

EVERY = {**KINDS, **SCALARS}
Fit = dataclasses.make_dataclass("Fit", ["slope", "rows"])
Pair = collections.namedtuple("Pair", ["x", "y"])


@pytest.mark.parametrize("name", sorted(set(EVERY) - {"iterator", "random generator"}))
@settings(max_examples=settings().max_examples // 2)  # of each of many kinds
@given(data=st.data())
def test_a_value_of_every_kind_is_the_same_as_itself(name, data):
    """For a property, for one who asks twice, and for a known mistake."""
    value = data.draw(EVERY[name])
    assert_same(value, value)
    one, other = decode(*encode(value)), decode(*encode(value))
    assert same_again(one, other)
    assert alike(one, other, other)


HUGE = {
    "int": 10**400,
    "negative": -(10**400),
    "fraction": Fraction(10**400, 3),
    "decimal": Decimal("1e4000"),
}


@pytest.mark.parametrize("huge", HUGE.values(), ids=HUGE.keys())
@pytest.mark.parametrize("expected", [1.5, 1j, np.float64(2.0), np.complex64(1)])
def test_a_number_that_no_float_can_hold_is_another_and_not_an_error(huge, expected):
    with pytest.raises(AssertionError):
        assert_same(huge, expected)


DIFFERENT = [
    ({1: 2.5, "a": 3}, {1: 2.5, "a": 4}, "['a'] is 3, should be 4"),
    ({1: 2}, {"1": 2}, "keys[0] is 1, should be '1'"),
    ({1, 2}, {1, 3}, "entry 1 is 2, should be 3"),
    ({1}, [1], "returned {1}, should be [1]"),
    (b"ab", b"ac", "returned b'ab', should be b'ac'"),
    (range(3), range(4), "returned range(0, 3), should be range(0, 4)"),
    (Decimal("0.1"), Fraction(1, 5), "returned Decimal('0.1'), should be Fraction(1, 5)"),
    (dt.date(2020, 1, 2), dt.date(2020, 1, 3), "returned datetime.date(2020, 1, 2), should be "),
    (2.0, 2, "returned 2.0, should be 2"),
    (1, True, "returned 1, should be True"),
    (np.datetime64("2020-01-02"), np.datetime64("2020-01-03"), "returned datetime.date("),
    (np.datetime64(2**62, "25s"), np.datetime64("2020-01-02"), "returned "),  # too far away
    (np.timedelta64(2**62, "W"), np.timedelta64(1, "ns"), "returned "),
    (1 + 2j, 1 - 2j, "returned (1+2j), should be (1-2j)"),
    (Fit(1.5, 2), Fit(1.25, 2), ".slope is 1.5, should be 1.25"),
    (Pair(1, [2]), Pair(1, [3]), "[1][0] is 2, should be 3"),
    (np.array([1.0, 2.0]), np.array([1.0, 2.5]), "[1] is 2, should be 2.5"),
    (np.array(["a"]), np.array(["b"]), "[0] is 'a', should be 'b'"),
    (np.ma.array([1, 2], mask=[0, 1]), np.ma.array([1, 2], mask=[1, 0]), "mask[0] is "),
    (np.ma.array([1, 2], mask=[0, 1]), np.array([1, 2]), "returned a masked array, should be "),
    (np.zeros(1, "f4,i4"), np.ones(1, "f4,i4"), "['f0'][0] is 0, should be 1"),
    (sparse.eye_array(2), 2 * sparse.eye_array(2).tocsr(), "matrix[0, 0] is 1, should be 2"),
    (pd.Series([1.5]), pd.Series([2.5]), "values[0] is 1.5, should be 2.5"),
    (pd.Series([1.5], name="a"), pd.Series([1.5], name="b"), "the name is 'a', should be 'b'"),
    (pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [2]}), "column 'a'[0] is 1, should be 2"),
    (pd.DataFrame({"a": [1]}), pd.DataFrame({"b": [1]}), "labels[0] is 'a', should be 'b'"),
    (iter([1, 2]), iter([1, 3]), "entries[1] is 2, should be 3"),
    (math, 3, "returned a module"),
    ("x" * 70 + "a", "x" * 70 + "b", "returned …'xxxxxxxxxxa', should be …'xxxxxxxxxxb'"),
    ("y" * 99, "z", f"returned '{'y' * 40}'…, should be 'z'"),
    (None, {1}, "returned None (is a return missing?); should be {1}"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "said"), DIFFERENT, ids=[each[2] for each in DIFFERENT])
def test_what_differs_is_named_with_its_place(one, other, said):
    """And neither asking twice nor a known mistake takes the two for one."""
    arrived = decode(*encode(one)), decode(*encode(other))
    with pytest.raises(AssertionError) as caught:
        assert_same(*arrived)
    assert str(caught.value).startswith(said)
    assert not same_again(*arrived)
    if not isinstance(one, (float, Decimal)):
        assert not alike(*arrived, arrived[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"b": 2.0 + 1e-9, "a": 1}, {"a": 1, "b": 2.0}),
        ((1, 2), [1, 2]),
        (frozenset({1, 2}), {2, 1}),
        (Pair(1, 2), (1, 2)),
        (dataclasses.make_dataclass("Line", ["slope", "rows"])(1.5, 2), Fit(1.5, 2)),
        (Fraction(1, 10), 0.1),
        (sparse.csr_matrix(np.eye(2)), sparse.eye_array(2).tocoo()),
        (pd.Series([1, 2]).astype("Int64"), pd.Series([1, 2], dtype=object)),
        (float("nan"), float("nan")),
        ({float("nan"): 1}, {float("nan"): 1}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_differs_in_form_alone_is_the_same(one, other):
    """Order of keys, lists and tuples, names of classes, formats, and roundings."""
    assert_same(one, other)


def test_the_two_sides_may_come_from_here_or_over_the_wire():
    """A model answers with a frame, a submission with what is made of one."""
    frame = pd.DataFrame({"a": [1.5, 2.5]}, index=["u", "v"])
    assert_same(decode(*encode(frame)), frame)
    assert_same(frame, decode(*encode(frame)))
