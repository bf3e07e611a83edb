"""The cost of filtering against multiplications that are really made."""

import time

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from reference.complexity import blur_separable, filter_complexity
from tests.reference.strategies import arrays, images


def multiplications(n, k, separable):
    """Made by the plain loops over an n by n image."""
    count = 0
    for _pixel in np.ndindex(n, n):
        taps = 2 * k if separable else sum(1 for _ in np.ndindex(k, k))
        count += taps
    return count


@pytest.mark.parametrize("separable", [False, True])
def test_the_class_grows_as_the_count_does(separable):
    """Their ratio neither grows nor falls with N, nor with K: it is one constant."""
    text = filter_complexity(separable)
    assert text.startswith("O(")
    assert text.endswith(")")
    # Named, because SymPy would read a bare N as its function of that name.
    names = {name: sympy.Symbol(name) for name in "NK"}
    growth = sympy.lambdify(names.values(), sympy.sympify(text[2:-1], locals=names))

    sizes = [(8, 2), (8, 8), (40, 2), (40, 8), (40, 40)]
    ratios = {multiplications(n, k, separable) / growth(n, k) for n, k in sizes}
    assert ratios == {2.0 if separable else 1.0}


def test_the_printed_costs():
    """Figures of question 3f, in the words that the sheet accepts."""
    assert filter_complexity(True) == "O(K*N**2)"
    assert filter_complexity(False) == "O(K**2*N**2)"


half_taps = arrays(st.integers(1, 3))


@given(half=half_taps, data=st.data())
def test_two_passes_filter_like_the_whole_kernel(half, data):
    """SciPy's convolution with the outer product, zeros outside."""
    taps = np.concatenate([half[:0:-1], half])
    image = data.draw(images(min_side=len(taps), max_side=6))

    blurred = blur_separable(image, taps)

    expected = ndimage.convolve(image, np.outer(taps, taps), mode="constant")
    assert blurred.shape == image.shape
    scale = max(1.0, np.abs(expected).max())
    np.testing.assert_allclose(blurred, expected, rtol=1e-9, atol=1e-10 * scale)


def test_the_largest_image_and_kernel_agree_with_scipy():
    """63 taps on a tall image: the two passes must not be taken for the same axis."""
    rng = np.random.default_rng(0)
    half, image = rng.normal(size=32), rng.normal(size=(64, 63))
    taps = np.concatenate([half[:0:-1], half])

    expected = ndimage.convolve(image, np.outer(taps, taps), mode="constant")
    np.testing.assert_allclose(blur_separable(image, taps), expected, atol=1e-9)


def test_whole_numbers_are_blurred_by_fractions():
    """An image of integers must not round the result."""
    image = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    taps = np.array([0.5, 1.0, 0.5])

    np.testing.assert_allclose(blur_separable(image, taps), np.outer(taps, taps))


def test_the_time_grows_no_faster_than_the_taps():
    """
    21 times the taps within four times 21 times the time.

    A single pass would need 441 times; fixed costs are the same for both and only help.
    """
    image = np.random.default_rng(0).normal(size=(64, 64))

    def seconds(taps):
        best = float("inf")
        for _ in range(15):
            start = time.process_time()
            for _ in range(5):
                blur_separable(image, np.ones(taps))
            best = min(best, time.process_time() - start)
        return best

    assert seconds(63) <= 4 * 21 * seconds(3)


def test_taps_without_a_middle_are_refused():
    """Their result would be shifted by half a pixel."""
    with pytest.raises(ValueError, match="4 taps have no middle; choose an odd number"):
        blur_separable(np.eye(5), np.ones(4))
