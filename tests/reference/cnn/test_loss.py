"""Softmax cross-entropy."""

import array_api_strict
import numpy as np
import pytest

from reference.cnn.loss import softmax_cross_entropy
from reference.softmax import softmax

RNG = np.random.default_rng(0)
SCORES, LABELS = RNG.standard_normal((5, 4)), np.array([0, 3, 1, 1, 2])


def test_the_loss_is_the_surprise_at_the_label():
    """By the definition, with the softmax of question 2a."""
    expected = -np.mean([np.log(softmax(c)[k]) for c, k in zip(SCORES, LABELS, strict=True)])

    loss, _ = softmax_cross_entropy(SCORES, LABELS)

    assert loss == pytest.approx(expected, rel=1e-12)


def test_every_entry_of_the_gradient_is_the_slope_of_the_loss():
    """Central differences."""
    _, gradient = softmax_cross_entropy(SCORES, LABELS)

    for place in np.ndindex(SCORES.shape):
        step = np.zeros(SCORES.shape)
        step[place] = 1e-6
        up, _ = softmax_cross_entropy(SCORES + step, LABELS)
        down, _ = softmax_cross_entropy(SCORES - step, LABELS)
        assert gradient[place] == pytest.approx((up - down) / 2e-6, rel=1e-6, abs=1e-9)


def test_enormous_scores_do_not_overflow():
    """exp(1e300) is infinite, and infinity minus infinity is no loss."""
    loss, gradient = softmax_cross_entropy(np.array([[1e300, -1e300]]), np.array([0]))

    assert loss == 0
    assert np.isfinite(gradient).all()


def test_the_loss_uses_nothing_but_the_array_standard():
    """The same lines run on CuPy."""
    strict = softmax_cross_entropy(
        array_api_strict.asarray(SCORES), array_api_strict.asarray(LABELS)
    )

    expected = softmax_cross_entropy(SCORES, LABELS)
    np.testing.assert_allclose(np.asarray(strict[0]), expected[0])
    np.testing.assert_allclose(np.asarray(strict[1]), expected[1])
