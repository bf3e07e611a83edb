"""Mistakes with ranks and determinants."""

import numpy as np

from grader.authoring.misconceive import misconception


def singular_values(kernel):
    return np.linalg.svd(kernel, compute_uv=False)


@misconception(
    "is_separable", "the determinant decided; it is 0 for rank two as well, from side 3 on"
)
def asks_the_determinant(right, kernel):
    if kernel.shape[0] != kernel.shape[1] or len(kernel) == 1:
        return right(kernel)
    return bool(abs(np.linalg.det(kernel)) < 1e-9 * max(1.0, np.abs(kernel).max() ** len(kernel)))


@misconception(
    "is_separable", "a determinant was taken of a kernel that is not square; it has none"
)
def needs_a_determinant(kernel):
    return bool(abs(np.linalg.det(kernel)) < 1e-9)


@misconception("is_separable", "kernels that are not square were refused")
def refuses_rectangles(right, kernel):
    if kernel.shape[0] != kernel.shape[1]:
        raise ValueError("not square")
    return right(kernel)


@misconception("is_separable", "kernels that are not square were called not separable")
def separates_squares_only(right, kernel):
    return kernel.shape[0] == kernel.shape[1] and right(kernel)


@misconception(
    "is_separable", "the second singular value was compared with 0 exactly; rounding keeps it above"
)
def wants_an_exact_rank(kernel):
    values = singular_values(kernel)
    return bool((values[1:] == 0).all())


@misconception("is_separable", "a rank of exactly 1 was asked for, so zeros are not separable")
def excludes_zeros(right, kernel):
    return bool(kernel.any()) and right(kernel)


@misconception(
    "is_separable", "the second singular value was compared with a fixed number, whatever the scale"
)
def uses_an_absolute_tolerance(kernel):
    return bool((singular_values(kernel)[1:] <= 1e-3).all())


@misconception("is_separable", "the tolerance is too wide")
def is_too_tolerant(kernel):
    values = singular_values(kernel)
    return bool((values[1:] <= 1e-3 * values[0]).all())


@misconception("is_separable", "rank two was accepted too")
def accepts_rank_two(kernel):
    values = singular_values(kernel)
    return bool((values[2:] <= 1e-9 * values[0]).all())


@misconception("is_separable", "only symmetric kernels were called separable")
def wants_symmetry(right, kernel):
    return right(kernel) and kernel.shape[0] == kernel.shape[1] and bool((kernel == kernel.T).all())


@misconception("is_separable", "rows were divided by the first one, which may be zero")
def divides_by_the_first_row(kernel):
    with np.errstate(all="ignore"):
        ratios = kernel / kernel[:1]
    return bool(np.allclose(ratios, ratios[:, :1]))


@misconception("is_separable", "a single row, column or number was called not separable")
def excludes_lines(right, kernel):
    return min(kernel.shape) > 1 and right(kernel)


@misconception("is_separable", "the answers were exchanged: rank 1 is separable")
def exchanges_the_answers(right, kernel):
    return not right(kernel)


@misconception("is_separable", "0 or 1 was returned, which is an int and no bool")
def returns_a_number(right, kernel):
    return int(right(kernel))
