"""Item analysis, against figures computed by hand and by another library's function."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.classes.item_analysis import Item, Spread, discrimination, item_analysis, spread

# Five students, three items of 2, 3 and 5 points.
EARNED = np.array([[2, 3, 5], [2, 2, 3], [1, 2, 4], [0, 1, 2], [0, 0, 0]])
POSSIBLE = np.broadcast_to([2, 3, 5], EARNED.shape)

shares = st.integers(0, 12).map(lambda twelfths: twelfths / 12)
classes = st.integers(3, 20).flatmap(
    lambda n: st.lists(st.tuples(shares, shares), min_size=n, max_size=n)
)


def test_difficulty_is_the_mean_share_that_was_earned():
    """5 of 10 points, 8 of 15, and 14 of 25."""
    found = [item.difficulty for item in item_analysis(EARNED, POSSIBLE)]

    assert found == pytest.approx([5 / 10, 8 / 15, 14 / 25])


def test_an_item_is_compared_with_the_rest_and_not_with_itself():
    """Corrected: the total that it is compared with does not hold it."""
    found = [item.discrimination for item in item_analysis(EARNED, POSSIBLE)]

    totals = EARNED.sum(axis=1)
    by_hand = [statistics.correlation(item, totals - item) for item in EARNED.T.astype(float)]
    uncorrected = [statistics.correlation(item, totals) for item in EARNED.T.astype(float)]
    assert found == pytest.approx(by_hand)
    assert found != pytest.approx(uncorrected)


def test_two_items_discriminate_as_in_a_sum_that_can_be_done_by_hand():
    """Deviations (1, 0, -1) and (1, -1, 0): r = 1 / sqrt(2 * 2)."""
    found = item_analysis([[2, 2], [1, 0], [0, 1]], np.full((3, 2), 2))

    assert [item.discrimination for item in found] == pytest.approx([0.5, 0.5])


def test_an_item_that_goes_backwards_is_negative():
    """Who knows the rest lost it."""
    found = item_analysis([[0, 4], [1, 2], [2, 0]], [[2, 4]] * 3)

    assert [item.discrimination for item in found] == pytest.approx([-1, -1])


@pytest.mark.parametrize("points", [0, 1, 2])
def test_an_item_in_which_all_earned_the_same_tells_nothing(points):
    """Its deviation is 0, and so r is not defined."""
    same, other = item_analysis([[points, 1], [points, 2], [points, 0]], [[2, 2]] * 3)

    assert same == Item(points / 2, None)
    assert other.discrimination is None


@pytest.mark.parametrize("students", [0, 1, 2])
def test_too_few_students_are_no_class(students):
    """Any two lie on a line."""
    found = item_analysis(EARNED[:students], POSSIBLE[:students])

    assert [item.discrimination for item in found] == [None] * 3
    assert (found[0].difficulty is None) == (students == 0)


def test_points_that_are_open_are_left_out():
    """Two of item 0's points could not be decided for the last student, and nothing of item 1."""
    earned = np.array([[2, 3, 5], [0, 2, 3], [1, 1, 4], [2, 0, 1]])
    decided = np.array([[4, 3, 5], [4, 3, 5], [4, 3, 5], [2, 0, 5]])

    found = item_analysis(earned, decided)

    assert found[0].difficulty == pytest.approx((2 / 4 + 0 + 1 / 4 + 2 / 2) / 4)
    assert found[1].difficulty == pytest.approx((3 + 2 + 1) / 9)
    rest = [7 / 9, 3 / 9, 5 / 9]
    assert found[1].discrimination == pytest.approx(statistics.correlation([3, 2, 1], rest))


@given(pairs=classes)
def test_discrimination_agrees_with_the_correlation_of_the_standard_library(pairs):
    """Where one is defined, and it lies between -1 and 1."""
    item, rest = (list(column) for column in zip(*pairs, strict=True))
    found = discrimination(item, rest)

    if len(set(item)) == 1 or len(set(rest)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(statistics.correlation(item, rest), abs=1e-9)
        assert -1 <= found <= 1


@pytest.mark.parametrize(
    ("earned", "decided", "words"),
    [
        ([1, 2], [2, 2], r"shape \(2,\).*\(students, items\)"),
        ([[1, 2]], [[2]], r"\(1, 2\) and decided \(1, 1\)"),
        ([[3]], [[2]], "more points were earned"),
    ],
)
def test_marks_that_cannot_be_are_refused(earned, decided, words):
    """Swapped arguments would give figures that look like figures."""
    with pytest.raises(ValueError, match=words):
        item_analysis(earned, decided)


def test_a_spread_is_of_the_class_itself():
    """Nobody is drawn from anywhere: the deviation divides by n."""
    assert spread([2, 4, 4, 4, 5, 5, 7, 9]) == Spread(5.0, 2.0, 2.0, 4.0, 4.5, 5.5, 9.0)


def test_nobody_has_no_spread():
    """An empty class has no mean."""
    assert spread([]) is None
