"""Toom and Cook's algorithm against the sum that it saves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.cnn.fast.toom_cook import toom_cook

SIZES = [(m, k) for m in range(1, 8) for k in range(1, 8) if m + k - 1 <= 8]


@given(size=st.sampled_from(SIZES), seed=st.integers(0, 999))
def test_the_matrices_compute_a_correlation(size, seed):
    """For every size that eight points allow. In float64: the matrices themselves are float32."""
    outputs, kernel = size
    rng = np.random.default_rng(seed)
    taps, signal = rng.standard_normal(kernel), rng.standard_normal(outputs + kernel - 1)
    t = toom_cook(outputs, kernel)

    found = t.A @ ((t.G @ taps) * (t.B @ signal))

    np.testing.assert_allclose(found, np.correlate(signal, taps, "valid"), atol=2e-5)


def test_four_outputs_of_five_taps_cost_eight_multiplications():
    """Written out they cost twenty."""
    assert len(toom_cook(4, 5).G) == 8


@pytest.mark.parametrize(("outputs", "kernel"), [(5, 5), (0, 3)])
def test_what_eight_points_cannot_do_is_refused(outputs, kernel):
    """More points would be larger ones, and float32 could not add up their powers."""
    with pytest.raises(ValueError, match="at most"):
        toom_cook(outputs, kernel)


def test_the_rows_of_kernels_are_taken_apart_and_their_columns_stay_together():
    """One matrix (K·C, O) a point, as the product with the windows of the columns wants it."""
    weight = np.random.default_rng(0).standard_normal((3, 3, 2, 5)).astype(np.float32)
    t = toom_cook(2, 3)
    expected = np.einsum("pr,rkco->pkco", t.G, weight).reshape(4, 6, 5)
    np.testing.assert_allclose(t.rows_apart(weight), expected, rtol=1e-5)
