"""The whole network of the sheet: its gradient, its shapes, and on which libraries it runs."""

from itertools import pairwise

import array_api_strict
import numpy as np
import pytest

from reference.cnn.architecture import INPUT_SHAPE, SHEET, build, initial, weight_shapes
from reference.cnn.layers import AveragePool, MaxPool, ReLU
from reference.cnn.network import (
    activations,
    loss_and_gradient,
    parameter_count,
    scores,
    weights,
    with_weights,
)
from reference.receptive_field import data_shapes


def sheet_network(seed=0):
    """In float64, where differences can be trusted."""
    network = initial(SHEET, seed)
    return with_weights(network, [w.astype(np.float64) for w in weights(network)])


def batch(n=3, seed=0):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, *INPUT_SHAPE)), rng.integers(0, 10, n)


@pytest.mark.parametrize("index", range(4))
def test_the_gradient_of_each_weight_array_is_the_slope_of_the_loss(index):
    """Central differences, along a random direction and the steepest one: right to 1e-6."""
    network, (x, labels) = sheet_network(), batch()
    _, gradient, _ = loss_and_gradient(network, x, labels)
    found = weights(gradient)[index]

    for direction in (np.random.default_rng(1).standard_normal(found.shape), found):
        unit = direction / np.linalg.norm(direction)

        def loss(t, unit=unit):
            moved = weights(network)
            moved[index] = moved[index] + t * unit
            return loss_and_gradient(with_weights(network, moved), x, labels)[0]

        expected = (loss(1e-6) - loss(-1e-6)) / 2e-6
        assert np.vdot(found, unit) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_single_weights_and_pixels_have_the_right_gradient():
    """Not only sums over them: some entries of every array, and of the images."""
    network, (x, labels) = sheet_network(), batch()
    _, gradient, dx = loss_and_gradient(network, x, labels)
    rng = np.random.default_rng(2)
    arrays = [*weights(network), x]

    for i, (array, found) in enumerate(zip(arrays, [*weights(gradient), dx], strict=True)):
        for place in rng.choice(array.size, 4, replace=False):
            values = []
            for step in (1e-5, -1e-5):
                moved = [a.copy() for a in arrays]
                moved[i].flat[place] += step
                values.append(
                    loss_and_gradient(with_weights(network, moved[:-1]), moved[-1], labels)[0]
                )
            expected = (values[0] - values[1]) / 2e-5
            assert found.flat[place] == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_the_data_have_the_shapes_of_question_1c():
    """The description and the network agree, layer by layer."""
    seen = activations(sheet_network(), batch(2)[0])
    shapes = [shape for a, b in pairwise(seen) if (shape := b.shape) != a.shape]

    assert shapes == [tuple(s) for s in data_shapes((2, *INPUT_SHAPE), list(SHEET))[:-1]]


def test_the_network_has_as_many_parameters_as_its_kernels():
    """25·20 + 25·20·50 + 16·50·500 + 500·10, without biases."""
    assert parameter_count(sheet_network()) == 500 + 25_000 + 400_000 + 5_000


def test_the_network_uses_nothing_but_the_array_standard():
    """Forward and backward, on array-api-strict, to the same numbers."""
    network, (x, labels) = sheet_network(), batch(2)
    strict = with_weights(network, [array_api_strict.asarray(w) for w in weights(network)])

    loss, gradient, dx = loss_and_gradient(
        strict, array_api_strict.asarray(x), array_api_strict.asarray(labels)
    )

    expected_loss, expected, expected_dx = loss_and_gradient(network, x, labels)
    np.testing.assert_allclose(float(loss), expected_loss, rtol=1e-12)
    np.testing.assert_allclose(np.asarray(dx), expected_dx, atol=1e-12)
    for found, right in zip(weights(gradient), weights(expected), strict=True):
        np.testing.assert_allclose(np.asarray(found), right, atol=1e-12)


def test_a_relu_follows_every_convolution_but_the_last_and_stands_behind_its_pooling():
    """
    The largest of the rectified is the rectified largest, so the order is free, and this one is
    cheaper.
    """
    kinds = [type(layer).__name__ for layer in initial(SHEET, 0)]

    conv, pool, relu = "Convolution", "MaxPool", "ReLU"
    assert kinds == [conv, pool, relu, conv, pool, relu, conv, relu, conv]


def test_pooling_by_the_mean_is_a_choice():
    """The same description, the other kind of pooling."""
    network = build(SHEET, weights(initial(SHEET, 0)), average=True)

    assert not any(isinstance(layer, MaxPool) for layer in network)
    assert sum(isinstance(layer, AveragePool) for layer in network) == 2


def test_initial_weights_keep_the_size_of_what_they_pass_on():
    """Variance 2 / (K·K·C), and the same seed gives the same weights."""
    first, again, other = initial(SHEET, 3), initial(SHEET, 3), initial(SHEET, 4)

    large = weights(first)[2]
    assert large.std() == pytest.approx(np.sqrt(2 / (4 * 4 * 50)), rel=0.01)
    for a, b, c in zip(weights(first), weights(again), weights(other), strict=True):
        np.testing.assert_array_equal(a, b)
        assert (a != c).any()


def test_a_layer_that_does_not_fit_is_refused():
    """Before a single weight is drawn."""
    with pytest.raises(ValueError, match="fit"):
        weight_shapes(
            (
                {"type": "conv", "kernel": 29, "filters": 1, "stride": 1, "padding": 0},
                {"type": "loss"},
            )
        )


def test_scores_are_one_row_for_each_image():
    """(N, 1, 1, classes) is not what a loss wants."""
    assert scores(sheet_network(), batch(4)[0]).shape == (4, 10)


def test_relu_is_zero_at_zero():
    """Where the derivative is a matter of choice, both paths choose 0."""
    dx, _ = ReLU().backward(np.zeros(3), np.ones(3))

    np.testing.assert_array_equal(dx, 0)
