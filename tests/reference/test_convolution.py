"""The convolutional layer against plain loops and against SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from reference.convolution import conv2d, conv_output_size
from tests.reference.strategies import arrays


@given(
    size=st.integers(1, 40),
    kernel=st.integers(1, 40),
    stride=st.integers(1, 9),
    padding=st.integers(0, 9),
)
def test_the_output_size_counts_the_positions_of_the_kernel(size, kernel, stride, padding):
    """The kernel is laid at every position in turn, for as long as it fits."""
    positions, start = 0, -padding
    while start + kernel <= size + padding:
        positions, start = positions + 1, start + stride

    if positions:
        assert conv_output_size(size, kernel, stride, padding) == positions
    else:
        with pytest.raises(ValueError, match=f"side {kernel} .* only {size + 2 * padding}"):
            conv_output_size(size, kernel, stride, padding)


def by_loops(x, weights, stride, padding):
    """The layer's definition; a pixel outside the image counts as 0."""
    n, height, width, channels = x.shape
    kernel, _, _, filters = weights.shape
    tops = range(-padding, height + padding - kernel + 1, stride)
    lefts = range(-padding, width + padding - kernel + 1, stride)
    y = np.zeros((n, len(tops), len(lefts), filters))
    for image, row, column, f in np.ndindex(y.shape):
        for i, j, c in np.ndindex(kernel, kernel, channels):
            r, s = tops[row] + i, lefts[column] + j
            if 0 <= r < height and 0 <= s < width:
                y[image, row, column, f] += x[image, r, s, c] * weights[i, j, c, f]
    return y


@given(
    data=st.data(), kernel=st.integers(1, 3), stride=st.integers(1, 3), padding=st.integers(0, 2)
)
def test_the_layer_agrees_with_its_definition(data, kernel, stride, padding):
    """Every combination of batch, channels, stride and padding, the kernel never rotated."""
    channels = data.draw(st.integers(1, 2))
    side = st.integers(max(1, kernel - 2 * padding), 5)
    x = data.draw(arrays(st.integers(1, 2), side, side, channels))
    weights = data.draw(arrays(kernel, kernel, channels, st.integers(1, 2)))

    y = conv2d(x, weights, stride, padding)

    expected = by_loops(x, weights, stride, padding)
    assert y.shape == expected.shape
    np.testing.assert_allclose(y, expected, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize(("height", "width", "kernel"), [(9, 6, 3), (64, 64, 5), (5, 5, 5)])
def test_the_layer_agrees_with_scipy(height, width, kernel):
    """On images as large as the sheet's, where the loops would take too long."""
    rng = np.random.default_rng(0)
    x, weights = rng.normal(size=(2, height, width, 3)), rng.normal(size=(kernel, kernel, 3, 4))

    y = conv2d(x, weights, 1, 0)

    for image, f in np.ndindex(2, 4):
        channels = [
            ndimage.correlate(x[image, :, :, c], weights[:, :, c, f], mode="constant")
            for c in range(3)
        ]
        rim = kernel // 2
        inner = sum(channels)[rim : height - rim, rim : width - rim]
        np.testing.assert_allclose(y[image, :, :, f], inner, rtol=1e-10, atol=1e-10)


def test_an_image_with_other_strides_is_read_by_them():
    """The windows are cut by memory address, so a view must not be taken for a packed array."""
    rng = np.random.default_rng(0)
    whole, weights = (
        rng.normal(size=(2, 9, 8, 4)),
        rng.normal(size=(4, 3, 3, 2)).transpose(1, 2, 3, 0),
    )
    view = whole[:, ::-2, 1::3, ::2]

    np.testing.assert_allclose(
        conv2d(view, weights, 1, 0), conv2d(view.copy(), weights.copy(), 1, 0)
    )


@pytest.mark.parametrize(("height", "width"), [(2, 5), (5, 2)])
def test_a_kernel_larger_than_the_padded_image_is_refused(height, width):
    """One side that is too short is enough, and padding counts at both ends."""
    weights = np.ones((5, 5, 1, 1))

    with pytest.raises(ValueError, match="side 5 and the padded input only 4; choose a smaller"):
        conv2d(np.ones((1, height, width, 1)), weights, 1, 1)
    assert conv2d(np.ones((1, height, width, 1)), weights, 1, 2).size > 0


@pytest.mark.parametrize("sides", [(3, 1), (1, 3)])
def test_a_kernel_that_is_not_square_is_refused(sides):
    """One side would be taken for the other."""
    with pytest.raises(ValueError, match=r"make that \(K, K, 3, filters\)"):
        conv2d(np.ones((1, 5, 5, 3)), np.ones((*sides, 3, 4)), 1, 0)


def test_weights_for_other_channels_are_refused():
    """The message shows the shape that would fit."""
    with pytest.raises(ValueError, match=r"\(3, 3, 2, 4\) for images of 3 channels; .*K, K, 3"):
        conv2d(np.ones((1, 5, 5, 3)), np.ones((3, 3, 2, 4)), 1, 0)


@pytest.mark.parametrize(("kernel", "stride", "padding"), [(0, 1, 0), (1, 0, 0), (1, 1, -1)])
def test_arguments_out_of_range_are_refused(kernel, stride, padding):
    """A stride of 0 would divide by it; the others would give a size that means nothing."""
    with pytest.raises(ValueError, match="choose a kernel and a stride of at least 1"):
        conv_output_size(5, kernel, stride, padding)
