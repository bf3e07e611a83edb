"""Half-precision storage: what it saves is exact, what it costs is measured."""

import numpy as np
import pytest

from reference.cnn.architecture import SHEET, initial
from reference.cnn.digits import pixels, sample
from reference.cnn.half import experiment, through_half
from reference.cnn.network import loss_and_gradient, parameter_count, weights

IMAGES, LABELS = pixels(sample()[1].images[:32]), sample()[1].labels[:32]


def test_storage_is_halved():
    """4 bytes a number become 2: every weight, and every activation that backward needs."""
    network = initial(SHEET, 0)

    found = experiment(network, IMAGES, LABELS)

    per_image = 784 + 11_520 + 2_880 * 2 + 3_200 + 800 * 2 + 500 * 2
    assert found.single_bytes == 4 * (parameter_count(network) + 32 * per_image)
    assert found.half_bytes * 2 == found.single_bytes


def test_the_gradient_changes_a_little():
    """Rounding to 11 bits costs about 1e-3, neither nothing nor everything."""
    found = experiment(initial(SHEET, 0), IMAGES, LABELS)

    assert 1e-5 < found.gradient_error < 2e-2
    assert found.changed_predictions <= 2
    assert found.overflow == 0


def test_activations_are_rounded_while_they_wait():
    """Only on the way back: the loss is the exact one."""
    network = initial(SHEET, 0)

    exact_loss, exact, _ = loss_and_gradient(network, IMAGES, LABELS)
    loss, rough, _ = loss_and_gradient(network, IMAGES, LABELS, keep=through_half)

    assert loss == exact_loss
    assert any((a != b).any() for a, b in zip(weights(exact), weights(rough), strict=True))


def test_through_half_is_rounding_to_half():
    """Single again, and 65520 does not fit."""
    with np.errstate(over="ignore"):
        found = through_half(np.array([1.0, 1 + 2**-12, 65520.0, 1e-9], np.float32))

    assert found.dtype == np.float32
    assert list(found) == pytest.approx([1, 1, np.inf, 0])
