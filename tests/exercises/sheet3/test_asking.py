"""One example for each special array, and what else is asked changes from one to the next."""

import numpy as np
import pytest

from exercises.sheet3.asking import asked, twins

INPUTS = {"small": np.ones((1, 2)), "square": np.eye(2), "large": np.ones((3, 3))}
IMAGE = np.arange(20.0).reshape(4, 5) ** 2 % 23


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


@pytest.mark.parametrize("array", [IMAGE, np.stack([IMAGE, -IMAGE])[..., np.newaxis]])
def test_a_twin_has_equal_sums_and_an_equal_border(array):
    """Only inner numbers tell it apart, be it an image or a batch of them."""
    axis = array.ndim // 4
    alike = [each["image"] for each in examples(twins("image", array))]
    same = [
        twin
        for twin in alike[1:]
        if twin.shape == array.shape
        and all((twin.sum(at) == array.sum(at)).all() for at in (axis, axis + 1))
    ]
    assert len(same) == 1
    assert np.count_nonzero(same[0] != array) == 4 * array.size // IMAGE.size
    for at in (axis, axis + 1):
        for end in (0, -1):
            assert (same[0].take(end, at) == array.take(end, at)).all()
