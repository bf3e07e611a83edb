"""One example for each special array, and what else is asked changes from one to the next."""

import numpy as np
import pytest

from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import STACK

INPUTS = {"small": np.ones((1, 2)), "square": np.eye(2), "large": np.ones((3, 3))}
IMAGE = np.arange(24.0).reshape(4, 6) ** 2 % 23


def examples(decorate):
    """The arguments of the examples that a decorator adds, the first added one first."""

    def law(**_):
        pass

    written = decorate(law).hypothesis_explicit_examples
    return [each.kwargs for each in written]


def test_a_list_is_gone_through_in_turn_and_a_word_is_the_same_for_all():
    """Also where there are fewer of them than arrays."""
    found = examples(asked("image", INPUTS, rows=[1, -2], word="zero"))
    assert [each["rows"] for each in found] == [1, -2, 1]
    assert {each["word"] for each in found} == {"zero"}


def test_what_makes_the_argument_may_change_from_one_to_the_next():
    """A window that differs, say."""
    found = examples(asked("case", INPUTS, [lambda x: (x, 1), lambda x: (x, 2)]))
    assert [window for _, window in (each["case"] for each in found)] == [1, 2, 1]


def test_what_is_too_small_is_left_out_and_takes_no_turn():
    """Those that are asked have the first values."""
    found = examples(asked("image", INPUTS, least=2, rows=[1, -2]))
    assert [(each["image"].shape, each["rows"]) for each in found] == [((2, 2), 1), ((3, 3), -2)]


@pytest.mark.parametrize(
    "array",
    [IMAGE, np.arange(7.0), np.stack([IMAGE, -IMAGE, IMAGE, 2 * IMAGE])[..., np.newaxis], STACK],
)
def test_what_is_exchanged_shows_in_no_sum_nor_end_nor_size(array):
    """Only inner numbers tell it from the first, be it a line, an image or a batch of them."""
    first, second = (alike(array)[each] for each in ("first", "exchanged"))
    assert (first != second).any()
    assert (np.sort(first, axis=None) == np.sort(second, axis=None)).all()
    assert (np.abs(first) == np.abs(second)).all()
    for axis, side in enumerate(array.shape):
        if side > 1:
            assert (first.sum(axis) == second.sum(axis)).all()
            for end in (0, -1):
                assert (first.take(end, axis) == second.take(end, axis)).all()


def test_what_is_summed_shows_in_the_sum():
    """Else an average would be the same of both."""
    first, second = (alike(IMAGE, summed=0)[each] for each in ("first", "exchanged"))
    assert (first.sum(0) != second.sum(0)).any()


def test_numbers_in_a_range_stay_in_it():
    """Those of an image lie between 0 and 1."""
    found = alike(IMAGE / 25, 0.01, 0.5)
    assert all(0 <= each.min() <= each.max() <= 1 for each in found.values())


def test_a_digit_more_is_no_other_number_to_three_decimals():
    """Nor is it to those who forgive as much as ``np.allclose``."""
    found = alike(IMAGE)
    first, digit = found["first"], found["a digit"]
    assert (first != digit).any()
    assert (np.round(first, 3) == np.round(digit, 3)).all()
    assert np.allclose(first, digit)


def test_the_shape_is_another_one_unless_it_may_not_be():
    """The numbers come in the same order."""
    found = alike(IMAGE)
    assert found["reshaped"].shape == IMAGE.shape[::-1]
    assert found["reshaped"].tobytes() == found["first"].tobytes()
    assert "reshaped" not in alike(IMAGE, reshaped=False)
    assert "reshaped" not in alike(np.eye(5))
