"""What counts as the kind of answer that was asked for."""

import math
from collections import namedtuple
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.authoring import Disagreement, array, field, integer, items, pair, real, truth, word
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.expressions import dismantle
from grader.sandbox.wire.values import ObjectArray, Opaque

INTEGERS = [7, np.int8(7), np.uint64(7), np.array(7), np.array(7, np.int16)]
NO_INTEGERS = [
    7.0, 24.0, np.float64(7), np.array(7.0), np.array([7]), True, np.True_, np.array(True),
    "7", None, 7 + 0j, Fraction(7), [7], Opaque("a set"),
]  # fmt: skip
REALS = [
    2.5, np.float16(2.5), np.longdouble(2.5), np.array(2.5), Fraction(5, 2),
    dismantle(sympy.Rational(5, 2)), dismantle(sympy.sqrt(6.25)),
]  # fmt: skip
NO_REALS = [True, np.False_, "2.5", None, 2.5 + 0j, np.complex128(2.5), [2.5], np.array([2.5])]


@pytest.mark.parametrize("answer", INTEGERS, ids=repr)
def test_an_int_may_be_pythons_or_numpys(answer):
    """The contract: int or a NumPy integer; 0-d arrays count as their scalar."""
    assert (integer(answer), type(integer(answer))) == (7, int)


@pytest.mark.parametrize("answer", NO_INTEGERS, ids=repr)
def test_what_is_no_int_is_refused(answer):
    """A float is wrong, 24.0 too, and a bool is no count."""
    with pytest.raises(Disagreement, match="should be an int"):
        integer(answer)


@given(st.integers(2**53, 2**63 - 1), st.integers(0, 2**200))
def test_an_int_is_exact_however_large(value, more):
    """No way through a double."""
    assert integer(np.int64(value)) == integer(np.array(value)) == value
    assert integer(-value - more) == -value - more


@pytest.mark.parametrize("answer", REALS, ids=repr)
def test_a_float_may_be_any_real_number(answer):
    """NumPy's, integers, fractions and SymPy's numbers included."""
    assert (real(answer), type(real(answer))) == (2.5, float)


@pytest.mark.parametrize("answer", [3, np.int32(3), np.array(3)], ids=repr)
def test_an_int_is_a_real_number(answer):
    """A float answer may be an integer."""
    assert real(answer) == 3.0


@pytest.mark.parametrize("answer", NO_REALS, ids=repr)
def test_what_is_no_real_number_is_refused(answer):
    """Complex is wrong even where its imaginary part is 0."""
    with pytest.raises(Disagreement, match="should be a real number"):
        real(answer)


def test_an_expression_with_a_symbol_is_no_number():
    """It has no value, and the message says which symbol is in the way."""
    with pytest.raises(Disagreement, match="contains the symbol 'x'"):
        real(dismantle(sympy.Symbol("x")))


@pytest.mark.parametrize("answer", [float("nan"), np.float32("nan"), np.array(np.nan)], ids=repr)
def test_nan_is_never_a_real_number(answer):
    """It would compare as unequal to itself, and as not larger than any margin."""
    with pytest.raises(Disagreement, match="NaN is never right"):
        real(answer)


@pytest.mark.parametrize("sign", [1, -1])
def test_an_int_beyond_all_doubles_is_infinite(sign):
    """The student's mistake must not become an OverflowError of ours."""
    assert real(sign * 10**400) == sign * np.inf


def test_a_decimal_is_a_real_number_once_it_has_crossed():
    """Exactly, and infinities and NaN as those of floats are."""
    assert decode(*encode(Decimal("0.1"))) == Decimal("0.1")
    assert real(decode(*encode(Decimal("-Infinity")))) == -np.inf
    with pytest.raises(Disagreement, match="NaN is never right"):
        real(decode(*encode(Decimal("sNaN"))))
    assert real(decode(*encode(Decimal("0.1")))) == 0.1


@pytest.mark.parametrize("read", [integer, real])
def test_a_duration_is_no_number(read):
    """NumPy counts its durations among the integers."""
    with pytest.raises(Disagreement, match="returned the timedelta64 3 days"):
        read(np.timedelta64(3, "D"))


@pytest.mark.parametrize("answer", [True, np.True_, np.array(True)], ids=repr)
def test_a_bool_may_be_pythons_or_numpys(answer):
    """The contract: bool or numpy.bool_; 0-d arrays count as their scalar."""
    assert truth(answer) is True


@pytest.mark.parametrize(
    "answer", [1, 0, np.int8(1), 1.0, "True", None, np.array([True])], ids=repr
)
def test_what_is_no_bool_is_refused(answer):
    """1 is not True here."""
    with pytest.raises(Disagreement, match="should be a bool"):
        truth(answer)


def test_a_text_may_be_pythons_or_numpys():
    """numpy.str_ is what an array of words holds."""
    assert word(np.str_("neither")) == "neither"
    assert type(word(np.str_("neither"))) is str
    with pytest.raises(Disagreement, match="should be a string"):
        word(b"neither")


@given(
    hnp.arrays(
        hnp.integer_dtypes() | hnp.floating_dtypes(),
        hnp.array_shapes(min_dims=0),
    )
)
def test_arrays_of_all_real_dtypes_are_widened(values):
    """Widened first: a float16 answer must not pull an expectation down to its precision."""
    if np.isnan(values).any():
        with pytest.raises(Disagreement, match="NaN"):
            array(values)
        return
    with np.errstate(over="ignore"):
        expected = values.astype(np.float64)
    found = array(values, values.shape)
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("answer", [[[1, 2], [3, 4]], ((1.0, 2.0), (3.0, 4.0)), [(1, 2.0), [3, 4]]])
def test_nested_lists_and_tuples_become_an_array(answer):
    """The contract allows them wherever an array is asked for."""
    np.testing.assert_array_equal(array(answer, (2, 2)), [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (np.array([1 + 0j]), "dtype complex128"),
        ([1 + 0j], "dtype complex128"),
        (np.array([True]), "dtype bool"),
        ([[1, 2], [3]], "unequal lengths"),
        ([10**400], "dtype object"),
        (["1"], "str"),
        ([None], "None"),
        (None, "is a return missing"),
        ("1 2", "a str"),
        (ObjectArray([1.0]), "dtype object"),
        (Opaque("a set"), "a set"),
        ({"a": 1}, "a dict"),
    ],
)
def test_what_becomes_no_array_of_real_numbers_is_refused(answer, told):
    """And the message says what came instead."""
    with pytest.raises(Disagreement, match=told):
        array(answer)


def test_an_array_of_another_shape_is_not_broadcast():
    """A row is no matrix, even where NumPy would make one of it."""
    with pytest.raises(Disagreement, match=r"shape is \(3,\), should be \(2, 3\)"):
        array(np.zeros(3), (2, 3))


def test_the_place_of_a_nan_is_told():
    """NaN is never right, wherever it is."""
    with pytest.raises(Disagreement, match=r"element \(1, 0\) is NaN"):
        array([[0.0, 1.0], [np.nan, 2.0]])


@pytest.mark.parametrize(
    "answer", [[1, 2], (1, 2), np.array([1, 2]), ObjectArray([1, 2])], ids=repr
)
def test_a_pair_may_be_a_list_a_tuple_or_an_array(answer):
    """The contract: a tuple, a list, or a NumPy array whose entries are as asked."""
    assert tuple(map(int, pair(answer))) == (1, 2)


@pytest.mark.parametrize("answer", [[1], (1, 2, 3), np.zeros(0)], ids=repr)
def test_a_pair_has_two_entries(answer):
    """Neither one nor three."""
    with pytest.raises(Disagreement, match=f"returned {len(answer)} values"):
        pair(answer)


@pytest.mark.parametrize(
    "answer", [5, "ab", {"a": 1}, None, np.array(5), Opaque("a set")], ids=repr
)
def test_what_has_no_order_is_no_list(answer):
    """A string is not a list of its letters, a 0-d array has no entries."""
    with pytest.raises(Disagreement, match="should be a list"):
        items(answer)


def test_a_field_is_what_a_dict_has_under_a_key():
    """Whatever the key and the entry are."""
    assert field({"slope": 2.5, 1: None}, "slope") == 2.5
    assert field({"slope": 2.5, 1: None}, 1) is None


@dataclass
class Line:
    m: float
    b: float


PAIR = namedtuple("PAIR", ["m", "b"])


@pytest.mark.parametrize("made", [Line(2.5, 1.0), PAIR(2.5, 1.0)])
def test_a_field_may_be_that_of_an_object_with_names(made):
    """As the model has it, and as it has crossed from a student's process."""
    for answer in (made, decode(*encode(made))):
        assert field(answer, "m") == 2.5
        with pytest.raises(Disagreement, match=r"has no 'slope' \(it has: 'm', 'b'\)$"):
            field(answer, "slope")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"m": 1, "b": 2}, "the dict has no 'slope' (it has: 'm', 'b')"),
        ({}, "the dict has no 'slope' (it is empty)"),
        ({n: n for n in range(9)}, "the dict has no 'slope' (it has: 0, 1, 2, 3, 4, 5, 6, 7, …)"),
        ([1, 2], "returned a list, should be a dict with 'slope'"),
        (None, "returned None (is a return missing?); should be a dict with 'slope'"),
    ],
)
def test_what_has_no_such_field_is_told_with_what_it_has(answer, told):
    """A key is easily misspelt."""
    with pytest.raises(Disagreement) as failure:
        field(answer, "slope")
    assert str(failure.value) == told


@pytest.mark.parametrize(
    ("read", "answer", "wanted"),
    [
        (word, "x" * 5000, "a string of 5000 characters, which is too large .*, should be a str"),
        (integer, 10**6000, "an int of 19932 bits, which is too large .*, should be an int"),
        (items, [None] * 60_000, "a list of 60000 entries, which is too large .*, should be a l"),
        (array, np.zeros(1 << 22), r"of shape \(4194304,\), which is too .*, should be an arr"),
        (word, math, "^returned a module, should be a string$"),
    ],
    ids=["text", "int", "list", "array", "module"],
)
def test_what_is_too_large_to_be_read_is_not_told_to_be_of_another_kind(read, answer, wanted):
    """It is of the right one; a reason is missing otherwise."""
    with pytest.raises(Disagreement, match=wanted):
        read(decode(*encode(answer)))
