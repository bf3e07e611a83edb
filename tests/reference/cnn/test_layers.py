"""
Each layer against its definition, and each gradient against a small change of what it is the
gradient of.
"""

import array_api_strict
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import convolution, pooling
from reference.cnn.layers import AveragePool, Convolution, MaxPool, ReLU


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape)


LAYERS = {
    "convolution": Convolution(numbers(3, 3, 2, 4)),
    "strided padded convolution": Convolution(numbers(3, 3, 2, 4), stride=2, padding=1),
    "1x1 convolution": Convolution(numbers(1, 1, 2, 4)),
    "max pooling": MaxPool(2, 2),
    "overlapping max pooling": MaxPool(3, 1, padding=1),
    "average pooling": AveragePool(2, 2),
    "overlapping average pooling": AveragePool(3, 2, padding=1),
    "ReLU": ReLU(),
}


def slope(f, array, direction, step=1e-6):
    """Central difference of f along a direction."""
    return (f(array + step * direction) - f(array - step * direction)) / (2 * step)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_of_the_input_is_the_slope_of_the_output(name, seed):
    """Central differences in float64, along random directions: right to 1e-6."""
    layer, x = LAYERS[name], numbers(2, 6, 5, 2, seed=seed)
    upstream = numbers(*layer.forward(x).shape, seed=seed + 10)
    direction = numbers(*x.shape, seed=seed + 20)

    dx, _ = layer.backward(x, upstream)

    expected = slope(lambda a: np.vdot(layer.forward(a), upstream), x, direction)
    assert np.vdot(dx, direction) == pytest.approx(expected, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("name", [name for name in LAYERS if "convolution" in name])
def test_the_gradient_of_every_weight_is_the_slope_of_the_output(name):
    """Every single weight, not a direction: a swapped axis may hide in a sum."""
    layer, x = LAYERS[name], numbers(2, 6, 5, 2)
    upstream = numbers(*layer.forward(x).shape, seed=1)

    _, gradient = layer.backward(x, upstream)

    for place in np.ndindex(layer.weight.shape):
        unit = np.zeros(layer.weight.shape)
        unit[place] = 1
        expected = slope(
            lambda w: np.vdot(Convolution(w, layer.stride, layer.padding).forward(x), upstream),
            layer.weight,
            unit,
        )
        assert gradient.weight[place] == pytest.approx(expected, rel=1e-6, abs=1e-8)


@given(
    kernel=st.integers(1, 3),
    stride=st.integers(1, 3),
    padding=st.integers(0, 2),
    seed=st.integers(0, 99),
)
def test_a_convolution_is_that_of_question_1b(kernel, stride, padding, seed):
    """The network's layer and the model answer are two programs for one definition."""
    x, weight = numbers(2, 5, 4, 3, seed=seed), numbers(kernel, kernel, 3, 2, seed=seed + 1)

    found = Convolution(weight, stride, padding).forward(x)

    np.testing.assert_allclose(found, convolution.conv2d(x, weight, stride, padding), atol=1e-12)


@given(window=st.integers(1, 4), stride=st.integers(1, 3), seed=st.integers(0, 99))
def test_pooling_is_that_of_question_1a(window, stride, seed):
    """Likewise for both kinds of pooling."""
    x = numbers(2, 5, 4, 3, seed=seed)

    largest, mean = MaxPool(window, stride).forward(x), AveragePool(window, stride).forward(x)

    np.testing.assert_array_equal(largest, pooling.max_pool2d(x, window, stride))
    np.testing.assert_allclose(mean, pooling.average_pool2d(x, window, stride), atol=1e-12)


def test_a_tie_gives_the_gradient_to_the_first():
    """Paper is flat, so ties are the rule there; both paths must break them alike."""
    x = np.zeros((1, 2, 2, 1))
    x[0, 0, 1, 0] = x[0, 1, 0, 0] = 5

    dx, _ = MaxPool(2, 2).backward(x, np.ones((1, 1, 1, 1)))

    np.testing.assert_array_equal(dx[0, :, :, 0], [[0, 1], [0, 0]])


def test_padding_never_wins_a_maximum():
    """An image of negative values keeps them."""
    y = MaxPool(3, 1, padding=1).forward(np.full((1, 2, 2, 1), -3.0))

    np.testing.assert_array_equal(y, np.full((1, 2, 2, 1), -3.0))


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_uses_nothing_but_the_array_standard(name):
    """array-api-strict refuses what only NumPy understands, and its numbers are NumPy's."""
    layer, x = LAYERS[name], numbers(2, 6, 5, 2)
    upstream = numbers(*layer.forward(x).shape, seed=1)
    strict = layer
    if isinstance(layer, Convolution):
        weight = array_api_strict.asarray(layer.weight)
        strict = Convolution(weight, layer.stride, layer.padding)

    y = strict.forward(array_api_strict.asarray(x))
    dx, _ = strict.backward(array_api_strict.asarray(x), array_api_strict.asarray(upstream))

    np.testing.assert_allclose(np.asarray(y), layer.forward(x), atol=1e-12)
    np.testing.assert_allclose(np.asarray(dx), layer.backward(x, upstream)[0], atol=1e-12)


@pytest.mark.parametrize(
    "layer", [Convolution(numbers(4, 4, 1, 1)), MaxPool(4, 1), AveragePool(4, 1)]
)
def test_a_window_that_does_not_fit_is_told_what_would(layer):
    """The error names the sides that work."""
    with pytest.raises(ValueError, match=r"3×5 image; choose a side from 1 to 3"):
        layer.forward(np.zeros((1, 3, 5, 1)))
