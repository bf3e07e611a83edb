"""Mirrored borders are judged as far as the mirror reaches, and apart from zero padding."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import filtering_mirrored as question
from reference import filtering
from tests.exercises.sheet3.recorded import judged

AGREES = question.test_convolution_agrees_with_the_definition
GREY = question.test_a_grey_image_stays_grey
GRADIENTS = question.test_gradients_agree_with_the_definition
BORDER = question.test_no_gradient_across_the_border
MAGNITUDE = question.test_magnitude_agrees_with_the_definition


def convolve_in(image, kernel, mode):
    """Right but for what stands outside the image."""
    half = len(kernel) // 2
    answer = filtering.convolve2d(np.pad(image, half, mode=mode), kernel, "zero")
    return answer[half : half + image.shape[0], half : half + image.shape[1]]


def pads_zeros(image, kernel, padding):
    return filtering.convolve2d(image, kernel, "zero")


def repeats_the_edge(image, kernel, padding):
    return convolve_in(image, kernel, "edge")


def mirrors_with_the_edge_repeated(image, kernel, padding):
    return convolve_in(image, kernel, "symmetric")


def wraps_around(image, kernel, padding):
    return convolve_in(image, kernel, "wrap")


def correlates(image, kernel, padding):
    return filtering.convolve2d(image, kernel[::-1, ::-1], padding)


def mirrors_one_pixel_only(image, kernel, padding):
    half = len(kernel) // 2
    wide = np.pad(image, min(half, 1), mode="reflect")
    wide = np.pad(wide, half - min(half, 1), mode="edge")
    answer = filtering.convolve2d(wide, kernel, "zero")
    return answer[half : half + image.shape[0], half : half + image.shape[1]]


def refuses_an_image_as_small_as_the_kernel(image, kernel, padding):
    if min(image.shape) < len(kernel):
        return np.zeros(image.shape)
    return filtering.convolve2d(image, kernel, padding)


def normalises_the_kernel(image, kernel, padding):
    total = kernel.sum() or 1.0
    return filtering.convolve2d(image, kernel / total, padding)


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (pads_zeros, AGREES, "should be"),
        (pads_zeros, GREY, "should be"),
        (repeats_the_edge, AGREES, "should be"),
        (repeats_the_edge, GREY, "should be"),
        (mirrors_with_the_edge_repeated, AGREES, "should be"),
        (wraps_around, AGREES, "should be"),
        (correlates, AGREES, "should be"),
        (correlates, GREY, "should be"),
        (mirrors_one_pixel_only, AGREES, "should be"),
        (refuses_an_image_as_small_as_the_kernel, AGREES, "should be"),
        (refuses_an_image_as_small_as_the_kernel, GREY, "should be"),
        (normalises_the_kernel, GREY, "should be"),
    ],
)
def test_a_mistake_about_convolution_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(convolve2d=mistake))


def swaps_the_pair(image, padding):
    return filtering.prewitt_gradients(image, padding)[::-1]


def slides_without_turning(image, padding):
    return [-part for part in filtering.prewitt_gradients(image, padding)]


def gives_the_figures_of_zero_padding(image, padding):
    return filtering.prewitt_gradients(image, "zero")


def sets_the_border_to_zero(image, padding):
    gx, gy = filtering.prewitt_gradients(image, padding)
    for part in (gx, gy):
        part[[0, -1]] = part[:, [0, -1]] = 0
    return gx, gy


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (swaps_the_pair, GRADIENTS, "should be"),
        (swaps_the_pair, BORDER, "should be 0"),
        (slides_without_turning, GRADIENTS, "should be"),
        (gives_the_figures_of_zero_padding, GRADIENTS, "should be"),
        (gives_the_figures_of_zero_padding, BORDER, "should be 0"),
        (sets_the_border_to_zero, GRADIENTS, "is 0, should be"),
        (sets_the_border_to_zero, BORDER, "is 0, should be"),
    ],
)
def test_a_mistake_about_the_gradients_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(prewitt_gradients=mistake))


def gives_the_printed_magnitude(image, padding):
    return filtering.gradient_magnitude(image, "zero")


def forgets_the_root(image, padding):
    return filtering.gradient_magnitude(image, padding) ** 2


@pytest.mark.parametrize("mistake", [gives_the_printed_magnitude, forgets_the_root])
def test_a_mistake_about_the_magnitude_is_caught_and_explained(mistake):
    """Among them what the sheet prints: there the figures of 2d stand in the place of 2e's."""
    with pytest.raises(AssertionError, match="should be"):
        judged(MAGNITUDE, SimpleNamespace(gradient_magnitude=mistake))


def test_only_the_mirror_is_asked_for_and_only_where_there_is_one():
    """Whoever has solved 2e and not 2d gets all of 2e; both sides exceed half the kernel."""
    cases = []

    def knows_reflect_only(image, kernel, padding):
        assert padding == "reflect"
        cases.append((image.shape, len(kernel)))
        return filtering.convolve2d(image, kernel, padding)

    judged(AGREES, SimpleNamespace(convolve2d=knows_reflect_only))
    judged(GREY, SimpleNamespace(convolve2d=knows_reflect_only))

    assert all(min(shape) > side / 2 for shape, side in cases)
    assert {side for _, side in cases} == {1, 3, 5, 7, 9}
    assert {side for shape, side in cases if min(shape) == side // 2 + 1} == {1, 3, 5, 7}


def test_the_figures_by_definition_are_asked_for():
    """The second row of gx and of the magnitude, by the sheet's definitions."""
    asked = []

    def watched(image, padding):
        asked.append(image)
        return filtering.gradient_magnitude(image, padding)

    judged(MAGNITUDE, SimpleNamespace(gradient_magnitude=watched))

    row = filtering.gradient_magnitude(asked[0], "reflect")[1]
    assert row.tolist() == [0, 15, 18, 42, 105, 84, 60, 0]
