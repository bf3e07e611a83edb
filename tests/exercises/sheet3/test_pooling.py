"""Pooling is judged to the letter: every window, stride and image, and what does not fit."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import pooling as question
from reference import pooling
from tests.exercises.sheet3.recorded import judged


def pads_the_leftover_pixels(x, window, stride):
    pad = [(0, 0), (0, stride - 1), (0, stride - 1), (0, 0)]
    return pooling.max_pool2d(np.pad(x, pad, mode="edge"), window, stride)


def forgets_to_return(x, window, stride):
    pooling.max_pool2d(x, window, stride)


def takes_the_window_for_the_stride(x, window, _):
    return pooling.max_pool2d(x, window, window)


def never_steps_over_a_pixel(x, window, stride):
    return pooling.max_pool2d(x, window, min(stride, window))


def sees_only_the_first_image(x, window, stride):
    return np.repeat(pooling.max_pool2d(x[:1], window, stride), len(x), axis=0)


def mixes_the_channels(x, window, stride):
    return pooling.max_pool2d(x[..., ::-1], window, stride)


def takes_the_image_for_square(x, window, stride):
    side = min(x.shape[1:3])
    return pooling.max_pool2d(x[:, :side, :side], window, stride)


def begins_with_zero(x, window, stride):
    return np.maximum(pooling.max_pool2d(x, window, stride), 0)


def takes_absolute_values(x, window, stride):
    return pooling.max_pool2d(np.abs(x), window, stride)


def cuts_the_window_to_the_image(x, window, stride):
    return pooling.max_pool2d(x, min(window, *x.shape[1:3]), stride)


def refuses_a_window_as_large_as_the_image(x, window, stride):
    if window >= min(x.shape[1:3]):
        raise ValueError("too large")
    return pooling.max_pool2d(x, window, stride)


def asserts_instead_of_raising(x, window, stride):
    assert window <= min(x.shape[1:3]), "too large"
    return pooling.max_pool2d(x, window, stride)


def looks_at_the_height_only(x, window, stride):
    if window > x.shape[1]:
        raise ValueError("too high")
    return pooling.max_pool2d(x, min(window, x.shape[2]), stride)


def looks_at_the_width_only(x, window, stride):
    if window > x.shape[2]:
        raise ValueError("too wide")
    return pooling.max_pool2d(x, min(window, x.shape[1]), stride)


AGREES = question.test_max_agrees_with_the_definition
FOLLOWS = question.test_max_follows_the_brightness
REFUSES = question.test_max_refuses_a_window_that_does_not_fit


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (pads_the_leftover_pixels, AGREES, r"shape is \(.*\), should be \(.*\)"),
        (forgets_to_return, AGREES, "is a return missing"),
        (takes_the_window_for_the_stride, AGREES, r"shape is \(.*\), should be"),
        (never_steps_over_a_pixel, AGREES, r"shape is \(.*\), should be"),
        (sees_only_the_first_image, AGREES, "elements differ"),
        (mixes_the_channels, AGREES, "elements differ"),
        (takes_the_image_for_square, AGREES, r"shape is \(.*\), should be"),
        (begins_with_zero, AGREES, "should be -"),
        (begins_with_zero, FOLLOWS, "elements? differ|should be"),
        (takes_absolute_values, FOLLOWS, "should be"),
        (cuts_the_window_to_the_image, REFUSES, "accepted what it should refuse"),
        (refuses_a_window_as_large_as_the_image, REFUSES, "too large"),
        (asserts_instead_of_raising, REFUSES, "too large"),
        (looks_at_the_height_only, REFUSES, "accepted what it should refuse"),
        (looks_at_the_width_only, REFUSES, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_the_maximum_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises((AssertionError, ValueError), match=feedback):
        judged(judge, SimpleNamespace(max_pool2d=mistake))


def divides_by_the_side(x, window, stride):
    return pooling.average_pool2d(x, window, stride) * window


def averages_the_extremes(x, window, stride):
    return (pooling.max_pool2d(x, window, stride) - pooling.max_pool2d(-x, window, stride)) / 2


def rounds_to_whole_numbers(x, window, stride):
    return np.round(pooling.average_pool2d(x, window, stride))


def returns_half_precision(x, window, stride):
    return pooling.average_pool2d(x, window, stride).astype(np.float16)


def averages_the_channels_too(x, window, stride):
    return pooling.average_pool2d(x, window, stride).mean(axis=3)


def averages_a_cut_window(x, window, stride):
    return pooling.average_pool2d(x, min(window, *x.shape[1:3]), stride)


AVERAGE_AGREES = question.test_average_agrees_with_the_definition
LINEAR = question.test_average_is_linear
AVERAGE_REFUSES = question.test_average_refuses_a_window_that_does_not_fit


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (divides_by_the_side, AVERAGE_AGREES, "elements? differ|should be"),
        (divides_by_the_side, LINEAR, "should be"),
        (averages_the_extremes, AVERAGE_AGREES, "should be"),
        (averages_the_extremes, LINEAR, "should be"),
        (rounds_to_whole_numbers, AVERAGE_AGREES, "should be"),
        (rounds_to_whole_numbers, LINEAR, "should be"),
        (returns_half_precision, AVERAGE_AGREES, "should be"),
        (averages_the_channels_too, AVERAGE_AGREES, "shape is"),
        (averages_a_cut_window, AVERAGE_REFUSES, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_the_average_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(average_pool2d=mistake))


def test_a_single_pixel_is_among_the_images_and_so_is_a_stride_beyond_the_window():
    """Corners that a mistake can hide in must come up, or the property would not find it."""
    seen = []

    def watched(x, window, stride):
        seen.append((x.shape[1:3], window, stride))
        return pooling.max_pool2d(x, window, stride)

    judged(AGREES, SimpleNamespace(max_pool2d=watched))

    assert any(min(sides) == window for sides, window, _ in seen)
    assert any(stride > window for _, window, stride in seen)
    assert any(height > width for (height, width), _, _ in seen)
    assert any(height < width for (height, width), _, _ in seen)
    assert any(sides == (1, 1) for sides, _, _ in seen)
