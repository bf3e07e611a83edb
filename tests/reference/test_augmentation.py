"""Augmentation pixel by pixel, and its randomness by counting."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from reference.augmentation import (
    add_noise,
    colour_shift,
    mirror,
    random_crop,
    rotate,
    shear,
    stored_images,
)
from tests.reference.strategies import arrays

sides = st.integers(1, 5)
photographs = arrays(sides, sides, st.integers(1, 3), elements=st.floats(0, 1))
whole_numbers = st.one_of(st.integers(-6, 6), st.integers(-(10**30), 10**30))


@given(image=photographs)
def test_a_mirrored_image_has_left_and_right_exchanged(image):
    """Pixel by pixel; and a column is not moved up or down."""
    height, width, channels = image.shape
    mirrored = mirror(image)

    assert mirrored.shape == image.shape
    for r, s, c in np.ndindex(height, width, channels):
        assert mirrored[r, s, c] == image[r, width - 1 - s, c]


@given(image=photographs, quarter_turns=whole_numbers)
def test_a_quarter_turn_is_anticlockwise(image, quarter_turns):
    """The right-hand column becomes the top row, once for each turn; four turns are none."""
    expected = image
    for _ in range(quarter_turns % 4):
        _, width, _ = expected.shape
        expected = np.array([expected[:, width - 1 - row] for row in range(width)])

    np.testing.assert_array_equal(rotate(image, quarter_turns), expected, strict=True)


@given(image=photographs, pixels_per_row=whole_numbers)
def test_shearing_moves_each_row_by_its_number(image, pixels_per_row):
    """To the right where positive; what leaves is lost, what is empty is 0, row 0 stays."""
    height, width, _ = image.shape
    expected = np.zeros_like(image)
    for r in range(height):
        for s in range(width):
            if 0 <= s + r * pixels_per_row < width:
                expected[r, s + r * pixels_per_row] = image[r, s]

    np.testing.assert_array_equal(shear(image, pixels_per_row), expected, strict=True)


@given(data=st.data(), channels=st.integers(1, 3))
def test_a_colour_shift_adds_to_each_channel_and_clips(data, channels):
    """Clipped at both ends, so the result is an image again."""
    image = data.draw(arrays(sides, sides, channels, elements=st.floats(0, 1)))
    shift = data.draw(arrays(channels, elements=st.floats(-1.5, 1.5)))

    shifted = colour_shift(image, shift)

    assert shifted.shape == image.shape
    for r, s, c in np.ndindex(image.shape):
        assert shifted[r, s, c] == min(1.0, max(0.0, image[r, s, c] + shift[c]))


def numbered(height, width, channels=2):
    """An image in which every value tells its own place."""
    return np.arange(height * width * channels).reshape(height, width, channels) / 1000


def position(crop, width, channels=2):
    """Row and column at which a crop of a numbered image was cut."""
    return divmod(round(crop[0, 0, 0] * 1000) // channels, width)


@given(data=st.data(), height=st.integers(1, 6), width=st.integers(1, 6), seed=st.integers(0, 99))
def test_a_crop_is_a_window_of_the_image(data, height, width, seed):
    """Adjacent pixels, all channels, in order."""
    size = data.draw(st.integers(1, min(height, width)))
    image = numbered(height, width)

    crop = random_crop(image, size, np.random.default_rng(seed))

    row, column = position(crop, width)
    np.testing.assert_array_equal(
        crop, image[row : row + size, column : column + size], strict=True
    )


def test_every_position_of_a_crop_is_equally_likely():
    """
    All 3 times 4 of them, the last row and column included.

    The generator is fixed; a correct function fails for one seed in 10**9.
    """
    rng, image = np.random.default_rng(1), numbered(5, 6)
    counts = np.zeros((3, 4))
    for _ in range(6000):
        counts[position(random_crop(image, 3, rng), 6)] += 1

    expected = counts.mean()
    square = ((counts - expected) ** 2 / expected).sum()
    assert special.chdtrc(counts.size - 1, square) > 1e-9


def test_a_crop_as_large_as_the_image_is_the_image():
    """There is one position, and drawing among one must not fail."""
    image = numbered(4, 4)
    np.testing.assert_array_equal(random_crop(image, 4, np.random.default_rng(0)), image)


@pytest.mark.parametrize(("size", "height", "width"), [(4, 3, 5), (4, 5, 3), (0, 3, 3)])
def test_a_crop_that_does_not_fit_is_told_what_would(size, height, width):
    """The error names sizes that work."""
    with pytest.raises(ValueError, match=rf"no crop of side {size} .* from 1 to 3"):
        random_crop(np.zeros((height, width, 1)), size, np.random.default_rng(0))


@pytest.mark.parametrize("sigma", [0.01, 0.3, 5.0])
def test_noise_is_normal_and_not_clipped(sigma):
    """
    A Kolmogorov-Smirnov test of all 30000 values; clipping to [0, 1] would show in the tails.

    The generator is fixed; a correct function fails for one seed in 10**9.
    """
    image = np.full((100, 100, 3), 0.9)
    noise = add_noise(image, sigma, np.random.default_rng(2)) - image

    shares = special.ndtr(np.sort(noise.ravel()) / sigma)
    steps = np.arange(noise.size + 1) / noise.size
    distance = max((steps[1:] - shares).max(), (shares - steps[:-1]).max())
    assert special.kolmogorov(math.sqrt(noise.size) * distance) > 1e-9


def test_noise_is_independent_between_pixels_and_channels():
    """
    Neighbouring values are uncorrelated along every axis.

    The bound is six standard errors: passed by a correct function but for one seed in 10**8.
    """
    noise = add_noise(np.zeros((60, 60, 3)), 1.0, np.random.default_rng(3))

    for axis in range(3):
        ahead, behind = np.delete(noise, 0, axis), np.delete(noise, -1, axis)
        correlation = np.corrcoef(ahead.ravel(), behind.ravel())[0, 1]
        assert abs(correlation) < 6 / np.sqrt(ahead.size)


@given(image=photographs)
def test_noise_of_no_size_leaves_the_image_as_it_is(image):
    """0 is a standard deviation like any other."""
    np.testing.assert_array_equal(add_noise(image, 0, np.random.default_rng(0)), image, strict=True)


def test_noise_of_negative_size_is_refused():
    """It would pass for its absolute value."""
    with pytest.raises(ValueError, match=r"is -0.1; choose one of at least 0"):
        add_noise(np.zeros((1, 1, 1)), -0.1, np.random.default_rng(0))


@pytest.mark.parametrize(
    "augment",
    [
        lambda rng: random_crop(numbered(9, 9), 2, rng),
        lambda rng: add_noise(numbered(3, 3), 1, rng),
    ],
)
def test_equal_generators_give_equal_results(augment):
    """A run can be repeated; and nothing is drawn from anywhere else, or never."""
    first = [augment(rng) for rng in [np.random.default_rng(4)] for _ in range(9)]
    again = [augment(rng) for rng in [np.random.default_rng(4)] for _ in range(9)]

    np.testing.assert_array_equal(first, again)
    assert len({result.tobytes() for result in first}) > 1


@pytest.mark.parametrize(
    "augment",
    [
        mirror,
        lambda image: rotate(image, 0),
        lambda image: rotate(image, 4),
        lambda image: shear(image, 0),
        lambda image: colour_shift(image, np.zeros(2)),
        lambda image: random_crop(image, 3, np.random.default_rng(0)),
        lambda image: add_noise(image, 0, np.random.default_rng(0)),
    ],
)
def test_an_augmented_image_shares_no_memory_with_the_original(augment):
    """Also where nothing was to be done: a view would let a later step spoil the original."""
    image = numbered(3, 3)
    assert not np.shares_memory(augment(image), image)


@given(images=st.integers(0, 10**20), augmentations=st.integers(0, 50))
def test_augmenting_beforehand_stores_every_view(images, augmentations):
    """Counted image by image, where there are few; and larger numbers follow the same rule."""
    assert stored_images(images, augmentations, "training") == images
    assert stored_images(images, augmentations, "preprocessing") == images + images * augmentations


@pytest.mark.parametrize("word", ["never", "Training", ""])
def test_an_unknown_time_of_augmentation_is_refused(word):
    """The message lists the words there are."""
    with pytest.raises(ValueError, match="'preprocessing', 'training'"):
        stored_images(1, 1, word)
