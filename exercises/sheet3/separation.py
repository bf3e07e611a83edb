"""
Separating a filter.

Write ``separate(kernel)``.

- ``kernel`` is float64 (M, N), as in Question 3b. Where it is separable, as defined there, the
  result is the pair ``(column, row)`` of arrays of shapes (M,) and (N,) whose outer product is
  the kernel, every entry within 1e-8 times the kernel's largest (in size): that takes double
  precision, for single precision has seven digits. Sign and scale may be shared between the two
  in any way.
- Where it is not separable, the result is None.

``[[2, 3], [1, 1]]`` is not separable.
"""

import numpy as np
from hypothesis import example, given

from exercises.sheet3.kernel_pairs import paired
from exercises.sheet3.plane_strategies import (
    inseparable_kernels,
    line_kernels,
    products,
    scaled_products,
)
from grader.authoring import answers, array, assert_close, assert_nothing, pair, points

ID = "3c"
TITLE = "Separating a filter"

PRINTED = np.array([[2.0, 3], [1, 1]])
SOBEL = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
LAPLACE = np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])


@points(2, "separate")
@given(kernel=products())
@example(kernel=SOBEL)
@example(kernel=-SOBEL.T[:2])
@example(kernel=np.outer([0.0, 0.3, 0.7], [0.0, 1.1, -0.1, 2.7]))
def test_column_times_row_is_the_kernel(student, kernel):
    """The outer product of column and row gives the kernel back."""
    _assert_product(student.separate(kernel), kernel)


@points(1, "separate")
@given(kernel=line_kernels())
@example(kernel=np.array([[-3.0]]))
@example(kernel=np.zeros((2, 3)))
@example(kernel=np.zeros((1, 1)))
@example(kernel=np.zeros((1, 3)))
@example(kernel=np.zeros((3, 1)))
@example(kernel=np.array([[0.0, 2, 5]]))
@example(kernel=np.array([[100.0, 0, 0.001]]))
@example(kernel=np.array([[0.0], [2], [5]]))
@example(kernel=np.arange(1.0, 21)[np.newaxis])
@example(kernel=-np.arange(1.0, 21)[:, np.newaxis])
def test_lines_and_zeros_separate(student, kernel):
    """Column times row gives a single row, column or number back too, and zeros."""
    _assert_product(student.separate(kernel), kernel)


@points(1, "separate")
@given(kernel=inseparable_kernels(), product=products())
@example(kernel=PRINTED, product=PRINTED.reshape(1, 4))
@example(kernel=LAPLACE, product=SOBEL.T.copy())
@paired("product", "kernel")
def test_nothing_else_separates(student, kernel, product):
    """A kernel that is no outer product gives None; one that is gives its column and row."""
    nothing, parts = answers(student.separate, [(kernel,), (product,)])
    assert_nothing(nothing)
    _assert_product(parts, product)


@points(1, "separate")
@given(kernel=scaled_products())
@example(kernel=SOBEL * -20)
@example(kernel=SOBEL * 0.001)
def test_sign_and_scale_are_kept(student, kernel):
    """Column times row gives small, large and negative kernels back, precisely for their size."""
    _assert_product(student.separate(kernel), kernel)


def _assert_product(answer, kernel):
    """The answer is a column and a row whose outer product is the kernel."""
    column, row = pair(answer)
    height, width = kernel.shape
    column, row = array(column, (height,)), array(row, (width,))
    with np.errstate(all="ignore"):
        product = np.outer(column, row)
    assert_close(product, kernel, rtol=0.0, atol=1e-8 * float(np.abs(kernel).max()))
