"""Pooling against its definition, one window at a time."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.pooling import average_pool2d, max_pool2d
from tests.reference.strategies import arrays

POOLINGS = [max_pool2d, average_pool2d]

sides = st.integers(1, 7)
batches = arrays(st.integers(1, 2), sides, sides, st.integers(1, 2))


def windows(x, window, stride):
    """Every place of the result, and the pixels that belong to it."""
    n, height, width, channels = x.shape
    tops = [top for top in range(0, height, stride) if top + window <= height]
    lefts = [left for left in range(0, width, stride) if left + window <= width]
    for image, row, column, channel in np.ndindex(n, len(tops), len(lefts), channels):
        place = image, row, column, channel
        pixels = [
            float(x[image, tops[row] + i, lefts[column] + j, channel])
            for i in range(window)
            for j in range(window)
        ]
        yield place, pixels


@given(x=batches, data=st.data())
def test_max_pooling_takes_the_largest_pixel_of_each_window(x, data):
    """The definition, in plain loops; every window is visited, and no more."""
    window = data.draw(st.integers(1, min(x.shape[1:3])))
    stride = data.draw(st.integers(1, 4))

    y = max_pool2d(x, window, stride)

    expected = {place: max(pixels) for place, pixels in windows(x, window, stride)}
    assert {place: y[place] for place in np.ndindex(y.shape)} == expected


@given(x=batches, data=st.data())
def test_average_pooling_takes_the_mean_pixel_of_each_window(x, data):
    """The mean is taken in exact fractions, so the comparison bounds our rounding."""
    window = data.draw(st.integers(1, min(x.shape[1:3])))
    stride = data.draw(st.integers(1, 4))

    y = average_pool2d(x, window, stride)

    expected = dict(windows(x, window, stride))
    assert set(np.ndindex(y.shape)) == set(expected)
    for place, pixels in expected.items():
        mean = sum(map(Fraction, pixels)) / window**2
        assert math.isclose(y[place], mean, rel_tol=1e-13, abs_tol=1e-13)


@pytest.mark.parametrize("pool", POOLINGS)
@pytest.mark.parametrize(
    ("height", "width", "window", "stride", "shape"),
    [
        (28, 28, 2, 2, (14, 14)),
        (5, 7, 2, 2, (2, 3)),
        (5, 5, 3, 1, (3, 3)),
        (7, 4, 2, 3, (2, 1)),
        (3, 4, 3, 9, (1, 1)),
    ],
)
def test_only_windows_that_fit_whole_count(pool, height, width, window, stride, shape):
    """Left-over pixels, overlap, gaps between windows, and a stride larger than the image."""
    assert pool(np.ones((2, height, width, 3)), window, stride).shape == (2, *shape, 3)


def test_the_largest_of_negative_pixels_is_negative():
    """Padding with zeros, or starting from zero, would show here."""
    assert (max_pool2d(-np.ones((1, 3, 3, 1)), 2, 1) == -1).all()


def test_a_window_with_a_nan_pools_to_nan():
    """The docstring promises it; a comparison that is false for NaN would lose it."""
    x = np.zeros((1, 2, 4, 1))
    x[0, 0, 1, 0] = np.nan

    assert np.isnan(max_pool2d(x, 2, 2)[0, 0, :, 0]).tolist() == [True, False]


@pytest.mark.parametrize("pool", POOLINGS)
@pytest.mark.parametrize(("window", "height", "width"), [(4, 3, 5), (4, 5, 3), (0, 3, 3)])
def test_a_window_that_does_not_fit_is_told_what_would(pool, window, height, width):
    """One side that is too short is enough; the error names sizes that work."""
    with pytest.raises(ValueError, match=rf"side {window} .* {height}×{width} .* from 1 to 3"):
        pool(np.zeros((1, height, width, 1)), window, 1)


@pytest.mark.parametrize("pool", POOLINGS)
def test_a_stride_of_nothing_is_refused(pool):
    """It would ask for infinitely many windows."""
    with pytest.raises(ValueError, match="0 pixels apart; choose a stride of at least 1"):
        pool(np.zeros((1, 3, 3, 1)), 2, 0)


@pytest.mark.parametrize("pool", POOLINGS)
@pytest.mark.parametrize("window", [1, 2])
def test_the_result_shares_no_memory_with_the_images(pool, window):
    """Also where a window of one pixel leaves nothing to compute."""
    x = np.ones((1, 2, 2, 1))
    assert not np.shares_memory(pool(x, window, 1), x)
