"""A value of any kind as text can be pasted, and makes the value again."""

import collections
import dataclasses
import datetime
import decimal
import fractions

import numpy as np
import pandas
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.call_text import literal
from grader.sandbox.wire.codec import decode, encode
from tests.grader.sandbox.wire.kinds import KINDS, SCALARS, same

NAMES = {
    "np": np, "pandas": pandas, "scipy": scipy, "datetime": datetime, "collections": collections,
    "dataclasses": dataclasses, "Fraction": fractions.Fraction, "Decimal": decimal.Decimal,
}  # fmt: skip
EVERY = {**KINDS, **SCALARS}


def pasted(text):
    """What Python makes of it."""
    return eval(text, dict(NAMES))


@pytest.mark.parametrize("name", sorted(set(EVERY) - {"iterator"}))
@settings(max_examples=settings().max_examples // 2)  # of each of many kinds
@given(data=st.data())
def test_a_value_is_written_so_that_it_can_be_made(name, data):
    """With the names of the modules that it needs; of NaNs there are many, and one text."""
    value = data.draw(EVERY[name])
    text = literal(value, longest=100_000)
    if not text.startswith("<"):
        arrived, made = decode(*encode(value), ours=True), pasted(text)
        assert same(arrived, made) or ("nan" in text and repr(arrived) == repr(made))


def test_what_has_no_short_source_is_described():
    """A dict has each key once, and NumPy looks into lists."""
    frame = pandas.DataFrame([[1, 2]], columns=["a", "a"])
    assert literal(frame) == "<a DataFrame of 1 rows and 2 columns>"
    assert literal(pandas.DataFrame(index=[1])) == "<a DataFrame of 1 rows and 0 columns>"
    lists = np.empty(2, object)
    lists[:] = [[1], [2]]
    assert literal(lists) == "<array of shape (2,), dtype object>"


Fit = dataclasses.make_dataclass("Fit", ["slope", "rows"])
Pair = collections.namedtuple("Pair", ["x", "y"])
SHOWN = [
    (Fit(1.5, [2]), "Fit(slope=1.5, rows=[2])"),
    (Pair(1, {2}), "Pair(x=1, y={2})"),
    (iter([1, 2]), "iter([1, 2])"),
    ({"b", "a", 1}, "{1, 'a', 'b'}"),
    (set(), "set()"),
    (frozenset(), "frozenset()"),
    (np.ma.array([1.0, 2.0], mask=[0, 1]), "np.ma.array(np.array([1.0, 0.0]), mask=[False, True])"),
    (float("nan"), "np.nan"),
    (complex(-0.0, 2), "complex(-0.0, 2.0)"),
    (complex(1, -2), "(1-2j)"),
    ([-float("inf")], "[-np.inf]"),
    (np.array([1.0, np.nan]), "np.array([1.0, np.nan])"),
    (np.datetime64("2020-01-02"), "np.datetime64('2020-01-02', 'D')"),
    (np.datetime64(2**62, "25s"), f"np.datetime64({2**62}, '25s')"),  # NumPy's text is of another
    (np.array([2**62], "M8[25s]"), f"np.array([{2**62}], dtype='datetime64[25s]')"),
    (pandas.Index(["a"], dtype=object), "pandas.Index(['a'], dtype=object)"),
    (pandas.Series([1, 2], name="a"), "pandas.Series([1, 2], name='a')"),
    (pandas.DataFrame({"a": [1.5]}), "pandas.DataFrame({'a': [1.5]})"),
]


@pytest.mark.parametrize(("value", "text"), SHOWN, ids=[text for _, text in SHOWN])
def test_an_answer_is_shown_by_its_names_and_entries(value, text):
    """An instance of the student's own class as the student would make it."""
    assert literal(decode(*encode(value))) == text


def test_an_iterator_is_written_as_its_entries():
    """What was taken of one without end is told to be the beginning."""
    assert literal(iter([1, (2, "a")])) == "iter([1, (2, 'a')])"
    endless = decode(*encode(iter(int, 1)))
    assert literal(endless, longest=60).startswith("<an iterator of more than 1000 entries: 0, 0")
