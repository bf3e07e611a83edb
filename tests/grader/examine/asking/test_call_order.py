"""Calls come in an order that tells no answers, and in which like follows like."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.examine.asking.call_order import arranged
from grader.examine.student.calls import Call
from grader.examine.student.replies import request_of

IMAGE = np.arange(12.0).reshape(3, 4)
OTHERS = [np.arange(12.0).reshape(3, 4) * scale for scale in (0.5, 3.0, 7.0, 11.0, 13.0, 17.0)]


def requests(*calls, function="f"):
    return tuple(request_of(Call(function, arguments)) for arguments in calls)


def follow_each_other(one, other, among, salt=""):
    """Whether two calls stand side by side."""
    return any({one, other} == {*pair} for pair in pairwise(arranged(salt, among)))


ALIKE = {
    "the same numbers in another order": ((IMAGE,), (IMAGE[::-1],)),
    "the same numbers in another shape": ((IMAGE,), (IMAGE.T,)),
    "the same ends": ((IMAGE,), (np.where(IMAGE == 5, 99, IMAGE),)),
    "nearly the same numbers": ((IMAGE,), (IMAGE + 1e-3,)),
    "a list in another order": (([1, 2, 3],), ([3, 2, 1],)),
    "another word": ((IMAGE, "zero"), (IMAGE, "reflect")),
    "another image with the same word": ((OTHERS[0], "wrap"), (IMAGE[::-1], "wrap")),
    "another number of several": ((3, 4, 5), (3, 9, 5)),
    "an image turned over beside the same kernel": ((IMAGE, OTHERS[1]), (IMAGE[::-1], OTHERS[1])),
}


@pytest.mark.parametrize("how", ALIKE)
@pytest.mark.parametrize("salt", ["", "a", "b"])
def test_what_is_alike_follows_each_other(how, salt):
    """Who remembers the last call by something that does not tell the two apart is found out."""
    one, other = requests(*ALIKE[how])
    rest = requests(*((each, f"word {n}") for n, each in enumerate(OTHERS)), ([7] * 9,), (8, 1, 2))
    assert follow_each_other(one, other, (one, *rest, other), salt)


ARGUMENTS = st.tuples(
    st.lists(st.integers(0, 3), max_size=3).map(np.array) | st.floats(), st.text(max_size=2)
)
CALLS = st.lists(ARGUMENTS | ARGUMENTS.map(lambda each: each[:1]), max_size=12).map(
    lambda calls: tuple(dict.fromkeys(requests(*calls)))
)


@given(calls=CALLS, salt=st.text())
def test_each_call_is_sent_once(calls, salt):
    sent = arranged(salt, calls)
    assert len(sent) == len(calls)
    assert {*sent} == {*calls}


@given(calls=CALLS, chance=st.randoms())
def test_the_order_of_the_laws_makes_no_difference(calls, chance):
    """It would tell which calls are to be refused."""
    mixed = [*calls]
    chance.shuffle(mixed)
    assert arranged("salt", tuple(mixed)) == arranged("salt", calls)


def test_another_corpus_has_another_order():
    calls = requests(*((n,) for n in range(30)))
    assert arranged("one", calls) != arranged("other", calls)


def test_functions_take_turns():
    calls = requests(*((n,) for n in range(40))) + requests(
        *((n,) for n in range(40)), function="g"
    )
    sent = [each.function for each in arranged("", calls)]
    assert sum(a != b for a, b in pairwise(sent)) > 20


def test_who_draws_is_asked_as_chance_has_it():
    """The same image comes hundreds of times, with another generator each time."""
    calls = requests(*((IMAGE, 2, np.random.default_rng(seed)) for seed in range(50)))
    assert {*arranged("", calls)} == {*calls}
