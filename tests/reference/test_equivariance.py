"""Shifts, how far filtering is from commuting with them, and the classification."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from reference.equivariance import OPERATIONS, TRANSFORMS, classify, equivariance_gap, translate
from tests.reference.strategies import images, kernels, small_integers

SCIPY = {"zero": "constant", "wrap": "grid-wrap"}

shifts = st.one_of(st.integers(-9, 9), st.integers(-(10**30), 10**30))


@given(image=images(), rows=shifts, columns=shifts)
def test_a_pixel_moves_down_and_to_the_right(image, rows, columns):
    """And comes in again on the other side, for any int."""
    height, width = image.shape
    moved = translate(image, rows, columns)

    assert moved.shape == image.shape
    for r, s in np.ndindex(height, width):
        assert moved[(r + rows) % height, (s + columns) % width] == image[r, s]


@given(
    image=images(min_side=3),
    kernel=kernels(1, 3),
    rows=shifts,
    columns=shifts,
    padding=st.sampled_from(["wrap", "zero"]),
)
def test_the_gap_is_the_largest_difference(image, kernel, rows, columns, padding):
    """Both orders computed with SciPy's filter and NumPy's shift."""

    def filtered(x):
        return ndimage.convolve(x, kernel, mode=SCIPY[padding])

    def shifted(x):
        return np.roll(np.roll(x, rows % x.shape[0], axis=0), columns % x.shape[1], axis=1)

    expected = np.abs(shifted(filtered(image)) - filtered(shifted(image))).max()

    tolerance = 1e-9 * max(1.0, np.abs(filtered(image)).max())
    assert abs(equivariance_gap(image, kernel, rows, columns, padding) - expected) <= tolerance


@given(
    image=images(min_side=5, elements=small_integers()),
    kernel=kernels(1, 3, 5, elements=small_integers()),
    rows=shifts,
    columns=shifts,
)
def test_with_circular_borders_filtering_commutes_with_shifts(image, kernel, rows, columns):
    """Question 3a's claim; on integers there is no rounding, so the gap is exactly 0."""
    assert equivariance_gap(image, kernel, rows, columns, "wrap") == 0


def test_with_zeros_outside_filtering_does_not_commute_with_shifts():
    """One bright pixel in a corner, moved by one: its neighbours fall outside, or do not."""
    image = np.zeros((4, 4))
    image[3, 3] = 7

    assert equivariance_gap(image, np.ones((3, 3)), 1, 0, "zero") == 7
    assert equivariance_gap(image, np.ones((1, 1)), 1, 0, "zero") == 0


@pytest.mark.parametrize("word", ["reflect", "", "Wrap"])
def test_any_other_border_is_refused(word):
    """Also "reflect", which is a padding elsewhere and not here."""
    with pytest.raises(ValueError, match=r"no padding is called .*; choose one of 'wrap', 'zero'$"):
        equivariance_gap(np.eye(3), np.eye(3), 0, 0, word)


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("convolution", ["equivariant", "neither", "neither"]),
        ("relu", ["equivariant", "equivariant", "equivariant"]),
        ("global_average_pooling", ["invariant", "invariant", "invariant"]),
        ("global_max_pooling", ["invariant", "invariant", "invariant"]),
    ],
)
def test_the_experiments_reach_the_verdicts_of_theory(operation, expected):
    """
    What can be proved, in the order shift, flip, quarter turn.

    A general kernel has no symmetry, so its convolution commutes with shifts only; what acts
    on each pixel alone commutes with every permutation; a sum or a maximum ignores it.
    """
    assert [classify(operation, move) for move in ["shift", "flip", "rotate90"]] == expected


def test_the_kernel_of_the_experiment_is_a_general_one():
    """A symmetric kernel would make convolution look equivariant to flips and turns."""
    from reference.equivariance import KERNEL

    symmetries = [np.rot90(KERNEL, k) for k in range(4)]
    symmetries += [np.rot90(KERNEL.T, k) for k in range(4)]
    assert len({each.tobytes() for each in symmetries}) == 8


def test_every_word_of_the_sheet_is_known():
    """And no other."""
    assert set(OPERATIONS) == {
        "convolution",
        "relu",
        "global_average_pooling",
        "global_max_pooling",
    }
    assert set(TRANSFORMS) == {"shift", "flip", "rotate90"}


@pytest.mark.parametrize(
    ("operation", "transform", "message"),
    [
        (
            "softmax",
            "shift",
            "no operation is called 'softmax'; choose one of 'convolution', 'relu'",
        ),
        ("relu", "scale", "no transform is called 'scale'; choose one of 'shift', 'flip'"),
        ("shift", "relu", "no operation is called 'shift'"),
    ],
)
def test_any_other_word_is_refused(operation, transform, message):
    """For either argument."""
    with pytest.raises(ValueError, match=message):
        classify(operation, transform)
