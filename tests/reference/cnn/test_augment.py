"""New views: different, legible, and repeatable."""

import numpy as np
import pytest

from reference.cnn.augment import augmented
from reference.cnn.digits import sample


def test_the_same_generator_gives_the_same_views():
    """An epoch can be repeated."""
    images = sample()[0].images[:100]

    first, again = (augmented(images, np.random.default_rng(3)) for _ in range(2))

    np.testing.assert_array_equal(first, again)
    assert (first != augmented(images, np.random.default_rng(4))).any()


def test_the_originals_are_left_alone():
    """They are needed for the next epoch."""
    images = sample()[0].images[:64]
    before = images.copy()

    augmented(images, np.random.default_rng(0))

    np.testing.assert_array_equal(images, before)


@pytest.mark.parametrize("count", [1, 31, 32, 65])
def test_every_image_has_one_view_of_its_own_size(count):
    """Also where the last group is not full."""
    images = sample()[0].images[:count]

    assert augmented(images, np.random.default_rng(0)).shape == images.shape


def test_nothing_of_a_digit_is_lost_to_the_right_or_left():
    """A view moves ink and hardly makes or loses any: a digit has paper around it."""
    images = sample()[0].images
    ink = images.sum(axis=(1, 2), dtype=float)

    views = augmented(images, np.random.default_rng(0)).sum(axis=(1, 2), dtype=float)

    assert np.abs(views / ink - 1).max() < 0.1


def test_views_lean_both_ways_and_move_in_all_directions():
    """A vertical stroke shows by how much."""
    stroke = np.zeros((2000, 28, 28), np.uint8)
    stroke[:, 4:24, 13:15] = 255

    views = augmented(stroke, np.random.default_rng(0)).astype(float)

    columns = np.arange(28)
    centre = (views * columns).sum(axis=2) / np.maximum(views.sum(axis=2), 1)
    lean = (centre[:, 18] - centre[:, 8]) / 10
    assert {round(6 * x) for x in lean} == {-1, 0, 1}
    tops = {int(np.flatnonzero(view.sum(axis=1))[0]) - 4 for view in views}
    assert tops == {-2, -1, 0, 1, 2}
