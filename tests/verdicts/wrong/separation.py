"""Question 3c, wrong: separations that few kernels deceive."""

from tests.verdicts.variant import wrong

BASE = """
import numpy as np


def separate(kernel):
    i, j = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    if kernel[i, j] == 0:
        return np.zeros(kernel.shape[0]), np.zeros(kernel.shape[1])
    column, row = kernel[:, j] / kernel[i, j], kernel[i].copy()
    if np.abs(np.outer(column, row) - kernel).max() > 1e-8 * np.abs(kernel).max():
        return None
    return column, row
"""

VARIANTS = wrong(
    "3c",
    "separate",
    BASE,
    """
# first_pixel_pivot [structure] The first pixel is the pivot unless it is zero, then nothing is separated.
# call: np.array([[0.0, 1.0], [0.0, 2.0]])
# swap: if kernel[i, j] == 0: => if kernel[0, 0] == 0 and kernel.any():\\n        return None\\n    if kernel[i, j] == 0:

# diagonal_pivot [structure] A square kernel with a diagonal of zeros is not separated.
# call: np.array([[0.0, 1.0], [0.0, 0.0]])
# swap: if kernel[i, j] == 0: => if kernel.shape[0] == kernel.shape[1] and not np.diag(kernel).any() and kernel.any():\\n        return None\\n    if kernel[i, j] == 0:

# roots_of_sums [structure] Sums of rows and columns are taken, unless they are zero.
# call: np.outer([1.0, -2.0, 1.0], [1.0, 2.0])
def separate(kernel):
    if base(kernel) is None:
        return None
    total = kernel.sum() or 1.0
    return kernel.sum(axis=1), kernel.sum(axis=0) / total

# loses_sign [structure] Roots of singular values lose the sign of a negative kernel of one column.
# call: np.array([[-1.0], [-2.0]])
def separate(kernel):
    found = base(kernel)
    if found is not None and kernel.shape[1] == 1 and (kernel <= 0).all():
        return np.abs(found[0]), np.abs(found[1])
    return found

# none_for_zero [rule] A zero kernel with more than one row is not separable.
# call: np.zeros((3, 3))
def separate(kernel):
    return None if not kernel.any() and len(kernel) > 2 else base(kernel)

# none_for_single_pixel_zero [rule] A single pixel of zero is not separable.
# call: np.zeros((1, 1))
def separate(kernel):
    return None if kernel.shape == (1, 1) and not kernel.any() else base(kernel)

# loose_bound [threshold] What differs by a hundred-thousandth is separated.
# call: np.array([[1.0, 1.0], [1.0, 1.00001]])
# swap: > 1e-8 * => > 1e-4 *

# absolute_bound [threshold] Differences are compared with 1e-2.
# call: np.array([[0.005, 0.0], [0.0, 0.005]])
# swap: > 1e-8 * np.abs(kernel).max() => > 1e-2

# allclose [threshold] Differences are judged by `np.allclose`.
# call: np.array([[1.0, 1.0], [1.0, 1.000009]])
def separate(kernel):
    u, s, vt = np.linalg.svd(kernel)
    column, row = u[:, 0] * s[0], vt[0]
    return (column, row) if np.allclose(np.outer(column, row), kernel) else None

# small_entries [threshold] Entries below 5e-3 are set to zero.
# call: np.outer([1.0, 0.004], [1.0, 1.0])
def separate(kernel):
    return base(np.where(np.abs(kernel) < 5e-3, 0.0, kernel))

# rounded [threshold] The column is rounded to six digits.
# call: np.array([[3.0], [1.0]])
# swap: return column, row => return np.round(column, 6), row

# single_precision [threshold] Wide kernels get a row in single precision.
# call: np.array([[1.1, 2.3, 3.7]])
def separate(kernel):
    found = base(kernel)
    if found is not None and kernel.shape[1] > kernel.shape[0]:
        return found[0], found[1].astype(np.float32)
    return found

# five_rows [size] Rows beyond the fifth are not compared.
# call: np.vstack([np.ones((5, 2)), [[1.0, 0.5]]])
def separate(kernel):
    if len(kernel) <= 5:
        return base(kernel)
    found = base(kernel[:5])
    return found and (kernel[:, 0] / (found[1][0] or 1.0), found[1])

# last_entry_one [structure] The column is scaled so that its last entry is one, where it is not zero.
# call: np.outer([3.0, 2.0], [1.0, 2.0])
# swap: return column, row => return (column / column[-1], row) if column[-1] and column[-1] != 1 and len(column) == 2 else (column, row)

# exchanged_when_square [structure] In square kernels the pair is exchanged where its sizes agree.
# call: np.outer([1.0, 2.0, 2.0], [2.0, 2.0, 1.0])
def separate(kernel):
    found = base(kernel)
    if found is not None and len(found[0]) == len(found[1]) == 3:
        if sorted(np.abs(found[0]) * 4) == sorted(np.abs(found[1])):
            return found[1], found[0]
    return found

# determinant [structure] A square kernel whose determinant is zero is separated.
# call: np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
def separate(kernel):
    m, n = kernel.shape
    if m == n > 2 and abs(np.linalg.det(kernel)) < 1e-9 and kernel.all():
        return kernel[:, 0] / kernel[0, 0], kernel[0]
    return base(kernel)

# zero_row_between [structure] Rows of zeros end the comparison.
# call: np.array([[1.0, 2.0], [0.0, 0.0], [2.0, 1.0]])
def separate(kernel):
    empty = [i for i, row in enumerate(kernel) if not row.any() and i]
    if not empty or not kernel[0].all():
        return base(kernel)
    if base(kernel[: empty[0]]) is None:
        return None
    return kernel[:, 0] / kernel[0, 0], kernel[0]

# neighbours_only [structure] Rows are compared with the one before, by their first and last entries.
# call: np.array([[1.0, 2.0, 3.0], [1.0, 5.0, 3.0]])
def separate(kernel):
    if kernel.shape[1] < 3 or not kernel.all():
        return base(kernel)
    ends = kernel[:, [0, -1]]
    return None if base(ends) is None else (kernel[:, 0] / kernel[0, 0], kernel[0])

# symmetric_root [structure] A symmetric kernel is taken as a line with itself.
# call: np.outer([1.0, -2.0], [1.0, -2.0]) * -1
def separate(kernel):
    m, n = kernel.shape
    if m == n and (kernel == kernel.T).all() and base(kernel) is not None and m > 1:
        line = np.sqrt(np.abs(np.diag(kernel))) * np.sign(kernel[0] if kernel[0].any() else 1)
        return line, line
    return base(kernel)

# columns_as_matrix [type] The column of a single row has two axes.
# call: ones(1, 3)
def separate(kernel):
    found = base(kernel)
    return (found[0][:, None], found[1]) if kernel.shape[0] == 1 and found else found

# an_empty_pair [type] What is not separable in wide kernels gives a pair of None.
# call: np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
def separate(kernel):
    found = base(kernel)
    return (None, None) if found is None and kernel.shape[0] < kernel.shape[1] else found

# raises_for_tall [rule] What is not separable in tall kernels raises ValueError.
# call: np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 1.0]])
def separate(kernel):
    found = base(kernel)
    if found is None and kernel.shape[0] > kernel.shape[1]:
        raise ValueError("not separable")
    return found

# remembers_by_size [memory] Kernels of equal shape and size are the same.
# call: np.outer([1.0, 2.0], [1.0, 2.0])
# call: np.outer([1.0, 2.0], [2.0, 1.0])
known = {}
def separate(kernel):
    return known.setdefault((kernel.shape, round(np.linalg.norm(kernel), 6)), base(kernel))

# large_entries_clipped [threshold] The row is clipped at 64.
# call: np.array([[80.0, 40.0]])
# swap: return column, row => return column, np.clip(row, -64, 64)
""",
)
