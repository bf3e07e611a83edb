"""Two answers are one where no law takes them for two, whatever type they came in."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.authoring import assert_close, assert_integer, assert_integers, assert_real, items
from grader.examine.ask_twice import TwoAnswers, _same, _same_value, ask_again
from grader.examine.asking.scheduler import Scheduler
from grader.examine.student.faults import RaisedValueError, StudentRaised
from grader.sandbox.wire.codec import decode, encode
from tests.grader.misbehaviour import submission
from tests.grader.sandbox.wire.kinds import KINDS, SCALARS

INTEGERS = [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64]
SINGLE = st.floats(width=32)
SHAPES = hnp.array_shapes(max_dims=3, max_side=4)


def arrived(values):
    """What comes over the wire for them."""
    return [decode(*encode(each)) for each in values]


def spelled_truths(value):
    return [value, np.bool_(value), np.array(value)]


def spelled_integers(value):
    fits = [t for t in INTEGERS if np.iinfo(t).min <= value <= np.iinfo(t).max]
    return [value, *(t(value) for t in fits), *(np.array(value, t) for t in fits)]


def spelled_floats(value):
    return [value, *(t(value) for t in (np.float32, np.float64)), np.array(value)]


def spelled_arrays(array):
    kinds = {"b": "?", "i": "bhilq", "f": "fd"}[array.dtype.kind]
    return [*(array.astype(kind) for kind in kinds), np.asfortranarray(array), array[::1]]


SPELLED = st.one_of(
    st.booleans().map(spelled_truths),
    st.integers(-(2**63), 2**64 - 1).map(spelled_integers),
    SINGLE.map(spelled_floats),
    hnp.arrays(bool, SHAPES).map(spelled_arrays),
    hnp.arrays(np.int8, SHAPES).map(spelled_arrays),
    hnp.arrays(np.float32, SHAPES).map(spelled_arrays),
)


@given(SPELLED)
def test_what_differs_by_its_type_alone_is_one_answer(spellings):
    """A right function that kept ``bool(found)`` and returned ``found`` lost all its points."""
    for one, other in itertools.product(arrived(spellings), repeat=2):
        assert _same(one, other)
        assert _same([one, {"a": one}], [other, {"a": other}])


HOLDERS = {"list": np.ndarray.tolist, "tuple": lambda a: tuple(a.tolist()), "array": np.copy}


@given(hnp.arrays(st.sampled_from([bool, np.int64, np.float64]), SHAPES))
def test_lists_tuples_and_arrays_of_the_same_entries_have_one_value(array):
    """Whether it is one answer, the law decides: each of them is another thing to Python."""
    held = arrived(hold(array) for hold in HOLDERS.values())
    assert all(_same_value(one, other) for one, other in itertools.product(held, repeat=2))


ANYTHING = st.one_of(SPELLED.flatmap(st.sampled_from), *KINDS.values(), *SCALARS.values())


@given(ANYTHING.map(lambda value: encode(value)))
def test_an_answer_is_the_same_as_itself(written):
    one, other = decode(*written), decode(*written)
    assert _same(one, other)
    assert _same_value(one, other)


@settings(max_examples=3 * settings().max_examples)
@given(ANYTHING, ANYTHING)
def test_it_makes_no_difference_which_answer_came_first(before, now):
    one, other = arrived([before, now])
    assert _same_value(one, other) == _same_value(other, one)
    assert _same(one, other) == _same(other, one)


@given(hnp.arrays(np.float64, SHAPES, elements=st.floats(-1e9, 1e9)), st.data())
def test_numbers_that_nearly_agree_do_so_whichever_came_first(array, data):
    noise = data.draw(hnp.arrays(np.float64, array.shape, elements=st.floats(-1e-8, 1e-8)))
    other = array * (1 + noise)
    assert _same(array, other) == _same(other, array)


@given(st.integers(-(2**63), 2**64 - 2))
def test_two_integers_are_two_answers_however_large_and_whoever_made_them(value):
    one, other = spelled_integers(value), spelled_integers(value + 1)
    for before, now in itertools.product(arrived(one), arrived(other)):
        assert not _same_value(before, now)
        assert not _same_value([1, before], (1, now))


@given(hnp.arrays(np.float64, SHAPES, elements=st.floats(1, 2)), st.data())
def test_an_entry_that_differs_makes_two_answers(array, data):
    """In whatever it is held, and whatever type holds the other one."""
    where = data.draw(st.sampled_from(list(np.ndindex(array.shape))))
    other = array.copy()
    other[where] += data.draw(st.sampled_from([1e-6, -1e-3, 1.0, np.nan, np.inf]))
    for one, two in itertools.product(HOLDERS.values(), repeat=2):
        assert not _same_value(one(array), two(other))


@given(hnp.arrays(np.float64, SHAPES))
def test_another_shape_is_another_answer(array):
    longer = array.reshape(*array.shape, 1)
    for one, two in itertools.product(HOLDERS.values(), repeat=2):
        assert not _same_value(one(array), two(longer))
        assert not _same_value(one(array), two(np.concatenate([array, array])))


@pytest.mark.parametrize("value", [None, True, 1, 1.5, "x", [1], np.zeros(2)])
def test_a_value_and_an_exception_are_two_answers(value):
    for fault in (StudentRaised("KeyError", "", 1), RaisedValueError("ValueError", "", 1)):
        assert not _same_value(value, fault)
        assert not _same_value(fault, value)


@pytest.mark.parametrize(
    ("before", "now"),
    [(True, 1), (False, 0.0), (1, "1"), (None, False), (np.ones(2), np.ones(2, bool)), ("a", b"a")],
)
def test_a_truth_a_number_and_a_text_are_never_one(before, now):
    assert not _same_value(before, now)
    assert not _same_value([before], [now])


def second_answers(session, first, later, law):
    """What becomes of a law on a function that answers ``first`` once, and ``later`` after that."""
    source = f"""
from fractions import Fraction
import numpy as np
seen = set()
def f(x):
    again = x in seen
    seen.add(x)
    return {later} if again else {first}
"""
    begun = session(source)
    scheduler = Scheduler(begun)
    index = scheduler.add(lambda student, x: law(student.f(x)), [{"x": n} for n in range(4)])
    scheduler.run()
    assert scheduler.example_runs(index)[-1].failure is None
    ask_again(scheduler, [index], begun)
    return scheduler.example_runs(index)[-1].failure


def as_a_list(answer):
    assert answer == [1, 2]


def as_a_tuple(answer):
    assert answer == (1, 2)


def by_key(answer):
    assert_real(answer["a"], 1)


def by_order(answer):
    assert list(answer) == ["a", "b"]


SEVERAL = [
    ("8", "8.0", lambda answer: assert_real(answer, 8)),
    ("8.0", "np.int64(8)", lambda answer: assert_real(answer, 8)),
    ("Fraction(1, 4)", "0.25", lambda answer: assert_real(answer, 0.25)),
    ("np.array([1, 2])", "[1.0, 2.0]", lambda answer: assert_close(answer, [1, 2])),
    ("(1, 2)", "np.array([1, 2])", lambda answer: assert_integers(answer, [1, 2])),
    ("[1, 2]", "(1, 2)", lambda answer: assert_integers(answer, [1, 2])),
    ("['a']", "np.array(['a'])", lambda answer: items(answer)),
    ("dict(a=1, b=2)", "dict(b=2, a=1)", by_key),
]


@pytest.mark.parametrize(("first", "later", "law"), SEVERAL, ids=[each[1] for each in SEVERAL])
def test_one_value_is_one_answer_where_the_law_takes_it_in_either_form(session, first, later, law):
    assert second_answers(session, first, later, law) is None


ONE_FORM = [
    ("8", "8.0", lambda answer: assert_integer(answer, 8)),
    ("[1, 2]", "[1.0, 2.0]", lambda answer: assert_integers(answer, [1, 2])),
    ("[1, 2]", "(1, 2)", as_a_list),
    ("(1, 2)", "[1, 2]", as_a_tuple),
    ("dict(a=1, b=2)", "dict(b=2, a=1)", by_order),
    ("dict(a=1)", "dict(a=2)", lambda answer: None),
    ("8", "9", lambda answer: None),
    ("8", "[8]", lambda answer: None),
]


@pytest.mark.parametrize(("first", "later", "law"), ONE_FORM, ids=[str(n[:2]) for n in ONE_FORM])
def test_it_is_two_answers_where_the_law_takes_one_form_or_the_values_differ(
    session, first, later, law
):
    """Also where the law takes any value at all: it was another one."""
    assert isinstance(second_answers(session, first, later, law), TwoAnswers)


def test_a_function_that_remembers_its_answers_in_another_form_keeps_its_points(grade):
    body = """
if not len(x): raise ValueError
if x.tobytes() not in known:
    known[x.tobytes()] = (x * 2).tolist()
    return x * 2
return known[x.tobytes()]
"""
    report = grade(submission(body, before="known = {}"))
    assert [mark.earned for mark in report.marks] == [4, 5]
