"""Costs are judged as growth classes, and a blur by its values and by its CPU time."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from exercises.sheet3 import complexity as question
from reference.complexity import blur_separable, filter_complexity
from reference.filtering import convolve2d
from tests.exercises.sheet3.recorded import judged

ONE = question.test_the_cost_of_one_pass
TWO = question.test_the_cost_of_two_passes
BLUR = question.test_blur_agrees_with_the_definition
PIXEL = question.test_a_single_pixel_spreads_in_both_directions
TIME = question.test_time_grows_no_faster_than_the_number_of_taps
TRIES = 20  # of a measurement that a right answer is never refused by


@pytest.mark.parametrize(
    ("judge", "text"),
    [
        (ONE, "O(N^2 K^2)"),
        (ONE, "n**2*k**2"),
        (ONE, "Θ(3N²·K² + N² + 7)"),
        (ONE, "(NK)^2"),
        (TWO, "O(N^2 K)"),
        (TWO, "2*N*N*K"),
        (TWO, "O(N² × K + N K²)"),
        (TWO, "N^2(K + K)"),
    ],
)
def test_the_class_counts_and_not_how_it_is_written(judge, text):
    """Constant factors and terms of lower order do not matter."""
    judged(judge, SimpleNamespace(filter_complexity=lambda _: text))


@pytest.mark.parametrize(
    ("judge", "text", "feedback"),
    [
        (ONE, "O(N^2 K)", "another growth class"),
        (ONE, "O(N^2)", "another growth class"),
        (ONE, "O(N^4)", "another growth class"),
        (ONE, "O(N K^2)", "another growth class"),
        (ONE, "O(N^2 K^2 + N^3)", "another growth class"),
        (TWO, "O(N^2 K^2)", "another growth class"),
        (TWO, "O(2 N K)", "another growth class"),
        (TWO, "O(N^3)", "another growth class"),
        (TWO, "O(N^2)", "another growth class"),
        (TWO, "N^2 K + K^4", "another growth class"),
        (TWO, "N^2 + K", "another growth class"),
        (TWO, "quadratic", "cannot read"),
        (TWO, "O(N^2 K", "cannot read"),
        (TWO, "", "cannot read"),
        (TWO, None, "should be a string"),
    ],
)
def test_another_class_is_wrong_and_what_is_no_cost_is_told_so(judge, text, feedback):
    """N³ agrees with N² K only where K grows like N, so several slopes are asked about."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(filter_complexity=lambda _: text))


@pytest.mark.parametrize("judge", [ONE, TWO])
def test_swapping_the_two_costs_is_caught(judge):
    """Each question asks for its own case only."""
    swapped = {False: "O(N^2 K)", True: "O(N^2 K^2)"}

    with pytest.raises(AssertionError, match="another growth class"):
        judged(judge, SimpleNamespace(filter_complexity=swapped.__getitem__))


def filters_the_columns_only(image, taps):
    return blur_separable(image, np.array([1.0])) if len(taps) == 1 else columns(image, taps)


def columns(image, taps):
    return convolve2d(image, np.diag(taps) @ np.ones((len(taps), 1)) * middle(taps), "zero")


def middle(taps):
    """A row that leaves everything where it is."""
    return (np.arange(len(taps)) == len(taps) // 2).astype(float)


def filters_rows_twice(image, taps):
    rows = np.outer(middle(taps), taps)
    return convolve2d(convolve2d(image, rows, "zero"), rows, "zero")


def normalises(image, taps):
    return blur_separable(image, taps) / (taps.sum() ** 2 or 1.0)


def repeats_the_border(image, taps):
    half = len(taps) // 2
    wide = blur_separable(np.pad(image, half, mode="edge"), taps)
    return wide[half : half + image.shape[0], half : half + image.shape[1]]


def keeps_what_fits(image, taps):
    half = len(taps) // 2
    return blur_separable(image, taps)[half : len(image) - half, half:]


def adds_the_passes(image, taps):
    rows = np.outer(middle(taps), taps)
    return convolve2d(image, rows, "zero") + convolve2d(image, rows.T, "zero")


def transposes_the_answer(image, taps):
    return blur_separable(image, taps).T


def returns_the_image_for_one_tap(image, taps):
    return image if len(taps) == 1 else blur_separable(image, taps)


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (filters_the_columns_only, BLUR, "should be"),
        (filters_the_columns_only, PIXEL, "should be"),
        (filters_rows_twice, BLUR, "should be"),
        (filters_rows_twice, PIXEL, "should be"),
        (normalises, BLUR, "should be"),
        (normalises, PIXEL, "should be"),
        (repeats_the_border, BLUR, "should be"),
        (keeps_what_fits, BLUR, "shape is"),
        (adds_the_passes, BLUR, "should be"),
        (transposes_the_answer, BLUR, "shape is"),
        (returns_the_image_for_one_tap, BLUR, "should be"),
    ],
)
def test_a_mistake_about_blurring_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(blur_separable=mistake))


def product_by_product(image, taps):
    """The whole kernel at once, one shifted image for each of its K² entries."""
    height, width = image.shape
    padded = np.pad(image, len(taps) // 2)
    answer = np.zeros(image.shape)
    for i, a in enumerate(taps):
        for j, b in enumerate(taps):
            answer += a * b * padded[i : i + height, j : j + width]
    return answer


def window_by_window(image, taps):
    """The whole kernel at once, in a single call of NumPy."""
    kernel = np.outer(taps, taps)
    windows = sliding_window_view(np.pad(image, len(taps) // 2), kernel.shape)
    return np.tensordot(windows, kernel)


def by_scipy_at_once(image, taps):
    """The whole kernel at once, in a single call of SciPy."""
    signal = pytest.importorskip("scipy.signal")
    return signal.convolve2d(image, np.outer(taps, taps), mode="same")


def refusal(student):
    """What is said of the time; what a busy machine lets pass is seen when it is measured again."""
    for _ in range(TRIES):
        try:
            judged(TIME, student)
        except AssertionError as told:
            return str(told)
    return ""


@pytest.mark.parametrize("slow", [product_by_product, window_by_window, by_scipy_at_once])
def test_the_square_of_the_taps_is_seen_in_the_time(slow):
    """Right values in one two-dimensional pass earn the points for values alone."""
    student = SimpleNamespace(blur_separable=slow)

    judged(BLUR, student)
    judged(PIXEL, student)
    assert re.search(r"CPU time .* times, should be|should be at most 62", refusal(student))


def by_numpy(image, taps):
    rows = np.array([np.convolve(row, taps, "same") for row in image])
    return np.array([np.convolve(column, taps, "same") for column in rows.T]).T


def by_windows(image, taps):
    half = len(taps) // 2
    tall = np.pad(image, ((half, half), (0, 0)))
    blurred = sliding_window_view(tall, len(taps), axis=0) @ taps
    wide = np.pad(blurred, ((0, 0), (half, half)))
    return sliding_window_view(wide, len(taps), axis=1) @ taps


def over_the_whole_padded_image(image, taps):
    half = len(taps) // 2
    inside = slice(half, half + image.shape[0]), slice(half, half + image.shape[1])
    padded = np.pad(image, half)
    rows = sum(tap * np.roll(padded, k - half, axis=0) for k, tap in enumerate(taps))
    both = sum(tap * np.roll(rows, k - half, axis=1) for k, tap in enumerate(taps))
    return both[inside]


def in_plain_python(image, taps):
    weights = taps.tolist()
    zeros = [0.0] * (len(weights) // 2)

    def rows(table):
        padded = [zeros + row + zeros for row in table]
        places = range(len(table[0]))
        return [
            [sum(tap * row[j + k] for k, tap in enumerate(weights)) for j in places]
            for row in padded
        ]

    def turned(table):
        return [list(row) for row in zip(*table, strict=True)]

    return turned(rows(turned(rows(image.tolist()))))


@pytest.mark.parametrize(
    "linear", [by_numpy, by_windows, over_the_whole_padded_image, in_plain_python, blur_separable]
)
def test_two_passes_are_quick_enough_however_they_are_written(linear):
    """Vectorised or in plain loops; also where the passes run over the padding."""
    student = SimpleNamespace(blur_separable=linear)

    judged(BLUR, student)
    judged(TIME, student)


def test_a_quick_wrong_answer_is_wrong():
    """Time alone earns nothing."""
    with pytest.raises(AssertionError, match="element"):
        judged(TIME, SimpleNamespace(blur_separable=lambda image, taps: image))


def test_a_clock_that_stands_still_condemns_nobody(monkeypatch):
    """Where CPU time is counted in hundredths of a second most calls take none."""
    monkeypatch.setattr(question, "cpu_seconds", lambda f, *a: (f(*a), 0.01 * (len(a[1]) > 50)))

    judged(TIME, SimpleNamespace(blur_separable=blur_separable))


def test_taps_are_symmetric_odd_and_fit_in_the_image():
    """As the sheet promises; one tap, and as many as the smaller side, among them."""
    cases = []

    def watched(image, taps):
        cases.append((image.shape, taps))
        return blur_separable(image, taps)

    judged(BLUR, SimpleNamespace(blur_separable=watched))
    judged(PIXEL, SimpleNamespace(blur_separable=watched))

    assert all(len(taps) % 2 == 1 and (taps == taps[::-1]).all() for _, taps in cases)
    assert all(len(taps) <= min(shape) for shape, taps in cases)
    assert {1, 3, 5, 7} <= {len(taps) for _, taps in cases}
    assert any(len(taps) == min(shape) > 1 for shape, taps in cases)
    assert any(height != width for (height, width), _ in cases)


@pytest.mark.parametrize(
    ("separable", "written"), [(False, question.ONE_PASS), (True, question.TWO_PASSES)]
)
def test_the_written_costs_are_the_counted_ones(separable, written):
    """The question compares with costs of its own; they must be the reference's."""
    assert filter_complexity(separable) == f"O({written})"
