"""A wrong answer is known again by its digest where it counts as the same, and nowhere else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.examine.feedback.mistakes.answer_digest import digest_of, is_of
from grader.examine.feedback.same_answer import same_answers
from grader.examine.student.faults import CallTimedOut, RaisedValueError, StudentRaised
from grader.examine.student.proxy import Answer, Call
from grader.examine.student.replies import request_of
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.values import ObjectArray

CALL = Call("f", (1, 2.0))
REQUEST = request_of(CALL)

numbers = st.floats(-1e6, 1e6) | st.sampled_from([0.0, -0.0, 1e-12, 1e300, np.inf, -np.inf, np.nan])
tensors = arrays(np.float64, array_shapes(max_dims=3, max_side=9), elements=numbers)


def recognised(said, answer, right, call=CALL):
    """Whether an answer is taken for what a mistake said, and whether it counts as the same."""
    request = request_of(call)
    one, other, wanted = Answer(said), Answer(answer), Answer(right)
    digest = digest_of(call, request, one, wanted)
    assert digest is not None
    same = same_answers(call, other, one, wanted)
    return is_of(digest, call, request, other, wanted), same


@given(said=tensors, noise=st.randoms(use_true_random=False))
def test_what_agrees_within_the_tolerance_is_recognised(said, noise):
    """However many numbers there are, and wherever in their cells they lie."""
    finite = np.where(np.isfinite(said), said, 0.0)
    room = 1e-6 * np.abs(finite) + 1e-9 * max(1.0, np.abs(finite).max(initial=0.0))
    moved = said + np.array([noise.uniform(-0.99, 0.99) for _ in range(said.size)]).reshape(
        said.shape
    ) * np.where(np.isfinite(said), room, 0.0)
    assert recognised(said, moved, said + 1) == (True, True)


@given(said=tensors, place=st.integers(0), sign=st.sampled_from([1.0, -1.0]))
def test_another_number_is_another_answer(said, place, sign):
    """One that differs by a thousand tolerances is enough."""
    finite = np.where(np.isfinite(said), said, 0.0)
    room = 1e-6 * np.abs(finite) + 1e-9 * max(1.0, np.abs(finite).max(initial=0.0))
    other, place = said.copy(), place % said.size
    other.flat[place] += sign * 1_100 * room.flat[place]
    agrees, same = recognised(said, other, said + 1)
    assert agrees == same
    assert same == (not np.isfinite(said.flat[place]))


@pytest.mark.parametrize(
    ("said", "answer", "right"),
    [
        (2, 2, 3),
        (2, 2.0, 3),
        (2, True, 3),
        (2.0, 2, 3.0),
        (np.float64(2), 2, 3.0),
        ([1, 2], (1, 2), [1, 3]),
        ([1.0, 2.0], np.array([1, 2]), [1.0, 3.0]),
        ([1.0, 2.0], np.array([[1.0, 2.0]]), [1.0, 3.0]),
        ([1.0, [2.0]], [1.0, [2.0]], [1.0, 3.0]),
        ({"a": 1.0}, {"a": 1.0 + 1e-9}, {"a": 2.0}),
        ({"a": 1.0}, {"b": 1.0}, {"a": 2.0}),
        ("word", "word", "other"),
        ("word", "words", "other"),
        (None, None, 1),
        (None, 0, 1),
        (1j, 1j + 1e-9, 2j),
        (1 + 0j, 1.0, 2.0),
        (True, np.True_, False),
        (10**30, 10**30, 1),
        (10**30, 10**30 + 1, 1),
        (np.nan, np.nan, 1.0),
        (np.nan, np.inf, 1.0),
        ({1, 2}, {2, 1}, {1}),
        (np.random.default_rng(1), np.random.default_rng(1), None),
        (np.random.default_rng(1), np.random.default_rng(2), None),
        (ObjectArray([1.0, None], (2,)), [1.0, None], 1),
        (RaisedValueError("E", "a", 1), RaisedValueError("F", "b", 2), 1),
        (StudentRaised("E", "a", 1), StudentRaised("E", "b", 2), 1),
        (StudentRaised("E", "a", 1), StudentRaised("F", "a", 1), 1),
        (StudentRaised("E", "a", 1), RaisedValueError("E", "a", 1), 1),
        (CallTimedOut("f", 1.0), CallTimedOut("f", 2.0), 1),
        (RaisedValueError("E", "a", 1), 1.0, 1),
    ],
    ids=str,
)
def test_a_digest_agrees_where_the_answers_are_the_same(said, answer, right):
    """Of every kind of answer, and of every way to fail."""
    agrees, same = recognised(said, answer, right)
    assert agrees == same


def test_formulas_are_the_same_where_their_values_are():
    """However they are written."""
    import sympy

    x, y = sympy.symbols("x y")
    forms = [(x + y) ** 2, x**2 + 2 * x * y + y**2, x + y, sympy.Integer(4)]
    crossed = [decode(*encode(form)) for form in forms]
    for said in crossed:
        for answer in [*crossed, 4]:
            agrees, same = recognised(said, answer, crossed[2])
            assert agrees == same
    assert recognised(crossed[0], crossed[1], crossed[2]) == (True, True)


def test_arguments_that_were_changed_count():
    """Where a law asks what became of them."""
    call = CALL._replace(echo=True)
    said = (1.0, (np.zeros(2), 2.0))
    assert recognised(said, (1.0, (np.zeros(2), 2.0)), said, call) == (True, True)
    assert recognised(said, (1.0, (np.ones(2), 2.0)), said, call) == (False, False)


def test_equal_answers_to_two_calls_have_two_digests():
    """So nothing can be looked up in a table of answers."""
    other = Call("f", (1, 3.0))
    wrong, right = Answer(7.0), Answer(8.0)
    digests = [digest_of(c, request_of(c), wrong, right).digest for c in (CALL, other)]
    assert digests[0] != digests[1]
    assert not is_of(digest_of(CALL, REQUEST, wrong, right), other, request_of(other), wrong, right)
