"""Averages are judged pixel by pixel, and their formulas in numbers and in symbols."""

from types import SimpleNamespace

import numpy as np
import pytest
import sympy
from hypothesis import given

from exercises.sheet3 import noise as question
from reference import noise
from tests.exercises.sheet3.recorded import judged

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

AVERAGE = question.test_each_pixel_is_the_average
EQUAL = question.test_equal_snapshots_average_to_themselves
MEAN = question.test_the_mean_is_that_of_the_averaged_pixel
NUMBERS = question.test_the_variance_in_numbers
SYMBOLS = question.test_the_variance_in_symbols


def adds_up(snapshots):
    return snapshots.sum(axis=0)


def takes_the_median(snapshots):
    return np.median(snapshots, axis=0)


def averages_everything(snapshots):
    return snapshots.mean()


def averages_the_rows(snapshots):
    return snapshots.mean(axis=1)


def keeps_the_first_axis(snapshots):
    return snapshots.mean(axis=0, keepdims=True)


def drops_axes_of_one(snapshots):
    return snapshots.mean(axis=0).squeeze()


def divides_by_one_less(snapshots):
    return snapshots.sum(axis=0) / max(len(snapshots) - 1, 1)


def leaves_out_the_last(snapshots):
    return snapshots[: max(len(snapshots) - 1, 1)].mean(axis=0)


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (adds_up, AVERAGE, "should be"),
        (adds_up, EQUAL, "should be"),
        (takes_the_median, AVERAGE, "should be"),
        (averages_everything, AVERAGE, r"shape is \(\), should be"),
        (averages_the_rows, AVERAGE, "shape is"),
        (keeps_the_first_axis, EQUAL, r"shape is \(1, "),
        (drops_axes_of_one, AVERAGE, "shape is"),
        (divides_by_one_less, AVERAGE, "should be"),
        (divides_by_one_less, EQUAL, "should be"),
        (leaves_out_the_last, AVERAGE, "should be"),
    ],
)
def test_a_mistake_about_the_average_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(denoise=mistake))


@pytest.mark.parametrize(
    "mistake",
    [
        lambda pixel, sigma, n: 0,
        lambda pixel, sigma, n: pixel / n,
        lambda pixel, sigma, n: pixel + sigma,
        lambda pixel, sigma, n: n * pixel,
        lambda pixel, sigma, n: pixel + sigma**2 / n,
        lambda pixel, sigma, n: pixel if isinstance(n, int) else 0,
        lambda pixel, sigma, n: 0 if isinstance(n, int) else pixel,
    ],
    ids=["error", "once more", "sigma", "sum", "variance", "no symbols", "no numbers"],
)
def test_a_mistake_about_the_mean_is_caught_and_explained(mistake):
    """Above all the sheet's printed 0, which is the mean of the error."""
    with pytest.raises(AssertionError, match="should be"):
        judged(MEAN, SimpleNamespace(denoised_mean=mistake))


@pytest.mark.parametrize("judge", [NUMBERS, SYMBOLS])
@pytest.mark.parametrize(
    "mistake",
    [
        lambda pixel, sigma, n: sigma**2,
        lambda pixel, sigma, n: sigma / n,
        lambda pixel, sigma, n: sigma**2 / n**2,
        lambda pixel, sigma, n: sigma**2 / (n - 1) if n != 1 else 0,
        lambda pixel, sigma, n: n * sigma**2,
        lambda pixel, sigma, n: sigma**2 / n + pixel,
        lambda pixel, sigma, n: sigma / n**0.5,
    ],
    ids=["sigma**2", "sigma/n", "n**2", "n-1", "times n", "second moment", "deviation"],
)
def test_a_mistake_about_the_variance_is_caught_and_explained(judge, mistake):
    """In numbers and in symbols alike."""
    with pytest.raises(AssertionError, match="should be"):
        judged(judge, SimpleNamespace(denoised_variance=mistake))


def test_a_formula_in_another_form_is_right():
    """It is judged by its values."""

    def variance(pixel, sigma, n):
        return n * (sigma / n) ** 2 + pixel - pixel

    judged(NUMBERS, SimpleNamespace(denoised_variance=variance))
    judged(SYMBOLS, SimpleNamespace(denoised_variance=variance))


def test_a_formula_with_another_symbol_is_told_so():
    """A symbol of the student's own has no value."""
    with pytest.raises(AssertionError, match="contains the symbol 'N'"):
        judged(SYMBOLS, SimpleNamespace(denoised_variance=lambda *_: sympy.Symbol("N")))


def test_a_single_snapshot_and_no_noise_at_all_are_asked_about():
    """Corners that a mistake can hide in must come up."""
    stacks, points = [], []

    def watched(snapshots):
        stacks.append(snapshots.shape)
        return noise.denoise(snapshots)

    def watched_variance(*point):
        points.append(point)
        return noise.denoised_variance(*point)

    judged(AVERAGE, SimpleNamespace(denoise=watched))
    judged(NUMBERS, SimpleNamespace(denoised_variance=watched_variance))

    assert any(shape[0] == 1 for shape in stacks)
    assert any(shape[1] != shape[2] for shape in stacks)
    assert any(sigma == 0 for _, sigma, _ in points)
    assert any(n == 1 for _, _, n in points)


@given(pixel=question.PIXELS, sigma=question.POSITIVE, n=question.COUNTS)
def test_the_written_moments_are_the_derived_ones(pixel, sigma, n):
    """The question compares with formulas of its own; they must be the reference's."""
    assert question.mean(pixel) == pytest.approx(noise.denoised_mean(pixel, sigma, n))
    assert question.variance(sigma, n) == pytest.approx(noise.denoised_variance(pixel, sigma, n))
