"""Randomness is judged without bad luck for who is right, and without mercy for who is not."""

import numpy as np
import pytest

from exercises.sheet3.chance import assert_equally_likely, assert_normal, assert_unrelated

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
    """Each of nine positions alone turns up neither too often nor too rarely."""
    first, second, column = np.random.default_rng(0).integers(0, 3, (3, 600))
    row = np.minimum(first, second)

    with pytest.raises(AssertionError, match=r"row 0 of 3 turned up \d+ times in 600.*from 0\)$"):
        assert_equally_likely(row, 3, "row")
    assert_equally_likely(3 * row + column, 9)
