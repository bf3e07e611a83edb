"""
Filters that are an outer product of a column and a row.

The singular values decide.  A determinant decides nothing but the 2 by 2 case: it also
vanishes for kernels of rank two, and a kernel that is not square has none.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["is_separable", "separate"]

Array = NDArray[np.floating]

# Of the second singular value, relative to the largest: far above rounding, far below intent.
TOLERANCE = 1e-9


def is_separable(kernel: Array) -> bool:
    """
    Whether a kernel is the outer product of a column and a row.

    Parameters
    ----------
    kernel : array, shape (M, N)
        Of any shape; one row, one column and all zeros are separable.

    Returns
    -------
    bool
        True where the second singular value is at most 1e-9 times the largest.

    Examples
    --------
    >>> is_separable(np.array([[2.0, 3.0], [1.0, 1.0]]))
    False
    >>> is_separable(np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]]))
    True
    """
    return _has_rank_one(np.linalg.svd(kernel, compute_uv=False))


def separate(kernel: Array) -> tuple[Array, Array] | None:
    """
    A column and a row whose outer product is the kernel.

    Parameters
    ----------
    kernel : array, shape (M, N)
        Of any shape.

    Returns
    -------
    (column, row) : pair of arrays, shapes (M,) and (N,), or None
        Of equal length, as vectors; their signs are arbitrary, but opposite signs cancel.
        None where the kernel is not separable.

    Examples
    --------
    >>> column, row = separate(np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0]]))
    >>> np.outer(column, row).round(12) + 0.0
    array([[ 1.,  0., -1.],
           [ 2.,  0., -2.]])
    >>> separate(np.array([[2.0, 3.0], [1.0, 1.0]])) is None
    True
    """
    columns, singular_values, rows = np.linalg.svd(kernel, full_matrices=False)
    if not _has_rank_one(singular_values):
        return None
    scale = np.sqrt(singular_values[0])
    return columns[:, 0] * scale, rows[0] * scale


def _has_rank_one(singular_values: Array) -> bool:
    """Whether there is one singular value, or none that counts beside the largest."""
    return len(singular_values) < 2 or bool(singular_values[1] <= TOLERANCE * singular_values[0])
