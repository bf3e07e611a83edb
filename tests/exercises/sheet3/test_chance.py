"""Randomness is judged without bad luck for who is right, and without mercy for who is not."""

import math

import numpy as np
import pytest

from exercises.sheet3.chance import (
    assert_equally_likely,
    assert_not_repeated,
    looks_equally_likely,
)
from exercises.sheet3.crops import LONG_SIDE, NARROW, looks_unrepeated
from exercises.sheet3.normality import assert_distinct, assert_normal, assert_unrelated

SHAPE = (48, 64, 3)


def sample(seed=0):
    """A sample of N(0, 1)."""
    return np.random.default_rng(seed).standard_normal(SHAPE)


def test_fair_draws_pass_whatever_the_seed():
    """Two hundred generators, none refused: a bound that was too tight would show."""
    for seed in range(200):
        assert_equally_likely(np.random.default_rng(seed).integers(0, 9, 600), 9)


def test_normal_noise_passes_whatever_the_seed():
    """Twenty generators, none refused."""
    for seed in range(20):
        assert_normal(sample(seed))
        assert_unrelated(sample(seed))


def test_a_position_that_never_turns_up_is_named():
    """The last one, as a rule."""
    places = np.random.default_rng(0).integers(0, 8, 600)

    with pytest.raises(AssertionError, match=r"position 8 of 9 turned up 0 times in 600, .* 67"):
        assert_equally_likely(places, 9)


def test_rounding_to_the_nearest_position_is_found():
    """It gives the ends half of the middle's share."""
    rows, columns = np.rint(np.random.default_rng(0).uniform(0, 2, (2, 600))).astype(int)

    with pytest.raises(AssertionError, match="position 4 of 9"):
        assert_equally_likely(3 * rows + columns, 9)


@pytest.mark.parametrize(
    ("wrong", "feedback"),
    [
        (lambda z: 1.25 * z, "standard deviation 1.2"),
        (lambda z: z / 4, "standard deviation 0.2"),
        (lambda z: 1.1 * z, "standard deviation 1.1"),
        (lambda z: 0.9 * z, "standard deviation 0.9"),
        (lambda z: np.clip(z, -3, 3), "not normal"),
        (lambda z: z + 0.2, "mean 0.2"),
        (np.abs, "mean 0.8"),
        (lambda z: np.clip(z, -0.5, 0.5), "a sample of"),
        (np.zeros_like, "standard deviation 0"),
    ],
)
def test_noise_of_another_size_or_place_is_described(wrong, feedback):
    """The figures say whether it is the size or the place."""
    with pytest.raises(AssertionError, match=feedback):
        assert_normal(wrong(sample()))


def test_uniform_noise_of_the_right_variance_is_not_normal():
    """Mean and variance do not tell them apart."""
    uniform = np.random.default_rng(0).uniform(-(3**0.5), 3**0.5, SHAPE)

    with pytest.raises(AssertionError, match="is not normal"):
        assert_normal(uniform)


@pytest.mark.parametrize(("axis", "name"), [(0, "rows"), (1, "columns"), (2, "channels")])
def test_noise_shared_along_an_axis_is_told_which(axis, name):
    """One draw broadcast over the channels is the usual case."""
    shared = np.broadcast_to(sample().take([0], axis), SHAPE)

    with pytest.raises(AssertionError, match=f"neighbouring {name} has a correlation"):
        assert_unrelated(shared)


@pytest.mark.parametrize("sign", [1, -1])
def test_noise_that_repeats_itself_far_away_is_found(sign):
    """Neighbours are unrelated there, so their correlation does not show it."""
    half = sample()[:, :32]

    with pytest.raises(AssertionError, match="turns up again, 4608 times in 9216"):
        assert_unrelated(np.concatenate([half, sign * half], axis=1))


def test_rows_and_columns_taken_together_find_it_in_fewer_draws():
    """Four hundred crops, by a hundred generators: hardly one goes unnoticed."""
    unnoticed = 0
    for seed in range(100):
        both = np.rint(np.random.default_rng(seed).uniform(0, 2, 800)).astype(int)
        try:
            assert_equally_likely(both, 3, "row or column")
        except AssertionError:
            continue
        unnoticed += 1

    assert unnoticed <= 5


def test_the_smaller_of_two_draws_is_found_along_its_axis():
    """The row that turns up too often is named."""
    first, second = np.random.default_rng(0).integers(0, 3, (2, 600))
    row = np.minimum(first, second)

    with pytest.raises(
        AssertionError, match=r"row or column 0 of 3 turned up \d+ times in 600.*from 0\)$"
    ):
        assert_equally_likely(row, 3, "row or column")


def weighted(*weights):
    """Draws of positions with these weights."""
    return lambda rng, draws: rng.choice(len(weights), draws, p=np.array(weights) / sum(weights))


def reduced(numbers):
    """A number of so many, modulo the positions."""
    return lambda rng, draws: rng.integers(0, numbers, draws) % 171


def scaled(bits):
    """A number of so many bits, scaled to the positions."""
    return lambda rng, draws: rng.integers(0, 2**bits, draws) * 171 >> bits


POOR = {
    "an end half as likely": (NARROW, weighted(1, 2, 2)),
    "rounded to the nearest": (NARROW, weighted(1, 2, 1)),
    "one never": (NARROW, weighted(1, 1, 0)),
    "modulo of 8": (LONG_SIDE, reduced(8)),
    "modulo of 16": (LONG_SIDE, reduced(16)),
    "modulo of 32": (LONG_SIDE, reduced(32)),
    "modulo of 256": (LONG_SIDE, reduced(256)),
    "a byte scaled": (LONG_SIDE, scaled(8)),
}


def share_found(kind, draw, samples):
    """In how many samples of the sheet's size poor randomness is found, at first and in the end."""
    height, width, _, few, gap, many = kind
    axes, positions, found = 1 + (height == width), max(height, width) - 1, 0
    for number in range(samples):
        places = draw(np.random.default_rng(number), 2 * axes * many)
        if looks_equally_likely(places[: 2 * axes * few], positions, gap):
            continue
        try:
            assert_equally_likely(places, positions, "row or column")
        except AssertionError:
            found += 1
    return found / samples


@pytest.mark.parametrize("kind", POOR)
def test_poor_crops_are_found_in_every_one_of_two_hundred_samples(kind):
    """The look at the first few lets hardly any of them pass."""
    assert share_found(*POOR[kind], samples=200) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", POOR)
def test_poor_crops_are_found_with_a_chance_of_at_least_999_in_1000(kind):
    """That is the power that the sheet states."""
    assert share_found(*POOR[kind], samples=2000) >= 0.999


@pytest.mark.parametrize(("kind", "draw"), [(NARROW, weighted(1, 1, 1)), (LONG_SIDE, reduced(171))])
def test_fair_crops_are_never_refused_and_seldom_looked_at_again(kind, draw):
    """A first look costs a third of the calls that certainty costs."""
    height, width, _, few, gap, _ = kind
    assert share_found(kind, draw, samples=300) == 0
    draws, positions = 2 * few * (1 + (height == width)), max(height, width) - 1
    again = [
        not looks_equally_likely(draw(np.random.default_rng(n), draws), positions, gap)
        for n in range(300)
    ]
    assert sum(again) < 45


PLACES = math.prod(side - 1 for side in LONG_SIDE[:2])


def either_from_seeds(seeds, rng, draws):
    """Places on an image and on its transpose in turn, each of which comes from few seeds."""
    given = [rng.integers(0, PLACES, seeds) + turned * PLACES for turned in (0, 1)]
    return np.stack([each[rng.integers(0, seeds, draws)] for each in given], axis=1).ravel()


def share_of_seeds_found(seeds, samples):
    """In how many samples of the sheet's size it is found that places come from few seeds."""
    few, many, found = LONG_SIDE[3], LONG_SIDE[5], 0
    for number in range(samples):
        drawn = either_from_seeds(seeds, np.random.default_rng(number), many)
        if looks_unrepeated(drawn[: 2 * few], 2 * PLACES):
            continue
        try:
            assert_not_repeated(drawn, 2 * PLACES)
        except AssertionError:
            found += 1
    return found / samples


@pytest.mark.parametrize("seeds", [256, 1024])
def test_crops_from_few_seeds_are_found_in_nearly_every_sample(seeds):
    """Seeds reused are positions repeated, where there are far more positions than draws."""
    assert share_of_seeds_found(seeds, samples=200) == 1


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [256, 1024])
def test_crops_from_few_seeds_are_found_with_a_chance_of_at_least_999_in_1000(seeds):
    """That is the power that the sheet states."""
    assert share_of_seeds_found(seeds, samples=2000) >= 0.999


@pytest.mark.slow
def test_crops_from_a_fair_generator_are_never_called_repeated_and_seldom_looked_at_again():
    """As many seeds as there are numbers of 32 bits are no few seeds."""
    assert share_of_seeds_found(1 << 20, samples=300) == 0
    drawn = [np.random.default_rng(n).permuted(np.arange(2 * PLACES))[:330] for n in range(5)]
    assert all(looks_unrepeated(each, 2 * PLACES) for each in drawn)


def test_noise_that_is_rounded_turns_up_again():
    """To bytes, however large sigma is."""
    noisy = np.round(255 * (0.5 + 2 * sample())) / 255
    with pytest.raises(AssertionError, match="turns up again"):
        assert_distinct(noisy)
    assert_distinct(0.5 + 2 * sample())
