"""Averaging against exact fractions, its mean and variance against simulation."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from reference.noise import denoise, denoised_mean, denoised_variance
from tests.reference.strategies import arrays, numbers

sides = st.integers(1, 5)


@given(snapshots=arrays(st.integers(1, 6), sides, sides))
def test_denoising_is_the_mean_of_each_pixel(snapshots):
    """In exact fractions; one snapshot is its own average."""
    count, height, width = snapshots.shape

    average = denoise(snapshots)

    assert average.shape == (height, width)
    for r, s in np.ndindex(height, width):
        mean = sum(Fraction(snapshots[i, r, s]) for i in range(count)) / count
        assert math.isclose(average[r, s], mean, rel_tol=1e-12, abs_tol=1e-13)


@pytest.mark.parametrize(("pixel", "sigma", "n"), [(0.3, 0.1, 1), (5.0, 2.0, 4), (-40.0, 30.0, 9)])
def test_mean_and_variance_are_those_of_simulated_snapshots(pixel, sigma, n):
    """
    20000 pixels, each really averaged over n snapshots.

    The mean is compared by a normal test, the variance by a chi-square test, both exact for
    normal noise; with the fixed generator a correct function fails for one seed in 10**8.
    """
    snapshots = np.random.default_rng(n).normal(pixel, sigma, size=(n, 100, 200))
    averages = denoise(snapshots)
    mean, variance = denoised_mean(pixel, sigma, n), denoised_variance(pixel, sigma, n)

    z = (averages.mean() - mean) / math.sqrt(variance / averages.size)
    assert abs(z) < 6
    spread = ((averages - mean) ** 2).sum() / variance
    assert 1e-9 < special.chdtr(averages.size, spread) < 1 - 1e-9


@given(pixel=numbers(), sigma=st.floats(1e-3, 100), n=st.integers(1, 10**6))
def test_mean_and_variance_agree_with_the_covariance_matrix(pixel, sigma, n):
    """
    A second derivation: an average w·Y with weights 1/n has variance wᵀ Σ w.

    Σ is sigma² times the identity, so only its n equal diagonal terms count.
    """
    weight = Fraction(1, n)
    mean = n * weight * Fraction(pixel)
    variance = n * weight**2 * Fraction(sigma) ** 2

    assert math.isclose(denoised_mean(pixel, sigma, n), mean, rel_tol=1e-14)
    assert math.isclose(denoised_variance(pixel, sigma, n), variance, rel_tol=1e-14)


def test_both_formulas_take_symbols():
    """The printed mean, 0, is that of the error and not of the averaged pixel."""
    pixel, sigma, n = sympy.symbols("x s m")

    assert denoised_mean(pixel, sigma, n) == pixel
    assert sympy.simplify(denoised_variance(pixel, sigma, n) - sigma**2 / n) == 0


def test_without_noise_there_is_no_variance():
    """A sigma of 0 must not be lost to the derivation, which assumed it positive."""
    assert denoised_mean(3, 0, 5) == 3
    assert denoised_variance(3, 0, 5) == 0
