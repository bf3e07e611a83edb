"""Separability is judged where rounding, scale and determinants mislead."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import separability as question
from tests.exercises.sheet3.recorded import judged

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

ONLY = question.test_only_an_outer_product_is_separable
DETERMINANT = question.test_a_zero_determinant_does_not_decide
LINES = question.test_lines_and_zeros_are_separable
SCALE = question.test_scale_does_not_decide


def singular_values(kernel):
    return np.linalg.svd(kernel, compute_uv=False)


def always(_):
    return True


def never(_):
    return False


def asks_the_determinant(kernel):
    if kernel.shape[0] != kernel.shape[1]:
        return singular_values(kernel)[1:2].sum() < 1e-9
    return bool(abs(np.linalg.det(kernel)) < 1e-9)


def asks_for_one_singular_value_exactly(kernel):
    return bool((singular_values(kernel) != 0).sum() <= 1)


def takes_zeros_for_inseparable(kernel):
    return bool(np.linalg.matrix_rank(kernel) == 1)


def tolerates_an_absolute_amount(kernel):
    return bool((singular_values(kernel)[1:] < 1e-3).all())


def tolerates_very_little(kernel):
    return bool((singular_values(kernel)[1:] < 1e-16).all())


def tolerates_too_much(kernel):
    s = singular_values(kernel)
    return bool((s[1:] <= 1e-3 * s[0]).all())


def tolerates_a_little_too_much(kernel):
    s = singular_values(kernel)
    return bool((s[1:] <= 1e-5 * s[0]).all())


def compares_rows_by_their_first_entries(kernel):
    return all(np.allclose(row * kernel[0, 0], kernel[0] * row[0]) for row in kernel)


def divides_by_the_first_row(kernel):
    ratios = kernel / kernel[0]
    return bool(np.allclose(ratios, ratios[:, :1]))


def takes_a_line_for_inseparable(kernel):
    s = singular_values(kernel)
    return len(s) > 1 and bool(s[1] <= 1e-9 * s[0])


def knows_squares_only(kernel):
    if kernel.shape[0] != kernel.shape[1]:
        return False
    return bool(np.linalg.matrix_rank(kernel) <= 1)


def takes_symmetry_for_it(kernel):
    return kernel.shape[0] == kernel.shape[1] and bool(np.allclose(kernel, kernel.T))


def returns_a_number(kernel):
    return int(np.linalg.matrix_rank(kernel) <= 1)


def returns_text(kernel):
    return str(np.linalg.matrix_rank(kernel) <= 1)


def asks_for_two_more_singular_values(kernel):
    s = singular_values(kernel)
    return len(s) < 3 or bool(s[2] <= 1e-9 * s[0])


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (always, ONLY, "returned True, should be False"),
        (always, DETERMINANT, "returned True, should be False"),
        (always, LINES, "returned True, should be False"),
        (always, SCALE, "returned True, should be False"),
        (never, ONLY, "returned False, should be True"),
        (never, LINES, "returned False, should be True"),
        (never, SCALE, "returned False, should be True"),
        (asks_the_determinant, DETERMINANT, "returned True, should be False"),
        (asks_for_one_singular_value_exactly, ONLY, "returned False, should be True"),
        (takes_zeros_for_inseparable, LINES, "returned False, should be True"),
        (tolerates_an_absolute_amount, SCALE, "returned True, should be False"),
        (tolerates_very_little, ONLY, "returned False, should be True"),
        (tolerates_very_little, SCALE, "returned False, should be True"),
        (tolerates_too_much, ONLY, "returned True, should be False"),
        (tolerates_a_little_too_much, ONLY, "returned True, should be False"),
        (compares_rows_by_their_first_entries, ONLY, "should be"),
        (divides_by_the_first_row, ONLY, "returned False, should be True"),
        (takes_a_line_for_inseparable, LINES, "returned False, should be True"),
        (knows_squares_only, ONLY, "returned False, should be True"),
        (takes_symmetry_for_it, ONLY, "should be"),
        (returns_a_number, ONLY, "the int 1, should be a bool"),
        (returns_text, ONLY, "a bool"),
        (asks_for_two_more_singular_values, DETERMINANT, "returned True, should be False"),
    ],
)
def test_a_common_mistake_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(is_separable=mistake))


@pytest.mark.parametrize("judge", [ONLY, DETERMINANT, LINES, SCALE])
@pytest.mark.parametrize("tolerance", [4e-16, 1e-12, 1e-9, 1e-6])
def test_the_tolerance_may_be_anywhere_in_the_gap_that_is_left(judge, tolerance):
    """No kernel has a ratio of singular values between rounding noise and 1e-6."""

    def is_separable(kernel):
        s = singular_values(kernel)
        return np.bool_(len(s) < 2 or s[1] <= tolerance * s[0])

    judged(judge, SimpleNamespace(is_separable=is_separable))


@pytest.mark.parametrize("judge", [ONLY, DETERMINANT, LINES, SCALE])
def test_numpy_may_decide_about_the_rank(judge):
    """Its own tolerance lies in the gap, down to 2 by 2."""
    judged(judge, SimpleNamespace(is_separable=lambda kernel: np.linalg.matrix_rank(kernel) <= 1))
