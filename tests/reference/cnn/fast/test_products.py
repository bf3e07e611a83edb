"""Products with sliding windows, against the sum that defines them."""

import numpy as np
import pytest

from reference.cnn.fast.products import Sliding

ROWS, WIDTH, CHANNELS, IMAGES, KERNEL, FILTERS = 3, 7, 2, 5, 3, 4


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def windows(x, stride):
    """(R, J, K·C, n), copied one by one."""
    starts = range(0, WIDTH - KERNEL + 1, stride)
    cut = [x[:, j : j + KERNEL].reshape(ROWS, KERNEL * CHANNELS, IMAGES) for j in starts]
    return np.stack(cut, axis=1)


def made(stride=1):
    return Sliding((ROWS, WIDTH, CHANNELS, IMAGES), KERNEL, FILTERS, stride)


X = numbers(ROWS, WIDTH, CHANNELS, IMAGES)
WEIGHTS = numbers(ROWS, KERNEL * CHANNELS, FILTERS, seed=1)


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("rows", [1, ROWS])
def test_every_window_is_multiplied_by_the_weights_of_its_row(stride, rows):
    """Or by the same ones, where there is one set for all rows."""
    found = made(stride).multiply(WEIGHTS[:rows], X)

    shared = np.broadcast_to(WEIGHTS[:rows], WEIGHTS.shape)
    expected = np.einsum("rdo,rjdn->rjon", shared, windows(X, stride))
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("stride", [1, 2])
def test_the_terms_of_the_weights_gradient_add_up(stride):
    """Their number is the product's own business, their sum is not."""
    product = made(stride)
    dy = numbers(*product.multiply(WEIGHTS, X).shape, seed=2)

    terms = product.weight_gradients(X, dy)

    expected = np.einsum("rjdn,rjon->rdo", windows(X, stride), dy)
    np.testing.assert_allclose(terms.sum(axis=1), expected, rtol=1e-4, atol=1e-4)


def test_the_inputs_gradient_is_the_transpose_of_the_product():
    """<dy, multiply(x)> = <input_gradient(dy), x>, for any x and dy."""
    product = made()
    y = product.multiply(WEIGHTS, X).copy()
    dy = numbers(*y.shape, seed=2)

    dx = product.input_gradient(WEIGHTS, dy)

    assert np.vdot(dx, X) == pytest.approx(np.vdot(dy, y), rel=1e-4)


def test_a_second_call_owes_nothing_to_the_first():
    """Workspaces are used again; what was in them must not be."""
    product = made()
    dy = numbers(*product.multiply(WEIGHTS, X).shape, seed=2)
    first = product.input_gradient(WEIGHTS, dy).copy()

    product.input_gradient(WEIGHTS, 2 * dy)

    np.testing.assert_array_equal(product.input_gradient(WEIGHTS, dy), first)
