"""Filtering with zeros around the image is judged on crooked kernels and images of any sides."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import filtering_zero as question
from reference import filtering
from reference.padding import pad
from tests.exercises.sheet3.recorded import judged

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

AGREES = question.test_convolution_agrees_with_the_definition
PIXEL = question.test_a_single_pixel_becomes_the_kernel
REFUSES = question.test_convolution_refuses_other_words
GRADIENTS = question.test_gradients_agree_with_the_definition
GRADIENTS_REFUSE = question.test_gradients_refuse_other_words
MAGNITUDE = question.test_magnitude_agrees_with_the_definition
MAGNITUDE_REFUSES = question.test_magnitude_refuses_other_words


def convolve(image, kernel, padding):
    """Right for both words."""
    return filtering.convolve2d(image, kernel, padding)


def correlates(image, kernel, padding):
    return convolve(image, kernel[::-1, ::-1], padding)


def transposes_the_kernel(image, kernel, padding):
    return convolve(image, kernel.T, padding)


def mirrors_the_kernel_left_right_only(image, kernel, padding):
    return convolve(image, kernel[::-1], padding)


def slides_the_transposed_kernel(image, kernel, padding):
    return convolve(image, kernel.T[::-1, ::-1], padding)


def keeps_what_fits(image, kernel, padding):
    half = len(kernel) // 2
    return convolve(image, kernel, padding)[half : len(image) - half or None, half:]


def pads_one_pixel_only(image, kernel, padding):
    half = len(kernel) // 2
    inner = kernel[half - 1 : half + 2, half - 1 : half + 2] if half > 1 else kernel
    return convolve(image, inner, padding)


def takes_the_image_for_square(image, kernel, padding):
    side = min(image.shape)
    answer = np.zeros(image.shape)
    answer[:side, :side] = convolve(image[:side, :side], kernel, padding)
    return answer


def repeats_the_border(image, kernel, padding):
    half = len(kernel) // 2
    wide = np.pad(image, half, mode="edge")
    answer = convolve(wide, kernel, padding)
    return answer[half : half + image.shape[0], half : half + image.shape[1]]


def wraps_around(image, kernel, _):
    return filtering.convolve_padded(image, kernel, "wrap")


def cannot_take_a_kernel_larger_than_the_image(image, kernel, padding):
    if len(kernel) > min(image.shape):
        return np.zeros(image.shape)
    return convolve(image, kernel, padding)


def returns_whole_numbers(image, kernel, padding):
    return convolve(image, kernel, padding).astype(int)


def forgets_to_return(image, kernel, padding):
    convolve(image, kernel, padding)


def takes_any_word_for_zero(image, kernel, padding):
    return filtering.convolve_padded(image, kernel, "zero")


def takes_capitals(image, kernel, padding):
    return convolve(image, kernel, padding.lower())


def strips_the_word(image, kernel, padding):
    return convolve(image, kernel, padding.strip())


def takes_whatever_begins_with_z(image, kernel, padding):
    return convolve(image, kernel, "zero" if padding[:1] == "z" else padding)


def knows_wrap_too(image, kernel, padding):
    return filtering.convolve_padded(image, kernel, padding)


def takes_an_empty_word_for_zero(image, kernel, padding):
    return convolve(image, kernel, padding or "zero")


def knows_more_modes_of_numpy(image, kernel, padding):
    modes = {"edge": "zero", "constant": "zero", "symmetric": "zero"}
    return convolve(image, kernel, modes.get(padding, padding))


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (correlates, AGREES, "should be"),
        (correlates, PIXEL, "should be"),
        (transposes_the_kernel, AGREES, "should be"),
        (transposes_the_kernel, PIXEL, "should be"),
        (mirrors_the_kernel_left_right_only, AGREES, "should be"),
        (slides_the_transposed_kernel, AGREES, "should be"),
        (keeps_what_fits, AGREES, r"shape is \(.*\), should be"),
        (pads_one_pixel_only, AGREES, "should be"),
        (pads_one_pixel_only, PIXEL, "should be"),
        (takes_the_image_for_square, AGREES, "should be"),
        (repeats_the_border, AGREES, "should be"),
        (wraps_around, AGREES, "should be"),
        (cannot_take_a_kernel_larger_than_the_image, AGREES, "should be"),
        (returns_whole_numbers, AGREES, "should be"),
        (forgets_to_return, AGREES, "is a return missing"),
        (takes_any_word_for_zero, REFUSES, "accepted what it should refuse"),
        (takes_capitals, REFUSES, "accepted what it should refuse"),
        (strips_the_word, REFUSES, "accepted what it should refuse"),
        (takes_whatever_begins_with_z, REFUSES, "accepted what it should refuse"),
        (knows_wrap_too, REFUSES, "accepted what it should refuse"),
        (takes_an_empty_word_for_zero, REFUSES, "accepted what it should refuse"),
        (knows_more_modes_of_numpy, REFUSES, "accepted what it should refuse"),
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


def turns_gy_only(image, padding):
    gx, gy = filtering.prewitt_gradients(image, padding)
    return gx, -gy


def weighs_like_sobel(image, padding):
    hx = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
    return convolve(image, hx, padding), convolve(image, hx.T, padding)


def averages(image, padding):
    return [part / 6 for part in filtering.prewitt_gradients(image, padding)]


def returns_gx_alone(image, padding):
    return filtering.prewitt_gradients(image, padding)[0]


def takes_any_word(image, padding):
    return filtering.prewitt_gradients(image, "zero")


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (swaps_the_pair, GRADIENTS, "should be"),
        (slides_without_turning, GRADIENTS, "should be"),
        (turns_gy_only, GRADIENTS, "should be"),
        (weighs_like_sobel, GRADIENTS, "should be"),
        (averages, GRADIENTS, "should be"),
        (returns_gx_alone, GRADIENTS, r"returned 10 values, should be a pair"),
        (takes_any_word, GRADIENTS_REFUSE, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_the_gradients_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(prewitt_gradients=mistake))


def adds_the_sizes(image, padding):
    gx, gy = filtering.prewitt_gradients(image, padding)
    return np.abs(gx) + np.abs(gy)


def forgets_the_root(image, padding):
    return filtering.gradient_magnitude(image, padding) ** 2


def looks_right_only(image, padding):
    return np.abs(filtering.prewitt_gradients(image, padding)[0])


def takes_any_word_for_the_magnitude(image, padding):
    return filtering.gradient_magnitude(image, "zero")


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (adds_the_sizes, MAGNITUDE, "should be"),
        (forgets_the_root, MAGNITUDE, "should be"),
        (looks_right_only, MAGNITUDE, "should be"),
        (takes_any_word_for_the_magnitude, MAGNITUDE_REFUSES, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_the_magnitude_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(gradient_magnitude=mistake))


def knows_zero_only(image, kernel, padding):
    """2d alone: "reflect" is not there yet, and refused."""
    if padding != "zero":
        raise ValueError(padding)
    return convolve(image, kernel, padding)


@pytest.mark.parametrize("judge", [AGREES, PIXEL, REFUSES])
def test_the_mirror_is_not_asked_for_here(judge):
    """Whoever has solved 2d and not 2e gets all of 2d."""
    judged(judge, SimpleNamespace(convolve2d=knows_zero_only))


def test_the_printed_figures_are_asked_for():
    """The second row of gx, and of the magnitude, as the sheet gives them."""
    asked = []

    def watched(image, padding):
        asked.append(image)
        return filtering.prewitt_gradients(image, padding)

    judged(GRADIENTS, SimpleNamespace(prewitt_gradients=watched))
    gx, gy = filtering.prewitt_gradients(asked[0], "zero")

    assert asked[0].shape == (10, 8)
    assert gx[1].tolist() == [12, 15, 18, 42, 105, 84, 60, -150]
    assert not gy[1].any()


def test_kernels_of_every_side_and_images_of_every_form_are_asked_for():
    """Corners that a mistake can hide in must come up."""
    cases = []

    def watched(image, kernel, padding):
        cases.append((image.shape, kernel))
        return convolve(image, kernel, padding)

    judged(AGREES, SimpleNamespace(convolve2d=watched))
    crooked = [kernel for _, kernel in cases if (kernel != kernel[::-1, ::-1]).any()]

    assert {len(kernel) for _, kernel in cases} == {1, 3, 5, 7, 9, 11, 13}
    assert {len(kernel) for kernel in crooked} == {3, 5, 7, 9, 11, 13}
    assert any(height > width for (height, width), _ in cases)
    assert any(height < width for (height, width), _ in cases)
    assert any(max(shape) < len(kernel) for shape, kernel in cases)
    assert any(shape == (1, 1) for shape, _ in cases)


def test_pad_is_the_reference_for_zeros():
    """What these tests take for granted: outside there are zeros."""
    assert pad(np.ones((1, 1)), 1, "zero").tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
