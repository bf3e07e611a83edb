"""The optimiser's two formulas."""

import array_api_strict
import numpy as np
import pytest

from reference.cnn.optimiser import cosine_rate, momentum_step


def test_a_step_follows_the_formula():
    """Here v = 0.9·2 + 3 + 0.1·10 = 5.8 and w = 10 − 0.5·5.8."""
    w, v = momentum_step(
        [np.array([10.0])], [np.array([2.0])], [np.array([3.0])], rate=0.5, momentum=0.9, decay=0.1
    )

    assert v[0][0] == pytest.approx(5.8)
    assert w[0][0] == pytest.approx(7.1)


def test_a_step_uses_nothing_but_the_array_standard():
    """It runs where the network runs."""
    one = array_api_strict.ones(2)

    w, _ = momentum_step([one], [one], [one], rate=0.5)

    np.testing.assert_allclose(np.asarray(w[0]), [0.05, 0.05])


def test_the_rate_rises_to_its_peak_and_falls_to_nothing():
    """Linear at first, then half a cosine."""
    rates = [cosine_rate(2.0, step, 110, warm_up=10) for step in range(110)]

    assert rates[:10] == pytest.approx(np.arange(1, 11) / 5)
    assert rates[10] == 2.0
    assert rates[60] == pytest.approx(1.0)
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert 0 < rates[-1] < 0.001
