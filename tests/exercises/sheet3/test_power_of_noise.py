"""What the laws about noise find, and how seldom they wrong anybody."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import augmentation as question
from exercises.sheet3.normality import (
    BOUND,
    FARTHEST,
    MEAN,
    VARIANCE,
    assert_distinct,
    assert_normal,
    assert_normal_throughout,
    assert_unrelated,
    looks_normal,
)
from reference import augmentation
from tests.exercises.sheet3.recorded import examples, judged

SHAPES = question.COLOURED, question.PLANE, question.WHITE
SHAPE = question.COLOURED
N = question.GRADIENT.size
GAP = math.sqrt(math.log(2e11) / (2 * N))  # of the distributions, as in assert_normal
SQUARES = 2 * math.sqrt(24 * N) + 48  # by which the sum of squares may be off there
SAMPLES = 3  # the law looks at so many, of other sizes of sigma
WIDEST, NARROWEST = 20.0, 0.05  # sigma
WANTED = 0.999


def normal(x):
    """The share of N(0, 1) below x."""
    return math.erfc(-x / math.sqrt(2)) / 2


def missed_by_distance(distance):
    """
    The chance that one sample of another distribution looks like N(0, 1), at most.

    It would have to be as far from its own distribution as that is beyond the gap (Massart).
    """
    assert distance > GAP
    return 2 * math.exp(-2 * N * (distance - GAP) ** 2)


def missed_by_scale(scale):
    """The chance that the squares of one sample do not show a scale, at most (Laurent, Massart)."""
    if scale > 1:
        below = N - (N + SQUARES) / scale**2
        assert below > 0
        return math.exp(-((below / 2) ** 2) / N)
    beyond = (N - SQUARES) / scale**2 - N
    assert beyond > 0
    root = (math.sqrt(4 * N + 8 * beyond) - 2 * math.sqrt(N)) / 4
    return math.exp(-(root**2))


def uniform_distance():
    """How far the uniform distribution with variance 1 is from N(0, 1)."""
    places = np.linspace(-(3**0.5), 3**0.5, 20_001)
    shares = np.linspace(0, 1, 20_001)
    return max(abs(share - normal(x)) for x, share in zip(places, shares, strict=True))


def test_the_samples_are_those_that_the_bounds_are_for():
    """Their number, their sizes of sigma, and how many generators are compared."""
    sigmas = sorted(
        example["sigma"] for example in examples(question.test_noise_is_normal_and_independent)
    )
    assert len(set(sigmas)) == SAMPLES
    assert {math.prod(shape) for shape in SHAPES} == {N}
    assert (sigmas[0], sigmas[-1]) == (NARROWEST, WIDEST)
    assert N == 9216


def test_a_right_answer_is_refused_with_a_chance_below_a_billionth():
    """By the distribution, the squares, the extremes or the neighbours, in any of the samples."""
    distribution = 2 * math.exp(-2 * N * GAP**2)
    squares = 2 * math.exp(-24)
    extremes = math.exp(N * math.log1p(-2 * normal(-3.01)))
    neighbours = max(
        sum(2 * related_by_chance(side) for side in shape if side > 1) for shape in SHAPES
    )
    centred = math.exp(-24) + (1 - 2 * normal(-1.733)) ** (2 * question.STATES)
    throughout = 2 * math.exp(-25) + 1e-11
    once = distribution + squares + extremes + neighbours + throughout
    assert SAMPLES * once + centred < 1e-9
    assert neighbours < 1e-16


def related_by_chance(side, threshold=0.1):
    """
    The chance that the mean product of neighbours is beyond the threshold, at most (Chernoff).

    The sum of products around a circle of ``side`` numbers is a quadratic form whose eigenvalues
    are the cosines of its angles.
    """
    cosines = np.cos(2 * np.pi * np.arange(side) / side)

    def nats(tilt):
        return N * (-np.log1p(-2 * tilt * cosines).sum() / (2 * side) - tilt * threshold)

    return math.exp(min(map(nats, np.linspace(0.01, 0.3, 100))))


@pytest.mark.parametrize(
    "distance",
    [2 * normal(0.1) - 1, 0.5, uniform_distance()],
    ids=["a mean off by a fifth of sigma", "never negative", "uniform"],
)
def test_another_distribution_is_found(distance):
    """In one of the samples, which are independent."""
    assert 1 - missed_by_distance(distance) ** SAMPLES >= WANTED


@pytest.mark.parametrize("scale", [1.1, 0.9])
def test_a_scale_that_is_off_by_a_tenth_is_found(scale):
    """Already in one sample."""
    assert 1 - missed_by_scale(scale) >= WANTED


@pytest.mark.parametrize("bound", [3.0, 2.5, 2.0])
def test_values_clipped_at_three_sigma_and_below_are_always_found(bound):
    """None of them is beyond what every right sample has: no chance is involved."""
    clipped = np.clip(np.random.default_rng(1).standard_normal(SHAPE), -bound, bound)
    with pytest.raises(AssertionError, match="not normal"):
        assert_normal(clipped)


def test_an_image_that_is_clipped_afterwards_is_always_found():
    """With the widest noise no value is off by half a sigma."""
    assert 1 / WIDEST < 3.01
    noisy = 1 + WIDEST * np.random.default_rng(1).standard_normal(question.WHITE)
    with pytest.raises(AssertionError, match="not normal"):
        assert_normal((np.clip(noisy, 0, 1) - 1) / WIDEST)


@pytest.mark.parametrize("step", [1 / 255, 1e-3], ids=["bytes", "three decimals"])
def test_rounded_noise_is_always_found(step):
    """Within eight sigma, which no value leaves, there are not enough numbers to be distinct."""
    numbers = (1 + 16 * NARROWEST) / step + 2
    assert N - numbers > N // 10
    noise = NARROWEST * np.random.default_rng(1).standard_normal(SHAPE)
    with pytest.raises(AssertionError, match="turns up again"):
        assert_distinct(np.round((question.GRADIENT.reshape(SHAPE) + noise) / step) * step)


@pytest.mark.parametrize("seeds", [256, 1024])
def test_few_seeds_are_found(seeds):
    """Of so many generators two are given the same of these seeds: a matter of birthdays."""
    apart = math.prod(1 - taken / seeds for taken in range(question.STATES))
    assert 1 - apart >= WANTED


def reseeded(seeds):
    """A student whose randomness comes from one of a few seeds, drawn from the generator."""

    def crop(image, size, rng):
        return augmentation.random_crop(image, size, np.random.default_rng(rng.integers(seeds)))

    def noise(image, sigma, rng):
        return augmentation.add_noise(image, sigma, np.random.default_rng(rng.integers(seeds)))

    return SimpleNamespace(random_crop=crop, add_noise=noise)


@pytest.mark.parametrize(
    ("law", "told"),
    [
        (question.test_every_crop_is_equally_likely, "the same positions turn up again"),
        (question.test_noise_is_normal_and_independent, "two generators in different states"),
    ],
)
def test_one_of_a_thousand_seeds_loses_and_one_of_all_does_not(law, told):
    """On the recorded generators; whoever draws a seed of 63 bits has drawn from the generator."""
    with pytest.raises(AssertionError, match=told):
        judged(law, reseeded(1024))
    judged(law, reseeded(2**63))


def test_noise_that_is_centred_in_each_image_loses():
    """Of a small image that leaves one number fewer to chance."""

    def centred(image, sigma, rng):
        noise = rng.normal(0, sigma, image.shape)
        return image + (noise - noise.mean() if image.size < 99 else noise)

    with pytest.raises(AssertionError, match="adds up to about 0"):
        judged(question.test_noise_is_normal_and_independent, SimpleNamespace(add_noise=centred))


@pytest.mark.parametrize(
    "adjusted",
    [
        lambda noise: noise - noise.mean(),
        lambda noise: noise / np.mean(noise**2) ** 0.5,
        lambda noise: noise / noise.std(),
        lambda noise: noise / noise.std(ddof=1),
    ],
)
def test_noise_that_is_centred_or_scaled_in_large_images_loses(adjusted):
    """In these the mean and the variance are nearly those of any noise, but to the last digit."""

    def wrong(image, sigma, rng):
        noise = rng.standard_normal(image.shape)
        return image + sigma * (adjusted(noise) if image.size > 500 else noise)

    with pytest.raises(AssertionError, match="to the last digit"):
        judged(question.test_noise_is_normal_and_independent, SimpleNamespace(add_noise=wrong))


@pytest.mark.parametrize("place", [0, -1])
def test_one_number_without_noise_loses(place):
    """The first or the last of every image."""

    def wrong(image, sigma, rng):
        noise = rng.standard_normal(image.shape)
        if noise.size > 1:
            noise.flat[place] = 0
        return image + sigma * noise

    with pytest.raises(AssertionError, match="gets no noise beyond"):
        judged(question.test_noise_is_normal_and_independent, SimpleNamespace(add_noise=wrong))


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_noise_that_is_shared_by_the_channels_of_some_images_loses(channels):
    """Grey images and those with transparency are asked, too; of one channel rows are shared."""
    axis = 2 if channels > 1 else 0

    def shared(image, sigma, rng):
        noise = rng.normal(0, sigma, image.shape)
        return image + (noise.take([0], axis) if image.shape[2] == channels else noise)

    with pytest.raises(AssertionError, match="correlation|turns up again|not normal"):
        judged(question.test_noise_is_normal_and_independent, SimpleNamespace(add_noise=shared))


def test_one_generator_for_all_is_always_found():
    """The same state gives other noise the second time."""
    own = np.random.default_rng(0)
    student = SimpleNamespace(
        add_noise=lambda image, sigma, _: image + own.normal(0, sigma, image.shape)
    )
    with pytest.raises(AssertionError, match="element"):
        judged(question.test_noise_is_drawn_from_the_generator, student)


def found_correlated(axis, samples, correlation=0.15):
    """In how many samples a correlation of neighbours along an axis is found."""
    found = 0
    for seed in range(samples):
        both = np.random.default_rng(seed).standard_normal((2, *SHAPE))
        # Each is the sum of two neighbours' parts, a and b, with a b equal to the correlation.
        a = math.sqrt((1 + math.sqrt(1 - 4 * correlation**2)) / 2)
        noise = a * both[0] + correlation / a * np.roll(both[0], 1, axis)
        try:
            assert_unrelated(noise)
        except AssertionError:
            found += 1
    return found / samples


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_neighbours_with_a_correlation_of_15_in_100_are_found_in_every_one_of_a_hundred(axis):
    """Rows, columns and channels."""
    assert found_correlated(axis, 100) == 1


@pytest.mark.slow
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_neighbours_with_a_correlation_are_found_with_a_chance_of_999_in_1000(axis):
    """That is the power that the sheet states."""
    assert found_correlated(axis, 2000) >= WANTED


@pytest.mark.parametrize("size", [2, 9216])
def test_uniform_noise_loses_in_small_images_and_in_large_ones(size):
    """Its variance is right."""

    def uniform(image, sigma, rng):
        if image.size == size:
            return image + rng.uniform(-(3**0.5), 3**0.5, image.shape) * sigma
        return augmentation.add_noise(image, sigma, rng)

    with pytest.raises(AssertionError, match="never beyond|not normal"):
        judged(question.test_noise_is_normal_and_independent, SimpleNamespace(add_noise=uniform))


def test_small_images_of_normal_noise_are_refused_with_a_chance_below_a_billionth():
    """None of their numbers is beyond what uniform ones reach, or their means hardly vary."""
    beyond = 2 * normal(-1.733)
    assert 1.733 > 3**0.5
    assert (1 - beyond) ** (2 * question.STATES) < 1.2e-10
    assert 2 * (1 - 2 * normal(-1)) ** question.STATES < 1e-21  # of one place, and of the other


def test_normal_noise_is_exact_to_the_last_digit_with_a_chance_below_a_billionth():
    """The highest densities of a standardised sum and of a sum of squares, times the widths."""
    n = math.prod(SHAPE)
    mode = n - 2  # of the chi-square distribution
    squares = math.exp((n / 2 - 1) * math.log(mode / 2) - mode / 2 - math.lgamma(n / 2)) / 2
    total = 1 / math.sqrt(2 * math.pi)
    assert total < 0.4
    assert squares < 0.3 / n**0.5
    assert 3 * (2e-11 * total + 3 * 2e-9 * squares) < 1e-10  # in three samples


def test_the_tails_of_a_normal_distribution_are_those_that_the_bound_is_for():
    """Computed, since a wrong constant would make a bound that does not hold."""
    z = np.linspace(-9, 9, 180_001)
    density = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) * (z[1] - z[0])
    squares = np.clip(z, -BOUND, BOUND) ** 2
    tails = squares**2 - 6 * squares + 3
    assert float(tails @ density) == pytest.approx(MEAN, abs=1e-5)
    assert float((tails - MEAN) ** 2 @ density) == pytest.approx(VARIANCE, rel=1e-4)
    assert np.abs(tails - MEAN).max() <= FARTHEST


def six_added_up(rng, shape):
    """Six uniform numbers for a normal one."""
    return (rng.random((6, *shape)).sum(axis=0) - 3) * 2**0.5


SLIGHTLY_OFF = {
    "six uniform numbers": six_added_up,
    "a sigma of 97 in 100": lambda rng, shape: 0.97 * rng.standard_normal(shape),
    "a sigma of 103 in 100": lambda rng, shape: 1.03 * rng.standard_normal(shape),
}


def share_found_in_detail(draw, laws):
    """In how many tries a first look at each of the samples leads to certainty."""
    found = 0
    for number in range(laws):
        rng = np.random.default_rng(number)
        for _ in range(SAMPLES):
            noise = draw(rng, (N,))
            if looks_normal(noise):
                continue
            try:
                further = draw(rng, (question.FURTHER * N,))
                assert_normal_throughout(np.append(noise, further))
            except AssertionError:
                found += 1
                break
    return found / laws


@pytest.mark.parametrize("draw", SLIGHTLY_OFF)
def test_noise_that_is_slightly_off_is_found_in_every_one_of_sixty(draw):
    """Where the few numbers of a first look do not show it, one of three such looks does."""
    assert share_found_in_detail(SLIGHTLY_OFF[draw], 60) == 1


@pytest.mark.slow
@pytest.mark.parametrize("draw", SLIGHTLY_OFF)
def test_noise_that_is_slightly_off_is_found_with_a_chance_of_999_in_1000(draw):
    """That is the power that the sheet states."""
    assert share_found_in_detail(SLIGHTLY_OFF[draw], 2000) >= WANTED


def test_normal_noise_is_never_found_and_seldom_looked_at_again():
    """Another look costs eleven calls."""
    normal_noise = [np.random.default_rng(n).standard_normal(N) for n in range(300)]
    assert share_found_in_detail(lambda rng, shape: rng.standard_normal(shape), 60) == 0
    assert sum(not looks_normal(each) for each in normal_noise) < 45
