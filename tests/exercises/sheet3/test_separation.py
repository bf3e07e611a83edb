"""The parts of a filter are judged by their product, whatever their sign and scale."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import separation as question
from reference.separability import is_separable, separate
from tests.exercises.sheet3.recorded import judged

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

PRODUCT = question.test_column_times_row_is_the_kernel
LINES = question.test_lines_and_zeros_separate
NOTHING = question.test_nothing_else_separates
SCALE = question.test_sign_and_scale_are_kept


def leaves_the_scale_out(kernel):
    u, _, v = np.linalg.svd(kernel, full_matrices=False)
    return (u[:, 0], v[0]) if is_separable(kernel) else None


def takes_the_second_column(kernel):
    u, s, v = np.linalg.svd(kernel)
    return (u[0] * s[0], v[0]) if is_separable(kernel) else None


def takes_a_column_of_v(kernel):
    u, s, v = np.linalg.svd(kernel)
    return (u[:, 0] * s[0], v[:, 0]) if is_separable(kernel) else None


def gives_the_first_row_and_column(kernel):
    return (kernel[:, 0], kernel[0]) if is_separable(kernel) else None


def divides_by_the_first_entry(kernel):
    return (kernel[:, 0] / kernel[0, 0], kernel[0]) if is_separable(kernel) else None


def swaps_the_pair(kernel):
    parts = separate(kernel)
    return parts and parts[::-1]


def keeps_them_two_dimensional(kernel):
    parts = separate(kernel)
    return parts and (parts[0][:, None], parts[1][None])


def makes_both_positive(kernel):
    parts = separate(kernel)
    return parts and (np.abs(parts[0]), np.abs(parts[1]))


def gives_the_best_there_is(kernel):
    u, s, v = np.linalg.svd(kernel)
    return u[:, 0] * s[0], v[0]


def raises_nothing_and_gives_false(kernel):
    return separate(kernel) or False


def gives_a_pair_of_nothing(kernel):
    return separate(kernel) or (None, None)


def gives_none_for_zeros(kernel):
    return separate(kernel) if kernel.any() else None


def gives_none_for_lines(kernel):
    return separate(kernel) if min(kernel.shape) > 1 else None


def gives_none_for_small_kernels(kernel):
    return separate(kernel) if np.abs(kernel).max() > 0.05 else None


def gives_single_precision(kernel):
    parts = separate(kernel)
    return parts and tuple(part.astype(np.float32) for part in parts)


def rounds(kernel):
    parts = separate(kernel)
    return parts and tuple(part.round(6) for part in parts)


def overflows(kernel):
    parts = separate(kernel)
    return parts and (parts[0] * np.inf, parts[1])


def gives_the_kernel(kernel):
    return kernel


def always_none(kernel):
    return None


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (leaves_the_scale_out, PRODUCT, "should be"),
        (leaves_the_scale_out, SCALE, "should be"),
        (takes_the_second_column, PRODUCT, "should be"),
        (takes_a_column_of_v, PRODUCT, "should be"),
        (gives_the_first_row_and_column, PRODUCT, "should be"),
        (divides_by_the_first_entry, PRODUCT, "NaN"),
        (swaps_the_pair, PRODUCT, "should be"),
        (keeps_them_two_dimensional, PRODUCT, r"shape is \(\d, 1\), should be \(\d,\)"),
        (makes_both_positive, PRODUCT, "should be -"),
        (makes_both_positive, SCALE, "should be -"),
        (gives_the_best_there_is, NOTHING, "returned something, should be None"),
        (raises_nothing_and_gives_false, NOTHING, "returned something, should be None"),
        (gives_a_pair_of_nothing, NOTHING, "returned something, should be None"),
        (gives_none_for_zeros, LINES, "a pair"),
        (gives_none_for_lines, LINES, "a pair"),
        (gives_none_for_small_kernels, SCALE, "a pair"),
        (gives_single_precision, PRODUCT, "should be"),
        (rounds, SCALE, "should be"),
        (overflows, PRODUCT, "NaN|should be"),
        (gives_the_kernel, PRODUCT, "a pair|shape is"),
        (always_none, PRODUCT, "a pair"),
        (always_none, NOTHING, "a pair"),
    ],
)
def test_a_common_mistake_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(separate=mistake))


def scales_the_row(kernel):
    u, s, v = np.linalg.svd(kernel)
    return (-u[:, 0], -v[0] * s[0]) if is_separable(kernel) else None


def divides_by_the_largest_entry(kernel):
    if not is_separable(kernel):
        return None
    i, j = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    return [kernel[:, j].tolist(), (kernel[i] / (kernel[i, j] or 1.0)).tolist()]


@pytest.mark.parametrize("judge", [PRODUCT, LINES, NOTHING, SCALE])
@pytest.mark.parametrize("form", [scales_the_row, divides_by_the_largest_entry])
def test_sign_and_scale_may_be_shared_in_any_way(judge, form):
    """The product decides, and lists are arrays too."""
    judged(judge, SimpleNamespace(separate=form))
