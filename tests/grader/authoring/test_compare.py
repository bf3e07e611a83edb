"""Which answers agree with the expected one, and what is said of those that do not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.authoring import (
    Disagreement,
    assert_close,
    assert_integer,
    assert_integers,
    assert_nothing,
    assert_real,
    assert_shapes,
    assert_truth,
    assert_word,
)
from grader.sandbox.wire.values import Expression

SIZES = st.floats(-1e3, 1e3, allow_subnormal=False)
ARRAYS = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=4), elements=SIZES)


@given(ARRAYS)
def test_an_array_is_close_to_itself_however_it_is_written(expected):
    """Lists, Fortran order, views with negative steps: the values count."""
    assert_close(expected.tolist(), expected)
    assert_close(np.asfortranarray(expected), expected)
    assert_close(expected[::-1][::-1], expected)


@given(ARRAYS, st.data())
def test_one_element_beyond_the_tolerance_is_found(expected, data):
    """However small its share of the array; the message names its place."""
    where = data.draw(st.tuples(*(st.integers(0, side - 1) for side in expected.shape)))
    margin = 1e-9 * max(1, np.abs(expected).max()) + 1e-6 * abs(expected[where])
    answer = expected.copy()
    answer[where] += 0.99 * margin
    assert_close(answer, expected)
    answer[where] = expected[where] + 1.01 * margin
    with pytest.raises(Disagreement) as failure:
        assert_close(answer, expected)
    assert f"element {where} is" in str(failure.value)


def test_an_answer_in_half_precision_is_held_to_double():
    """numpy.isclose would round the expected 0.1 to half precision first and find them equal."""
    with pytest.raises(Disagreement, match=r"element \(0,\) is 0.0999756, should be 0.1"):
        assert_close(np.array([0.1], np.float16), [0.1])


@pytest.mark.parametrize("answer", [3.0, [3.0], np.full((1, 3), 3.0), np.full((3, 1), 3.0)])
def test_nothing_is_broadcast(answer):
    """A single right number is no array of right numbers."""
    with pytest.raises(Disagreement, match="shape is"):
        assert_close(answer, np.full(3, 3.0))


def test_a_single_number_is_no_element():
    """It has no place in an array that could be told."""
    with pytest.raises(Disagreement, match="^returned 3, should be 4$"):
        assert_close(3.0, 4.0)
    with pytest.raises(Disagreement, match="^returned NaN "):
        assert_close(np.array(np.nan), 4.0)


def test_no_elements_agree_with_no_elements():
    """The empty array has nothing that could differ, but still a shape."""
    assert_close(np.zeros((0, 2)), np.zeros((0, 2)))
    with pytest.raises(Disagreement, match="shape"):
        assert_close(np.zeros((2, 0)), np.zeros((0, 2)))


def test_nan_does_not_agree_with_nan():
    """NaN is never right, not even where the model would give it."""
    with pytest.raises(Disagreement, match="NaN is never right"):
        assert_close(np.array([np.nan]), [np.nan])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [([np.inf], [1.0]), ([1.0], [np.inf]), ([-np.inf], [np.inf]), ([np.inf, 1.0], [np.inf, 5.0])],
)
def test_an_infinity_agrees_with_nothing_else(answer, expected):
    """Neither with a number, however large the tolerance it causes, nor with the other one."""
    with pytest.raises(Disagreement):
        assert_close(answer, expected)


def test_an_infinity_agrees_with_itself():
    """Their difference is NaN, so it cannot be left to the tolerance."""
    assert_close([np.inf, -np.inf, 1.0], [np.inf, -np.inf, 1.0])


def test_a_difference_beyond_all_doubles_is_no_warning():
    """Warnings are for mistakes of ours; this one is the student's."""
    with pytest.raises(Disagreement, match="-1.7e\\+308"):
        assert_close([-1.7e308], [1.7e308])


def test_the_message_counts_what_differs():
    """One corner wrong is another mistake than everything wrong."""
    with pytest.raises(Disagreement, match=r"element \(1,\) is 5, should be 2 \(2 of 3 elements"):
        assert_close([1, 5, 5], [1, 2, 3])


def test_numbers_that_look_alike_are_told_apart():
    """'is 0.333333, should be 0.333333' helps nobody."""
    with pytest.raises(Disagreement, match=r"is 0.33333344, should be 0.3333333333333333"):
        assert_close([0.33333344], [1 / 3], rtol=1e-9)


@given(st.integers(-(2**200), 2**200))
def test_integers_are_compared_exactly(value):
    """Doubles could not tell 2**53 from its neighbour."""
    assert_integer(value, value)
    with pytest.raises(Disagreement):
        assert_integer(value + 1, value)


def test_an_endless_integer_is_not_printed():
    """Python refuses to print more than 4300 digits, and nobody would read them."""
    with pytest.raises(Disagreement, match="an int of 30001 bits, should be 5"):
        assert_integer(1 << 30000, 5)


@pytest.mark.parametrize("answer", [2.0 + 1e-6, 2, np.float32(2), np.array(2.0)], ids=repr)
def test_a_real_number_agrees_within_the_tolerance(answer):
    """Rtol is 1e-6, atol 1e-9 times the size, at least 1e-9."""
    assert_real(answer, 2.0)


@pytest.mark.parametrize(
    "answer",
    [2.0 + 3e-6, -2.0, float("inf"), 10**400],
    ids=lambda x: f"{x:.9}"[:9] if isinstance(x, float) else "huge",
)
def test_another_real_number_does_not(answer):
    """Infinities neither."""
    with pytest.raises(Disagreement, match="returned"):
        assert_real(answer, 2.0)


def test_a_finite_number_is_not_close_to_infinity():
    """Although the tolerance relative to it is infinite."""
    assert_real(float("inf"), float("inf"))
    with pytest.raises(Disagreement):
        assert_real(1.0, float("inf"))


def test_truths_and_words_agree_with_themselves_alone():
    """Exactly the expected one."""
    assert_truth(np.True_, True)
    assert_word("neither", "neither")
    with pytest.raises(Disagreement, match="returned False, should be True"):
        assert_truth(False, True)
    with pytest.raises(Disagreement, match="returned 'Neither', should be 'neither'"):
        assert_word("Neither", "neither")


@pytest.mark.parametrize("answer", [False, 0, [], np.zeros(0)], ids=repr)
def test_nothing_is_none_and_nothing_else(answer):
    """What is false is not nothing."""
    assert_nothing(None)
    with pytest.raises(Disagreement, match="should be None"):
        assert_nothing(answer)


@pytest.mark.parametrize("answer", [[5, 6], (5, np.int8(6)), np.array([5, 6])], ids=repr)
def test_ints_may_come_in_a_list_a_tuple_or_an_array(answer):
    """Entry by entry."""
    assert_integers(answer, [5, 6])


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ([5], "returned 1 values, should be 2"),
        ([5, 7], "field 1 is 7, should be 6"),
        ([5, 6.0], "the float 6.0"),
        (np.array([5.0, 6.0]), "the float64 5.0"),
        ([5, True], "the bool True"),
        (56, "returned a.* int"),
    ],
)
def test_what_is_wrong_with_ints_is_told(answer, told):
    """The first thing that differs, and how it is called on the sheet."""
    with pytest.raises(Disagreement, match=told):
        assert_integers(answer, [5, 6], "field")


@pytest.mark.parametrize(
    "answer", [[(1, 2), (3,)], ([1, 2], [3]), [np.array([1, 2]), (np.int64(3),)]], ids=repr
)
def test_shapes_may_be_tuples_lists_or_arrays(answer):
    """A list or tuple of shapes, each a tuple or list of ints."""
    assert_shapes(answer, [(1, 2), (3,)])


def test_shapes_of_one_length_may_be_one_array():
    """np.array of the list is what some would return."""
    assert_shapes(np.array([[1, 2], [3, 4]]), [(1, 2), (3, 4)])


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ([(1, 2)], "returned 1 shapes, should be 2"),
        ([(1, 2), 3], "should be a shape"),
        ([(1, 2), (3, 1)], r"shape 1 is \(3, 1\), should be \(3,\)"),
        ([(1, 2.0), (3,)], "the float 2.0"),
        ([(2, 1), (3,)], r"shape 0 is \(2, 1\)"),
    ],
)
def test_what_is_wrong_with_shapes_is_told(answer, told):
    """The first shape that differs; an int is no shape of one side."""
    with pytest.raises(Disagreement, match=told):
        assert_shapes(answer, [(1, 2), (3,)])


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("float32", "float32 has 7 digits; reckon in float64"),
        ("float16", "float16 has 3 digits; reckon in float64"),
    ],
)
def test_an_answer_that_lacks_digits_alone_is_told_so(kind, told):
    """One that is wrong besides is not, nor one in double precision."""
    expected = np.linspace(1.1, 9.7, 6)
    near = expected * (1 + 3e-6)
    with pytest.raises(Disagreement, match=told):
        assert_close(near.astype(kind), expected)
    with pytest.raises(Disagreement, match="6 of 6 elements differ"):
        assert_close((1.2 * expected).astype(kind), expected)
    with pytest.raises(Disagreement, match=told):
        assert_real(near.astype(kind)[1], expected[1], rtol=1e-9)
    with pytest.raises(Disagreement, match=r"should be 2\.82$"):
        assert_real(np.dtype(kind).type(3.1), 2.82)
    with pytest.raises(Disagreement, match="6 of 6 elements differ"):
        assert_close(near, expected)


def test_an_entry_of_a_wrong_kind_is_named():
    """Among several ints nobody sees which of them is none."""
    six = Expression((), (0,))
    for entry, told in ((six, "a SymPy expression"), (6.0, "the float 6.0"), ("6", "a str")):
        with pytest.raises(Disagreement) as failed:
            assert_integers([5, entry, 14], [5, 6, 14], "field")
        assert str(failed.value) == f"field 1 is {told}, should be an int"
        with pytest.raises(Disagreement) as failed:
            assert_shapes([(5,), (14, entry)], [(5,), (14, 6)])
        assert str(failed.value) == f"shape 1 holds {told}, should be an int"


def test_what_is_expected_may_be_numpys_ints_and_is_told_as_plain_ones():
    """A law computes with NumPy, and its own numbers come of that."""
    assert_integer(7, np.int64(7))
    assert_integers([1, 2], np.array([1, 2]))
    assert_shapes([(1, 2)], [np.array([1, 2])])
    with pytest.raises(Disagreement, match="returned 7, should be 8$"):
        assert_integer(7, np.int64(8))
    with pytest.raises(Disagreement, match="entry 1 is 2, should be 3$"):
        assert_integers([1, 2], np.array([1, 3]))
    with pytest.raises(Disagreement, match=r"shape 0 is \(1, 2\), should be \(1, 3\)$"):
        assert_shapes([(1, 2)], [np.array([1, 3])])


def test_an_expected_number_that_is_no_int_is_the_authors_error():
    """It would be right by chance."""
    with pytest.raises(TypeError):
        assert_integers([1], [1.0])


def test_an_answer_without_axes_is_named_as_the_number_that_it_is():
    """It has no element () to look for."""
    with pytest.raises(Disagreement) as failed:
        assert_close(np.array(12.0), 0)
    assert str(failed.value) == "returned 12, should be 0"
    assert "computes from it is 12" in str(failed.value.computed().sentence(show_wanted=True))
    with pytest.raises(Disagreement, match=r"^returned NaN \(NaN is never right\)$"):
        assert_close(float("nan"), 0)
