"""Which calls a failure is about, found out from the objects that were compared."""

import numpy as np
import pytest

from grader.authoring import Disagreement, answers, array, assert_close, assert_integer, pair
from grader.examine.example_run import run
from grader.examine.feedback.looked_at import looked_at
from grader.examine.student.calls import Answer
from grader.examine.student.faults import StudentFault
from grader.sandbox.wire.values import Opaque


@pytest.fixture
def looked():
    """What is looked at where a body fails on these answers, given one after the other."""

    def find(body, *values):
        left = iter(values)
        found = run(body, {}, lambda calls: [Answer(next(left)) for _ in calls])
        assert isinstance(found.failure, AssertionError | StudentFault)
        return looked_at(found)

    return find


def ones(*shape):
    return np.ones(shape)


def test_the_array_that_was_handed_over_tells_the_call(looked):
    """Of three calls, the second."""

    def body(student):
        for answer in answers(student.f, [(1,), (2,), (3,)]):
            assert_close(answer, ones(2))

    found = looked(body, ones(2), 2 * ones(2), ones(2))
    assert (found.places, found.subjects) == ((1,), (1,))


def test_a_view_or_a_widened_copy_is_known_again(looked):
    """Of what was read as an array, whatever its dtype."""

    def body(student):
        first, second = answers(student.f, [(1,), (2,)])
        wide = array(second)
        assert_close(first, ones(2, 2))
        assert_close(wide[:, 0], ones(2))

    for dtype in (np.float64, np.float32):
        found = looked(body, ones(2, 2), (2 * ones(2, 2)).astype(dtype))
        assert found.subjects == ((1,) if dtype is np.float64 else ())
        assert 1 in found.places


def test_an_answer_that_took_part_in_arithmetic_was_looked_at(looked):
    """It was read before; the sum itself comes from no call."""

    def body(student):
        first, second, third = answers(student.f, [(1,), (2,), (3,)])
        assert_close(first, ones(2))
        assert_close(third, array(second) + 1)

    found = looked(body, ones(2), ones(2), ones(2))
    assert (found.places, found.subjects) == ((1, 2), (2,))


def test_an_answer_that_is_no_value_tells_the_call(looked):
    """The property's own error over it has no answer in it; the call is shown all the same."""
    found = looked(
        lambda student: [student.f(n)["m"] for n in (1, 2)], {"m": 1}, Opaque("a module")
    )
    assert (found.places, found.certain) == ((1,), True)


def test_an_assertion_that_held_settles_what_was_read_for_it(looked):
    """What comes after it is not about the same answers."""

    def body(student):
        first, second = answers(student.f, [(1,), (2,)])
        assert_close(first, array(second))
        assert_close(second, 2 * ones(2))

    found = looked(body, ones(2), ones(2))
    assert found.places == (1,)


def test_equal_small_ints_may_have_come_from_either_call(looked):
    """Python has one object for both, so both come into question."""

    def body(student):
        first, second = answers(student.f, [(1,), (2,)])
        assert_integer(first, 7)
        assert_integer(second, 8)

    assert looked(body, 7, 7).subjects == (0, 1)


def test_the_part_of_a_pair_that_was_compared_is_known(looked):
    """Its second entry."""

    def body(student):
        left, right = pair(student.f(1))
        assert_close(left, ones(2))
        assert_close(right, ones(2))

    assert looked(body, (ones(2), 2 * ones(2))).part == 1


def test_a_part_that_two_names_may_have_has_none(looked):
    """The same int stands in both entries."""

    def body(student):
        left, right = pair(student.f(1))
        assert_integer(left, 3)
        assert_integer(right, 4)

    assert looked(body, (3, 3)).part is None


def test_what_a_property_compares_by_itself_is_what_was_asked_since_the_last_assertion(looked):
    """Nobody noted what it looked at."""

    def body(student):
        assert_close(student.f(1), ones(2))
        second = student.f(2)
        if second.sum() > 0:
            raise Disagreement("is too large")

    assert looked(body, ones(2), ones(2)).places == (1,)
