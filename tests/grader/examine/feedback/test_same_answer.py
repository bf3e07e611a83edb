"""Two answers are the same answer, or they are not; whatever a student's process may send."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.examine.feedback.same_answer import alike, likeness
from grader.examine.student.faults import CallTimedOut, RaisedValueError, StudentRaised
from grader.sandbox.wire.expressions import dismantle
from grader.sandbox.wire.values import ObjectArray, Opaque
from grader.sheets.sheet import load_sheet


def formula(text):
    """A formula as the wire delivers it."""
    return dismantle(sympy.sympify(text))


OWN = likeness(load_sheet())
REFUSED = RaisedValueError("ValueError", "no", 3)
FAILED = StudentRaised("KeyError", "no", 3)

SAME = [
    (np.ones(3), [1, 1.0, 1], np.ones(3)),
    (np.ones((2, 2)), np.ones((2, 2)) + 1e-12, np.ones((2, 2))),
    (np.array([math.nan, math.inf]), np.array([math.nan, math.inf]), np.zeros(2)),
    (0, 0.0, 0.5),
    (np.int64(3), 3, 3),
    ((np.ones(2), np.zeros(3)), [[1, 1], np.zeros(3)], (np.ones(2), np.zeros(3))),
    ({"a": 1}, {"a": np.int32(1)}, {"a": 1}),
    ("word", "word", "word"),
    (None, None, 1),
    (REFUSED, RaisedValueError("LinAlgError", "other words", 9), 1),
    (FAILED, StudentRaised("KeyError", "other words", 9), 1),
    (formula("x*(x + 1)"), formula("x**2 + x"), formula("x")),
    (formula("2*x/x"), 2, 2.0),
    (np.random.default_rng(3), np.random.default_rng(3), 1),
    (ObjectArray([1, 2]), [1, 2], [1, 2]),
]
OTHER = [
    (np.ones(3), np.ones((3, 1)), np.ones(3)),
    (np.ones(3), np.ones(3) + 1e-3, np.ones(3)),
    (2.0, 2, 2),
    (1, True, True),
    ("word", "words", "word"),
    ("1", 1, 1),
    (None, 0, 0),
    ({"a": 1}, {"b": 1}, {"a": 1}),
    (REFUSED, FAILED, 1),
    (REFUSED, 1, 1),
    (FAILED, StudentRaised("TypeError", "no", 3), 1),
    (CallTimedOut("f", 2), FAILED, 1),
    (formula("x"), formula("y"), formula("x")),
    (formula("c_1 - c_2"), formula("c_2 - c_3"), formula("c_1")),
    (formula("1/(x - x*1.0)"), formula("x"), formula("x")),
    (Opaque("a set"), Opaque("a dict"), 1),
    (np.random.default_rng(3), np.random.default_rng(4), 1),
]


@pytest.mark.parametrize(("one", "other", "right"), SAME)
def test_answers_that_say_the_same_are_alike(one, other, right):
    """By value, in either order."""
    assert alike(one, other, right)
    assert alike(other, one, right)


@pytest.mark.parametrize(("one", "other", "right"), OTHER)
def test_answers_that_differ_are_not(one, other, right):
    """In kind, shape or value, where that counts; in either order."""
    assert not alike(one, other, right)
    assert not alike(other, one, right)


numbers = st.integers() | st.floats() | st.booleans() | st.complex_numbers()
leaves = (
    numbers
    | st.none()
    | st.text(max_size=3)
    | st.sampled_from([Opaque("a set"), REFUSED, FAILED, formula("x + 1"), formula("1/x")])
    | arrays(np.float64, st.tuples(st.integers(0, 2), st.integers(0, 2)))
)
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=2), inner, max_size=2)
        | st.builds(ObjectArray, st.lists(inner, max_size=2))
    ),
    max_leaves=6,
)


@given(anything, anything, anything)
def test_whatever_is_sent_can_be_compared(one, other, right):
    """A student decides what two of the three are, and must not be able to stop the grader."""
    assert alike(one, other, right) in (True, False)


@given(anything, anything, st.sampled_from(["separate", "filter_complexity"]))
def test_whatever_is_sent_can_be_compared_by_the_sheet(one, other, function):
    """The sheet's own comparisons meet the same answers."""
    assert alike(one, other, None, OWN[function]) in (True, False)


def test_a_kernel_taken_apart_in_two_ways_is_the_same_answer():
    """Sign and scale may be shared between the parts in any way."""
    own = OWN["separate"]
    one = (np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    other = (np.array([-2.0, -4.0]), [-1.5, -2.0])

    assert alike(one, other, one, own)
    assert not alike(one, (other[0], [1.5, 2.0]), one, own)
    assert not alike(one, None, one, own)


def test_a_cost_written_in_two_ways_is_the_same_answer():
    """A growth class, whatever its form."""
    own = OWN["filter_complexity"]

    assert alike("O(N^2 K)", "3 K N**2 + N", "N", own)
    assert not alike("O(N^2 K)", "O(N^2 K^2)", "N", own)
    assert not alike("O(N^2 K)", 7, "N", own)


@pytest.mark.parametrize("strange", [None, "0.5", [0.5], Opaque("a module")])
def test_a_comparison_of_the_sheets_own_may_fail_over_a_strange_answer(strange):
    """It is written for answers of the right kind; a student's may be of any."""

    def near(one, other):
        return abs(one - other) <= 1

    assert alike(0.5, 1.2, 0.5, near)
    assert not alike(strange, 0.5, 0.5, near)
    assert not alike(0.5, strange, 0.5, near)
