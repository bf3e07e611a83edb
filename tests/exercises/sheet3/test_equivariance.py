"""Shifts, gaps and names are judged to the letter: any int, either padding, all twelve pairs."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import equivariance as question
from reference import equivariance, filtering
from tests.exercises.sheet3.recorded import judged

SHIFT = question.test_shift_agrees_with_the_definition
BACK = question.test_shifting_back_restores_the_image
WRAP = question.test_no_gap_where_the_image_wraps
ZERO = question.test_the_gap_under_zero_padding
GAP_REFUSES = question.test_the_gap_refuses_other_words
CLASSIFIED = question.test_every_operation_is_classified
REFUSED = question.test_other_words_are_refused


def shifts_up_and_left(image, rows, columns):
    return equivariance.translate(image, -rows, -columns)


def swaps_rows_and_columns(image, rows, columns):
    return equivariance.translate(image, columns, rows)


def loses_what_leaves(image, rows, columns):
    answer = equivariance.translate(image, rows, columns)
    answer[: max(rows, 0)] = 0
    return answer


def shifts_within_the_image_only(image, rows, columns):
    height, width = image.shape
    if abs(rows) >= height or abs(columns) >= width:
        return image
    return equivariance.translate(image, rows, columns)


def wraps_around_once(image, rows, columns):
    most = 2 * len(image) - 1
    return equivariance.translate(image, min(max(rows, -most), most), columns)


def ignores_negative_shifts(image, rows, columns):
    return equivariance.translate(image, max(rows, 0), max(columns, 0))


def takes_the_image_for_square(image, rows, columns):
    return equivariance.translate(image, rows, columns % len(image))


def shifts_the_flat_image(image, rows, columns):
    return np.roll(image, rows * image.shape[1] + columns)


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (shifts_up_and_left, SHIFT, "should be"),
        (shifts_up_and_left, BACK, "should be"),
        (swaps_rows_and_columns, SHIFT, "should be"),
        (loses_what_leaves, SHIFT, "should be"),
        (loses_what_leaves, BACK, "should be"),
        (shifts_within_the_image_only, SHIFT, "should be"),
        (wraps_around_once, SHIFT, "should be"),
        (ignores_negative_shifts, SHIFT, "should be"),
        (ignores_negative_shifts, BACK, "should be"),
        (takes_the_image_for_square, SHIFT, "should be"),
        (shifts_the_flat_image, SHIFT, "should be"),
        (shifts_the_flat_image, BACK, "should be"),
    ],
)
def test_a_mistake_about_shifts_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(translate=mistake))


def gap(image, kernel, rows, columns, padding):
    """Right for both words."""
    return equivariance.equivariance_gap(image, kernel, rows, columns, padding)


def differences(image, kernel, rows, columns, padding):
    """What the gap is the largest size of."""
    filtered = filtering.convolve_padded(image, kernel, padding)
    shifted = equivariance.translate(image, rows, columns)
    return equivariance.translate(filtered, rows, columns) - filtering.convolve_padded(
        shifted, kernel, padding
    )


def never_sees_a_gap(image, kernel, rows, columns, padding):
    gap(image, kernel, rows, columns, padding)
    return 0.0


def pads_zeros_always(image, kernel, rows, columns, padding):
    gap(image, kernel, rows, columns, padding)
    return gap(image, kernel, rows, columns, "zero")


def averages_the_differences(*case):
    return float(np.abs(differences(*case)).mean())


def forgets_the_sign(*case):
    return float(differences(*case).max())


def adds_up_squares(*case):
    return float(np.linalg.norm(differences(*case)))


def correlates(image, kernel, rows, columns, padding):
    return gap(image, kernel[::-1, ::-1], rows, columns, padding)


def shifts_the_image_only(image, kernel, rows, columns, padding):
    filtered = filtering.convolve_padded(image, kernel, padding)
    shifted = equivariance.translate(image, rows, columns)
    return float(np.abs(filtering.convolve_padded(shifted, kernel, padding) - filtered).max())


def compares_the_images(image, kernel, rows, columns, padding):
    return differences(image, kernel, rows, columns, padding)


def rounds(*case):
    return round(gap(*case), 2)


def is_off_by_a_millionth(*case):
    return gap(*case) * (1 + 1e-6)


def takes_any_word_for_wrap(image, kernel, rows, columns, padding):
    return gap(image, kernel, rows, columns, "zero" if padding == "zero" else "wrap")


def takes_reflect_too(image, kernel, rows, columns, padding):
    if padding == "reflect":
        return 0.0
    return gap(image, kernel, rows, columns, padding)


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (never_sees_a_gap, ZERO, "returned 0, should be"),
        (never_sees_a_gap, WRAP, "returned 0, should be"),
        (pads_zeros_always, WRAP, "should be 0"),
        (averages_the_differences, ZERO, "should be"),
        (forgets_the_sign, ZERO, "should be"),
        (adds_up_squares, ZERO, "should be"),
        (correlates, ZERO, "should be"),
        (shifts_the_image_only, ZERO, "should be"),
        (shifts_the_image_only, WRAP, "should be 0"),
        (compares_the_images, ZERO, "a real number"),
        (rounds, ZERO, "should be"),
        (is_off_by_a_millionth, ZERO, "should be"),
        (takes_any_word_for_wrap, GAP_REFUSES, "accepted what it should refuse"),
        (takes_reflect_too, GAP_REFUSES, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_the_gap_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(equivariance_gap=mistake))


def test_most_shifts_leave_a_gap_under_zero_padding():
    """Without it the property would hold of a function that returns 0."""
    gaps = []

    def watched(*case):
        gaps.append(gap(*case))
        return gaps[-1]

    judged(ZERO, SimpleNamespace(equivariance_gap=watched))

    assert np.mean(np.array(gaps) > 0.1) > 0.5


@pytest.mark.parametrize("operation", question.OPERATIONS)
@pytest.mark.parametrize("transform", question.TRANSFORMS)
@pytest.mark.parametrize("word", ["invariant", "equivariant", "neither", "Invariant", None])
def test_a_wrong_name_for_any_pair_is_caught(operation, transform, word):
    """Every one of the twelve pairs is asked for."""
    right = equivariance.classify(operation, transform)
    if word == right:
        pytest.skip("this is the right name")

    def classify(*names):
        return word if names == (operation, transform) else equivariance.classify(*names)

    with pytest.raises(AssertionError, match=f"should be '{right}'|should be a string"):
        judged(CLASSIFIED, SimpleNamespace(classify=classify))


def has_a_name_for_the_rest(operation, transform):
    if (operation, transform) in question.PAIRS:
        return equivariance.classify(operation, transform)
    return "neither"


def checks_the_operation_only(operation, transform):
    known = transform if transform in question.TRANSFORMS else "shift"
    return equivariance.classify(operation, known)


def checks_the_transform_only(operation, transform):
    known = operation if operation in question.OPERATIONS else "relu"
    return equivariance.classify(known, transform)


def takes_capitals(operation, transform):
    return equivariance.classify(operation.lower(), transform)


def looks_for_pooling(operation, transform):
    known = "global_max_pooling" if "pooling" in operation else operation
    return equivariance.classify(known, transform)


@pytest.mark.parametrize(
    "mistake",
    [
        has_a_name_for_the_rest,
        checks_the_operation_only,
        checks_the_transform_only,
        takes_capitals,
        looks_for_pooling,
    ],
)
def test_a_word_that_is_none_of_the_choices_must_be_refused(mistake):
    """In either place."""
    with pytest.raises(AssertionError, match="accepted what it should refuse"):
        judged(REFUSED, SimpleNamespace(classify=mistake))


def test_a_key_error_is_no_refusal():
    """A table alone raises the wrong kind of error for a word that it does not hold."""
    table = {names: equivariance.classify(*names) for names in question.PAIRS}

    with pytest.raises(KeyError):
        judged(REFUSED, SimpleNamespace(classify=lambda *names: table[names]))
