"""
What the law about crops finds, and how seldom it wrongs anybody.

More is simulated in ``test_chance``: an edge half as likely, a position that never turns up,
rounding to the nearest (to even, where two are as near), numbers reduced or scaled, few seeds.
"""

import math
from types import SimpleNamespace

import pytest

from exercises.sheet3 import augmentation as question
from exercises.sheet3.crops import (
    FULL,
    LONG_SIDE,
    NARROW,
    NEARLY_FULL,
    SINGLE_PIXELS,
    SQUARE,
    crops_of,
)
from reference import augmentation
from tests.exercises.sheet3.recorded import judged

KINDS = NARROW, LONG_SIDE, NEARLY_FULL, SINGLE_PIXELS, FULL, SQUARE


def test_a_byte_for_the_rows_alone_loses():
    """Columns that are drawn well do not make up for it."""

    def crop(image, size, rng):
        row = int(rng.integers(256)) % (image.shape[0] - size + 1)
        column = int(rng.integers(image.shape[1] - size + 1))
        return image[row : row + size, column : column + size]

    with pytest.raises(AssertionError, match="row .* of 171|first .* of 171"):
        judged(question.test_every_crop_is_equally_likely, SimpleNamespace(random_crop=crop))


def test_a_crop_that_is_never_that_of_the_call_before_loses():
    """Its positions turn up equally often."""
    last = [()]

    def crop(image, size, rng):
        drawn = last[0]
        while drawn == last[0]:
            drawn = tuple(rng.integers(side - size + 1) for side in image.shape[:2])
        last[0] = row, column = drawn
        return image[row : row + size, column : column + size]

    with pytest.raises(AssertionError, match="twice in a row"):
        judged(question.test_every_crop_is_equally_likely, SimpleNamespace(random_crop=crop))


def test_a_crop_that_is_drawn_again_where_all_is_black_loses():
    """The first position of a small image is black."""

    def crop(image, size, rng):
        while True:
            row, column = (rng.integers(side - size + 1) for side in image.shape[:2])
            if (found := image[row : row + size, column : column + size]).any():
                return found

    with pytest.raises(AssertionError, match="turned up 0 times"):
        judged(question.test_every_crop_is_equally_likely, SimpleNamespace(random_crop=crop))


def test_crops_refuse_a_right_answer_with_a_chance_below_a_billionth():
    """The bounds of ``chance``, for the samples that the law takes of both images."""
    counts, prefixes, scaled, repeated = 2.5e-11, 1.5e-11, 1.5e-11, 1e-11 + math.exp(-39)
    samples = [crops_of(augmentation, each[:3], 1, range(2)) for each in KINDS]
    evenly = sum(what != "either" for sample in samples for what in sample)
    either = sum(what == "either" for sample in samples for what in sample)
    assert (evenly, either) == (15, 1)
    assert evenly * (counts + prefixes + scaled + repeated) + either * repeated < 1e-9


def test_a_last_position_that_is_left_out_loses_where_there_are_few_and_where_there_are_many():
    """Of twelve it is missed at once; the shorter side of an image has so many."""

    def crop(image, size, rng):
        height, width = image.shape[:2]
        row = rng.integers(height - size + 1)
        column = rng.integers(width - size + (width - size <= 2))
        return image[row : row + size, column : column + size]

    with pytest.raises(AssertionError, match="11 of 12 turned up 0 times"):
        judged(question.test_every_crop_is_equally_likely, SimpleNamespace(random_crop=crop))


def test_a_crop_that_nearly_fills_the_image_is_drawn_as_well():
    """And is not always the first."""

    def crop(image, size, rng):
        if 2 < size == min(image.shape[:2]) - 1:
            return image[:size, :size]
        return augmentation.random_crop(image, size, rng)

    with pytest.raises(AssertionError, match="0 of 2 turned up"):
        judged(question.test_every_crop_is_equally_likely, SimpleNamespace(random_crop=crop))


def test_a_crop_as_large_as_the_shorter_side_is_drawn_as_well():
    """Along the longer side there is a choice."""

    def crop(image, size, rng):
        if size == min(image.shape[:2]):
            return image[:size, :size]
        return augmentation.random_crop(image, size, rng)

    with pytest.raises(AssertionError, match="of 2 turned up"):
        judged(question.test_every_crop_is_equally_likely, SimpleNamespace(random_crop=crop))


def test_one_number_for_the_row_and_the_column_loses_where_there_are_many():
    """Each by itself is evenly drawn, and only places off the diagonal never turn up."""

    def crop(image, size, rng):
        row, column = rng.integers([side - size + 1 for side in image.shape[:2]])
        if image.shape[0] == image.shape[1] > size + 8:
            column = row
        return image[row : row + size, column : column + size]

    with pytest.raises(AssertionError, match="of 121 turned up"):
        judged(question.test_every_crop_is_equally_likely, SimpleNamespace(random_crop=crop))
