"""Crops and noise are judged by their chances, and each answer by what it may be."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import augmentation as question
from reference import augmentation as model
from tests.exercises.sheet3.recorded import judged


def crop_at(choose):
    """A crop whose place is chosen from (number of rows, number of columns, rng)."""

    def mistake(image, size, rng):
        row, column = choose(image.shape[0] - size + 1, image.shape[1] - size + 1, rng)
        return image[row : row + size, column : column + size]

    return mistake


@crop_at
def never_the_last(rows, columns, rng):
    return rng.integers(0, max(1, rows - 1)), rng.integers(0, max(1, columns - 1))


@crop_at
def never_the_last_column(rows, columns, rng):
    return rng.integers(0, rows), rng.integers(0, max(1, columns - 1))


@crop_at
def always_in_the_corner(_rows, _columns, _rng):
    return 0, 0


@crop_at
def always_in_the_middle(rows, columns, _rng):
    return rows // 2, columns // 2


@crop_at
def on_the_diagonal(rows, columns, rng):
    place = rng.integers(0, min(rows, columns))
    return place, place


@crop_at
def in_the_square_part(rows, columns, rng):
    return rng.integers(0, min(rows, columns)), rng.integers(0, min(rows, columns))


@crop_at
def rounded_to_the_nearest(rows, columns, rng):
    return round(rng.uniform(0, rows - 1)), round(rng.uniform(0, columns - 1))


@crop_at
def from_a_generator_of_its_own(rows, columns, _rng):
    own = np.random.default_rng()
    return own.integers(0, rows), own.integers(0, columns)


@crop_at
def beyond_the_edge(rows, columns, rng):
    return rng.integers(0, rows + 1), rng.integers(0, columns + 1)


def picks_pixels_anywhere(image, size, rng):
    pixels = image.reshape(-1, image.shape[2])
    return pixels[rng.integers(0, len(pixels), (size, size))]


def shuffles_the_channels(image, size, rng):
    return model.random_crop(image, size, rng)[..., ::-1]


def blackens_the_original(image, size, rng):
    crop = model.random_crop(image, size, rng)
    image[:] = 0
    return crop


WINDOW = question.test_a_crop_is_a_window_of_the_image
LIKELY = question.test_every_crop_is_equally_likely


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (never_the_last, LIKELY, r"row 11 of 12 turned up 0 times in 800"),
        (never_the_last_column, LIKELY, r"column 11 of 12 turned up 0 times in 800"),
        (always_in_the_corner, LIKELY, "row or column 0 of 171 turned up 1600 times in 1600"),
        (always_in_the_middle, LIKELY, "row or column 85 of 171 turned up 1600 times in 1600"),
        (on_the_diagonal, LIKELY, "turned up"),
        (in_the_square_part, LIKELY, r"row or column 0 of 171 turned up \d+ times in 1600"),
        (rounded_to_the_nearest, LIKELY, "turned up"),
        (beyond_the_edge, LIKELY, "shape is"),
        (from_a_generator_of_its_own, WINDOW, "element"),
        (picks_pixels_anywhere, WINDOW, "no window of the image"),
        (shuffles_the_channels, WINDOW, "no window of the image"),
        (blackens_the_original, WINDOW, "changed its argument number 1"),
    ],
)
def test_a_mistake_about_crops_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(random_crop=mistake))


def noise_of(draw):
    """Adds what is drawn from (shape, sigma, rng)."""
    return lambda image, sigma, rng: image + draw(image.shape, sigma, rng)


variance_for_sigma = noise_of(lambda shape, sigma, rng: rng.normal(0, sigma**2, shape))
root_for_sigma = noise_of(lambda shape, sigma, rng: rng.normal(0, sigma**0.5, shape))
one_for_all_channels = noise_of(lambda s, sigma, rng: rng.normal(0, sigma, (*s[:2], 1)))
one_for_each_row = noise_of(lambda s, sigma, rng: rng.normal(0, sigma, (s[0], 1, s[2])))
one_for_each_column = noise_of(lambda s, sigma, rng: rng.normal(0, sigma, s[1:]))
one_for_the_image = noise_of(lambda s, sigma, rng: rng.normal(0, sigma))
uniform = noise_of(lambda s, sigma, rng: rng.uniform(-(3**0.5) * sigma, 3**0.5 * sigma, s))
never_negative = noise_of(lambda s, sigma, rng: np.abs(rng.normal(0, sigma, s)))
of_its_own_generator = noise_of(lambda s, sigma, rng: np.random.default_rng().normal(0, sigma, s))
of_a_fixed_seed = noise_of(lambda s, sigma, rng: np.random.default_rng(0).normal(0, sigma, s))
none_at_all = noise_of(lambda s, sigma, rng: 0.0)
at_least_a_little = noise_of(lambda s, sigma, rng: rng.normal(0, max(sigma, 0.01), s))


def clips(image, sigma, rng):
    return np.clip(model.add_noise(image, sigma, rng), 0, 1)


def multiplies(image, sigma, rng):
    return image * (1 + rng.normal(0, sigma, image.shape))


def into_the_original(image, sigma, rng):
    image += rng.normal(0, sigma, image.shape)
    return image


def into_a_large_original(image, sigma, rng):
    return into_the_original(image if image.size > 1024 else image.copy(), sigma, rng)


DRAWN = question.test_noise_is_drawn_from_the_generator
NORMAL = question.test_noise_is_normal_and_independent


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (variance_for_sigma, NORMAL, "standard deviation 0.0"),
        (root_for_sigma, NORMAL, "standard deviation 4.4"),
        (one_for_all_channels, NORMAL, "neighbouring channels has a correlation"),
        (one_for_each_row, NORMAL, "neighbouring columns has a correlation|not normal"),
        (one_for_each_column, NORMAL, "neighbouring rows has a correlation|not normal"),
        (one_for_the_image, NORMAL, "not normal"),
        (uniform, NORMAL, "not normal"),
        (never_negative, NORMAL, "mean 0.[78]"),
        (clips, NORMAL, "not normal"),
        (multiplies, NORMAL, "not normal"),
        (none_at_all, NORMAL, "standard deviation 0,"),
        (none_at_all, DRAWN, "the same noise for two generators"),
        (of_its_own_generator, DRAWN, "element"),
        (of_a_fixed_seed, DRAWN, "the same noise for two generators"),
        (at_least_a_little, DRAWN, "element"),
        (into_the_original, DRAWN, "changed its argument number 1"),
        (into_a_large_original, NORMAL, "changed its argument number 1"),
    ],
)
def test_a_mistake_about_noise_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(add_noise=mistake))


def test_an_answer_of_infinities_is_wrong_and_nothing_worse():
    """Statistics of what a student returns must not end in an error of ours."""
    student = SimpleNamespace(add_noise=lambda image, *_: np.full(image.shape, np.inf))

    with pytest.raises(AssertionError, match="not normal"):
        judged(NORMAL, student)
