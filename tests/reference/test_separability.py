"""Separability against exact rank, and separation against the kernel itself."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.separability import is_separable, separate
from tests.reference.strategies import arrays, small_integers

sides = st.integers(1, 5)
rectangles = arrays(sides, sides, elements=small_integers())
nearly_constant = arrays(sides, sides, elements=st.sampled_from([0.0, 1.0, 2.0]))


def exactly_separable(kernel):
    """Whether every 2 by 2 minor vanishes, in fractions."""
    a = [[Fraction(value) for value in row] for row in kernel.tolist()]
    height, width = kernel.shape
    return all(
        a[i][k] * a[j][m] == a[i][m] * a[j][k]
        for i in range(height)
        for j in range(i)
        for k in range(width)
        for m in range(k)
    )


@given(kernel=st.one_of(rectangles, nearly_constant))
def test_a_kernel_is_separable_if_all_its_minors_vanish(kernel):
    """Exact, for integers: a kernel of rank two is far from one of rank one."""
    assert is_separable(kernel) is exactly_separable(kernel)


@given(
    column=arrays(sides, elements=st.floats(-100, 100)),
    row=arrays(sides, elements=st.floats(-100, 100)),
)
def test_every_outer_product_is_separable(column, row):
    """Of any length and any size, zero included, whatever the rounding."""
    assert is_separable(np.outer(column, row))


@given(kernel=st.one_of(rectangles, nearly_constant))
def test_a_kernel_is_the_outer_product_of_its_parts(kernel):
    """Where it is separable; and there are no parts where it is not."""
    parts = separate(kernel)

    if parts is None:
        assert not exactly_separable(kernel)
    else:
        column, row = parts
        assert (column.shape, row.shape) == ((kernel.shape[0],), (kernel.shape[1],))
        assert np.abs(np.outer(column, row) - kernel).max() <= 1e-8 * np.abs(kernel).max()
        assert exactly_separable(kernel)


@given(
    column=arrays(sides, elements=st.floats(1e-3, 100)),
    row=arrays(sides, elements=st.floats(1e-3, 100)),
    signs=st.tuples(st.sampled_from([-1, 1]), st.sampled_from([-1, 1])),
)
def test_an_outer_product_is_taken_apart(column, row, signs):
    """Real entries of either sign: only the product is determined, so only it is compared."""
    kernel = np.outer(signs[0] * column, signs[1] * row)
    parts = separate(kernel)

    assert parts is not None
    np.testing.assert_allclose(np.outer(*parts), kernel, atol=1e-12 * np.abs(kernel).max())


@pytest.mark.parametrize("scale", [1e-3, 1.0, 100.0])
@pytest.mark.parametrize(
    ("second", "separable"), [(1e-6, False), (2e-9, False), (5e-10, True), (4e-16, True), (0, True)]
)
def test_the_second_singular_value_decides_relative_to_the_largest(scale, second, separable):
    """A kernel with known singular values, rotated; the threshold 1e-9 is relative."""
    turn = np.array([[0.6, -0.8, 0.0], [0.8, 0.6, 0.0], [0.0, 0.0, 1.0]])
    kernel = scale * turn @ np.diag([1.0, second, 0.0]) @ turn[[1, 2, 0]]

    with mpmath.workdps(40):
        values = sorted(mpmath.svd_r(mpmath.matrix(kernel.tolist()), compute_uv=False))
        assert bool(values[-2] <= 1e-9 * values[-1]) is separable, "the test's own kernel"
    assert is_separable(kernel) is separable
    assert (separate(kernel) is not None) is separable


def test_the_printed_kernel_is_not_separable():
    """Question 3c; its determinant is -1."""
    kernel = np.array([[2.0, 3.0], [1.0, 1.0]])

    assert not is_separable(kernel)
    assert separate(kernel) is None
    assert round(np.linalg.det(kernel)) == -1


@pytest.mark.parametrize("middle", [1.0, 2.0])
def test_prewitt_and_sobel_are_separable(middle):
    """Smoothing in one direction, a difference in the other."""
    kernel = np.outer([1, middle, 1], [1, 0, -1])

    assert is_separable(kernel)
    column, row = separate(kernel)
    np.testing.assert_allclose(np.outer(column, row), kernel, atol=1e-12)


def test_a_vanishing_determinant_is_not_enough():
    """The sheet's converse fails: rank two of three has determinant 0 as well."""
    kernel = np.diag([1.0, 1.0, 0.0])

    assert np.linalg.det(kernel) == 0
    assert not is_separable(kernel)


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (4, 1), (3, 3), (2, 5)])
def test_a_kernel_of_zeros_is_separable_into_zeros(shape):
    """There is nothing to be relative to, and nothing may be divided by it."""
    column, row = separate(np.zeros(shape))

    assert is_separable(np.zeros(shape))
    assert (column.shape, row.shape) == ((shape[0],), (shape[1],))
    assert not np.outer(column, row).any()
