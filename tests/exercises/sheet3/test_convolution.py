"""The convolutional layer is judged on what it computes, and on what it must refuse."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import convolution as question
from reference import convolution
from tests.exercises.sheet3.recorded import judged

conv2d, conv_output_size = convolution.conv2d, convolution.conv_output_size


def rounds_up(size, kernel, stride, padding):
    return -((kernel - size - 2 * padding) // stride) + 1


def pads_one_end_only(size, kernel, stride, padding):
    return (size + padding - kernel) // stride + 1


def returns_a_float(size, kernel, stride, padding):
    return (size + 2 * padding - kernel) / stride + 1


def accepts_what_does_not_fit(size, kernel, stride, padding):
    return max(0, (size + 2 * padding - kernel) // stride + 1)


def compares_without_the_padding(size, kernel, stride, padding):
    if kernel > size:
        raise ValueError("kernel is larger than the image")
    return conv_output_size(size, kernel, stride, padding)


def truncates_towards_zero(size, kernel, stride, padding):
    places = int((size + 2 * padding - kernel) / stride) + 1
    if places < 1:
        raise ValueError("no place")
    return places


COUNTS = question.test_size_counts_the_places_of_the_kernel
SIZE_REFUSES = question.test_size_refuses_a_kernel_that_does_not_fit


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (rounds_up, COUNTS, "returned .*, should be"),
        (pads_one_end_only, COUNTS, "returned .*, should be"),
        (returns_a_float, COUNTS, "the float 24.0, should be an int"),
        (accepts_what_does_not_fit, SIZE_REFUSES, "accepted what it should refuse"),
        (compares_without_the_padding, SIZE_REFUSES, "kernel is larger than the image"),
        (truncates_towards_zero, SIZE_REFUSES, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_the_size_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises((AssertionError, ValueError), match=feedback):
        judged(judge, SimpleNamespace(conv_output_size=mistake))


def rotates_the_kernel(x, weights, stride, padding):
    return conv2d(x, weights[::-1, ::-1], stride, padding)


def transposes_the_kernel(x, weights, stride, padding):
    return conv2d(x, weights.swapaxes(0, 1), stride, padding)


def sums_each_channel_apart(x, weights, stride, padding):
    return conv2d(x[..., :1], weights[:, :, :1], stride, padding)


def reverses_the_filters(x, weights, stride, padding):
    return conv2d(x, weights[..., ::-1], stride, padding)


def ignores_the_padding(x, weights, stride, _):
    return conv2d(x, weights, stride, 0)


def pads_the_top_left_only(x, weights, stride, padding):
    padded = np.pad(x, ((0, 0), (2 * padding, 0), (2 * padding, 0), (0, 0)))
    return conv2d(padded, weights, stride, 0)


def repeats_the_edge(x, weights, stride, padding):
    border = (padding, padding)
    return conv2d(np.pad(x, ((0, 0), border, border, (0, 0)), mode="edge"), weights, stride, 0)


def ignores_the_stride(x, weights, _, padding):
    return conv2d(x, weights, 1, padding)


def starts_a_stride_late(x, weights, stride, padding):
    return np.roll(conv2d(x, weights, 1, padding), -1, axis=1)[:, ::stride, ::stride]


def sees_only_the_first_image(x, weights, stride, padding):
    return np.repeat(conv2d(x[:1], weights, stride, padding), len(x), axis=0)


def mixes_the_axes_of_the_image(x, weights, stride, padding):
    return conv2d(x.swapaxes(1, 2), weights, stride, padding)


def normalises_the_kernel(x, weights, stride, padding):
    return conv2d(x, weights / len(weights) ** 2, stride, padding)


def mixes_channels_with_the_transpose(x, weights, stride, padding):
    if weights.shape[2] == weights.shape[3]:
        weights = weights.swapaxes(2, 3)
    return conv2d(x, weights, stride, padding)


def cuts_the_kernel(x, weights, stride, padding):
    side = min(x.shape[1:3]) + 2 * padding
    return conv2d(x, weights[:side, :side], stride, padding)


def compares_with_the_bare_image(x, weights, stride, padding):
    if len(weights) > min(x.shape[1:3]):
        raise ValueError("larger than the image")
    return conv2d(x, weights, stride, padding)


AGREES = question.test_layer_agrees_with_the_definition
BRIGHT = question.test_one_bright_pixel_shows_the_weights_rotated
STRIDE = question.test_a_stride_leaves_out_places
MIXES = question.test_a_kernel_of_one_pixel_mixes_channels
REFUSES = question.test_layer_refuses_a_kernel_that_does_not_fit


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (rotates_the_kernel, AGREES, "elements? differ|should be"),
        (rotates_the_kernel, BRIGHT, "should be"),
        (transposes_the_kernel, AGREES, "should be"),
        (transposes_the_kernel, BRIGHT, "should be"),
        (sums_each_channel_apart, AGREES, "should be"),
        (sums_each_channel_apart, MIXES, "should be"),
        (reverses_the_filters, MIXES, "should be"),
        (mixes_channels_with_the_transpose, MIXES, "should be"),
        (mixes_channels_with_the_transpose, AGREES, "should be"),
        (ignores_the_padding, AGREES, r"shape is \(.*\), should be|not fit|larger"),
        (ignores_the_padding, MIXES, "shape is"),
        (pads_the_top_left_only, AGREES, "should be"),
        (repeats_the_edge, AGREES, "should be"),
        (repeats_the_edge, BRIGHT, "should be"),
        (ignores_the_stride, AGREES, "shape is"),
        (ignores_the_stride, STRIDE, "shape is"),
        (starts_a_stride_late, STRIDE, "should be"),
        (sees_only_the_first_image, AGREES, "should be"),
        (mixes_the_axes_of_the_image, AGREES, "should be"),
        (normalises_the_kernel, BRIGHT, "should be"),
        (cuts_the_kernel, REFUSES, "accepted what it should refuse"),
        (compares_with_the_bare_image, REFUSES, "larger than the image"),
    ],
)
def test_a_mistake_about_the_layer_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises((AssertionError, ValueError), match=feedback):
        judged(judge, SimpleNamespace(conv2d=mistake))


def test_kernels_of_many_sides_come_up():
    """A mistake that needs a large or an even kernel must not go unseen."""
    sides = set()

    def watched(x, weights, stride, padding):
        sides.add(len(weights))
        return conv2d(x, weights, stride, padding)

    judged(AGREES, SimpleNamespace(conv2d=watched))

    assert sides >= {1, 2, 3, 4, 5, 7}
