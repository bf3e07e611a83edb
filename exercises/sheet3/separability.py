"""
Is a filter separable?

Write ``is_separable(kernel)``.

- ``kernel`` is float64 (M, N): not always square, sometimes a single row or column, a single
  number, or zeros only.
- It is separable when it is the outer product of a column and a row. The answer is a bool: True
  where the second singular value is at most 1e-9 times the largest, or where there is no second.
- The kernels you are asked about leave no doubt: that ratio is below 4e-16, which is rounding
  noise, or above 1e-6. A kernel of zeros is separable.

``[[2, 3], [1, 1]]`` is not separable; its determinant is -1. Mind that a determinant of 0 does
not decide the matter.
"""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from exercises.sheet3.kernel_pairs import paired
from exercises.sheet3.plane_strategies import (
    inseparable_kernels,
    line_kernels,
    products,
    rank_two_kernels,
    scaled_products,
)
from grader.authoring import answers, assert_truth, points
from reference import separability

ID = "3b"
TITLE = "Separable filters"

PRINTED = np.array([[2.0, 3], [1, 1]])
PREWITT = np.array([[1.0, 0, -1]] * 3)
SOBEL = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
# Nothing to divide by, in the first row and the first column.
HOLLOW = np.array([[0.0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 1]])
NEARLY = 1.0 + 2e-6 * np.array([[1.0, -1], [-1, 1]])
LAPLACE = np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])
SCALES = (0.001, 0.01, -0.1, 3.0)


def square_rank_two_kernels():
    """Kernels with determinant 0 that are not separable."""
    return rank_two_kernels(st.integers(3, 5).map(lambda side: (side, side)))


@points(2, "is_separable")
@given(product=products(), other=inseparable_kernels())
@example(product=PRINTED.reshape(1, 4), other=PRINTED)
@example(product=SOBEL, other=LAPLACE)
@example(product=np.outer([0.1, 0.7, 0.3], [0.3, 1.1]), other=np.eye(2))
@example(product=np.outer([0.0, 0.3], [0.0, 0.7, 0.1]), other=HOLLOW)
@example(product=np.outer([0.7, 0.0, 0.1], [0.3, 0.0]), other=NEARLY)
@paired("product", "other")
def test_only_an_outer_product_is_separable(student, product, other):
    """An outer product of a column and a row is separable, and nothing else is."""
    _assert_separable(student, product, other)


@points(1, "is_separable")
@given(product=products(), other=square_rank_two_kernels())
@example(product=SOBEL, other=LAPLACE)
@example(product=PREWITT, other=np.diag([1.0, 1, 0]))
def test_a_zero_determinant_does_not_decide(student, product, other):
    """A kernel of rank two is not separable, though its determinant is 0; an outer product is."""
    _assert_separable(student, product, other)


@points(1, "is_separable")
@given(line=line_kernels(), other=inseparable_kernels())
@example(line=np.array([[3.0]]), other=PRINTED)
@example(line=np.zeros((3, 3)), other=np.eye(3))
@example(line=np.zeros((1, 1)), other=np.eye(2))
@example(line=np.zeros((1, 3)), other=1 + np.eye(4))
@example(line=np.array([[0.0, 2, 5]]), other=PRINTED)
@example(line=np.array([[0.0], [2], [5]]), other=PRINTED)
def test_lines_and_zeros_are_separable(student, line, other):
    """A single row, column or number is separable, and so are zeros; higher rank is not."""
    _assert_separable(student, line, other)


@points(1, "is_separable")
@given(product=scaled_products(), other=inseparable_kernels(), scale=st.sampled_from(SCALES))
@example(product=SOBEL * 0.001, other=PRINTED, scale=0.001)
@example(product=SOBEL * -20, other=LAPLACE, scale=-20.0)
@example(product=SOBEL * 0.002, other=NEARLY, scale=0.002)
@example(product=SOBEL * 20, other=NEARLY, scale=20.0)
def test_scale_does_not_decide(student, product, other, scale):
    """An outer product is separable, and nothing else, however large or small the entries are."""
    _assert_separable(student, product, other * scale)


def _assert_separable(student, separable, other):
    """The first is separable, as the reference says, and the second is not."""
    kernels = (separable, other)
    for answer, kernel in zip(
        answers(student.is_separable, [(kernel,) for kernel in kernels]), kernels, strict=True
    ):
        assert_truth(answer, separability.is_separable(kernel))
