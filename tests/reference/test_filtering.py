"""Filtering against its definition, against SciPy, and against the printed figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from reference.filtering import (
    convolve2d,
    convolve_padded,
    gradient_magnitude,
    prewitt_gradients,
)
from tests.reference.strategies import images, kernels

ROW = [3, 4, 8, 10, 22, 45, 50, 65]
SCIPY = {"zero": "constant", "reflect": "mirror", "wrap": "wrap"}

paddings = st.sampled_from(["zero", "reflect"])


def printed_image():
    return np.array([ROW] * 10, dtype=float)


def reflected(place, size):
    """The place that a mirror at the edge pixels shows."""
    if place < 0:
        return -place
    return 2 * (size - 1) - place if place >= size else place


def by_definition(image, kernel, padding):
    """(f * h)[r, s] is the sum of h[i, j] f[r - i, s - j], with i and j from the middle."""
    height, width = image.shape
    middle = len(kernel) // 2
    y = np.zeros(image.shape)
    for r, s in np.ndindex(image.shape):
        for i, j in np.ndindex(kernel.shape):
            row, column = r - (i - middle), s - (j - middle)
            if padding == "reflect":
                row, column = reflected(row, height), reflected(column, width)
            if 0 <= row < height and 0 <= column < width:
                y[r, s] += kernel[i, j] * image[row, column]
    return y


@given(image=images(min_side=3), kernel=kernels(1, 3, 5), padding=paddings)
def test_filtering_agrees_with_the_definition(image, kernel, padding):
    """Plain loops; general kernels, so that a forgotten rotation shows."""
    expected = by_definition(image, kernel, padding)
    actual = convolve2d(image, kernel, padding)

    assert actual.shape == image.shape
    np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-9)


@given(image=images(min_side=5), kernel=kernels(3, 5), padding=st.sampled_from(list(SCIPY)))
def test_filtering_agrees_with_scipy(image, kernel, padding):
    """Whose "mirror" is our "reflect": the edge pixel is not repeated."""
    expected = ndimage.convolve(image, kernel, mode=SCIPY[padding])
    actual = convolve_padded(image, kernel, padding)

    np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-9)


def test_an_image_of_the_largest_size_agrees_with_scipy():
    """64 by 64, with a kernel of side 9."""
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(64, 64)), rng.normal(size=(9, 9))

    expected = ndimage.convolve(image, kernel, mode="mirror")
    np.testing.assert_allclose(convolve2d(image, kernel, "reflect"), expected, atol=1e-11)


def test_an_image_with_other_strides_is_read_by_them():
    """The windows are cut by memory address, so a view must not be taken for a packed array."""
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(12, 9))[::2, ::-1].T, rng.normal(size=(3, 3)).T

    for padding in ["zero", "reflect"]:
        expected = convolve2d(image.copy(order="C"), kernel.copy(order="C"), padding)
        np.testing.assert_allclose(convolve2d(image, kernel, padding), expected)
    one = np.array([[2.0]])
    np.testing.assert_allclose(convolve2d(image, one, "zero"), 2 * image)


def test_the_printed_gradient_with_zeros_outside():
    """Figures of question 2d, second row."""
    gx, gy = prewitt_gradients(printed_image(), "zero")

    assert gx[1].tolist() == [12, 15, 18, 42, 105, 84, 60, -150]
    assert gy[1].tolist() == [0] * 8
    magnitude = gradient_magnitude(printed_image(), "zero")
    assert magnitude[1].tolist() == [12, 15, 18, 42, 105, 84, 60, 150]


def test_the_gradient_by_definition_with_a_mirrored_border():
    """Question 2e, second row: at a mirror both neighbours are equal, so gx is 0 there."""
    gx, gy = prewitt_gradients(printed_image(), "reflect")

    assert gx[1].tolist() == [0, 15, 18, 42, 105, 84, 60, 0]
    assert gy[1].tolist() == [0] * 8
    magnitude = gradient_magnitude(printed_image(), "reflect")
    assert magnitude[1].tolist() == [0, 15, 18, 42, 105, 84, 60, 0]


@given(image=images(min_side=2), padding=paddings)
def test_the_gradients_are_prewitts(image, padding):
    """SciPy's Prewitt operator correlates with [-1, 0, 1], which is the same rotated twice."""
    gx, gy = prewitt_gradients(image, padding)

    np.testing.assert_allclose(gx, ndimage.prewitt(image, axis=1, mode=SCIPY[padding]), atol=1e-9)
    np.testing.assert_allclose(gy, ndimage.prewitt(image, axis=0, mode=SCIPY[padding]), atol=1e-9)


def test_the_gradient_points_uphill():
    """Brighter to the right and downwards is positive; a ramp of slope 1 gives 6."""
    rows, columns = np.mgrid[:5.0, :5.0]

    gx, gy = prewitt_gradients(columns, "zero")
    assert (gx[2, 2], gy[2, 2]) == (6, 0)
    gx, gy = prewitt_gradients(rows, "zero")
    assert (gx[2, 2], gy[2, 2]) == (0, 6)


@given(image=images(min_side=2), padding=paddings)
def test_the_magnitude_is_the_length_of_the_gradient(image, padding):
    """Pythagoras, pixel by pixel."""
    gx, gy = prewitt_gradients(image, padding)

    expected = np.sqrt(gx**2 + gy**2)
    np.testing.assert_allclose(gradient_magnitude(image, padding), expected, rtol=1e-13)


@pytest.mark.parametrize("word", ["wrap", "mirror", "Zero", ""])
@pytest.mark.parametrize(
    "function",
    [
        lambda padding: convolve2d(np.eye(3), np.eye(3), padding),
        lambda padding: prewitt_gradients(np.eye(3), padding),
        lambda padding: gradient_magnitude(np.eye(3), padding),
    ],
)
def test_any_other_padding_is_refused(function, word):
    """Also "wrap", which is a padding elsewhere and not here."""
    with pytest.raises(
        ValueError, match=r"no padding is called .*; choose one of 'zero', 'reflect'$"
    ):
        function(word)


@pytest.mark.parametrize("shape", [(2, 2), (3, 5), (4, 3)])
def test_a_kernel_without_a_middle_pixel_is_refused(shape):
    """Its result would be shifted by half a pixel, or not be square."""
    with pytest.raises(ValueError, match=r"the kernel has shape .*; choose an odd square one"):
        convolve2d(np.eye(5), np.ones(shape), "zero")
