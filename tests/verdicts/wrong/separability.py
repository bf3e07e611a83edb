"""Question 3b, wrong: tests of separability that few kernels deceive."""

from tests.verdicts.variant import wrong

BASE = """
import numpy as np


def is_separable(kernel):
    s = np.linalg.svd(kernel, compute_uv=False)
    return bool(len(s) == 1 or s[1] <= 1e-9 * s[0])
"""

VARIANTS = wrong(
    "3b",
    "is_separable",
    BASE,
    """
# neighbouring_minors [structure] Only minors of neighbouring rows and columns are looked at.
# call: np.array([[1.0, 2.0], [0.0, 0.0], [2.0, 1.0]])
def is_separable(kernel):
    minors = kernel[:-1, :-1] * kernel[1:, 1:] - kernel[:-1, 1:] * kernel[1:, :-1]
    return bool((np.abs(minors) <= 1e-9 * np.abs(kernel).max() ** 2).all())

# minors_with_first_pixel [structure] Only minors with the first pixel are looked at.
# call: np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 2.0], [0.0, 2.0, 1.0]])
def is_separable(kernel):
    minors = kernel[0, 0] * kernel - np.outer(kernel[:, 0], kernel[0])
    return bool(np.abs(minors).max() <= 1e-9 * np.abs(kernel).max() ** 2)

# minors_with_first_row [structure] Only minors with the first row are looked at.
# call: np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0]])
def is_separable(kernel):
    top = kernel[0]
    minors = [np.outer(top, row) - np.outer(row, top) for row in kernel]
    return bool(np.abs(minors).max() <= 1e-9 * np.abs(kernel).max() ** 2)

# minors_with_last [structure] Only minors with the last row are looked at.
# call: np.array([[1.0, 2.0], [2.0, 1.0], [0.0, 0.0]])
def is_separable(kernel):
    last = kernel[-1]
    minors = [np.outer(last, row) - np.outer(row, last) for row in kernel]
    return bool(np.abs(minors).max() <= 1e-9 * np.abs(kernel).max() ** 2)

# determinant_of_square [structure] A square kernel is decided by its determinant.
# call: np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
def is_separable(kernel):
    m, n = kernel.shape
    if m == n > 1:
        return bool(abs(np.linalg.det(kernel / max(np.abs(kernel).max(), 1e-9))) < 1e-12)
    return base(kernel)

# eigenvalues [structure] A square kernel is decided by its eigenvalues.
# call: np.array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
def is_separable(kernel):
    m, n = kernel.shape
    if m != n:
        return base(kernel)
    size = np.sort(np.abs(np.linalg.eigvals(kernel)))[::-1]
    return bool(m == 1 or size[1] <= 1e-5 * np.linalg.norm(kernel))

# trace_of_square [structure] Rank one is read from the trace of the square.
# call: np.array([[1.0, 0, 0], [0, 0, 1], [0, 0, 0]])
def is_separable(kernel):
    m, n = kernel.shape
    if m != n:
        return base(kernel)
    scale = max(np.abs(kernel).max() ** 2, 1e-300)
    return bool(abs(np.trace(kernel) ** 2 - np.trace(kernel @ kernel)) <= 1e-12 * scale) and not (
        m == 2 and abs(np.linalg.det(kernel)) > 1e-9 * scale
    )

# absolute_bound [threshold] The second singular value is compared with 1e-2.
# call: np.array([[0.005, 0.0], [0.0, 0.005]])
# swap: s[1] <= 1e-9 * s[0] => s[1] <= 1e-2

# loose_bound [threshold] The second singular value may be a hundred-thousandth of the first.
# call: np.diag([100.0, 0.001])
# swap: 1e-9 => 2e-5

# matrix_rank [threshold] The rank with a tolerance of its own.
# call: np.array([[1.0, 1.0], [1.0, 1.00002]])
def is_separable(kernel):
    return bool(np.linalg.matrix_rank(kernel, tol=2e-5 * np.linalg.norm(kernel)) <= 1)

# allclose [threshold] The product of the first row and column is compared by `np.allclose`.
# call: np.array([[1.0, 1.0], [1.0, 1.00001]])
def is_separable(kernel):
    i, j = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    if kernel[i, j] == 0:
        return True
    return bool(np.allclose(np.outer(kernel[:, j], kernel[i]) / kernel[i, j], kernel, rtol=1e-5, atol=0))

# small_entries [threshold] Entries below 5e-3 are set to zero.
# call: np.array([[1.0, 0.0], [0.0, 0.004]])
def is_separable(kernel):
    return base(np.where(np.abs(kernel) < 5e-3, 0.0, kernel))

# relative_entries [threshold] Entries below a thousandth of the largest are set to zero.
# call: np.array([[50.0, 0.0], [0.0, 0.004]])
def is_separable(kernel):
    return base(np.where(np.abs(kernel) < 1e-3 * np.abs(kernel).max(), 0.0, kernel))

# exact_minors [threshold] Products are compared exactly.
# call: np.outer([0.1, 0.2, 0.3], [0.7, 0.3, 0.1])
def is_separable(kernel):
    a, b = np.outer(kernel[0], kernel[-1]), np.outer(kernel[-1], kernel[0])
    return bool((a == b).all()) and base(kernel)

# constant_rows [shortcut] Rows with equal sums are taken for equal rows.
# call: np.array([[1.0, 2.0], [2.0, 1.0]])
def is_separable(kernel):
    sums = kernel.sum(axis=1)
    return bool(len(sums) > 1 and np.ptp(sums) == 0 and sums[0] != 0) or base(kernel)

# symmetric_ones [shortcut] A kernel of ones and zeros that is symmetric is taken for a box.
# call: np.array([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])
def is_separable(kernel):
    m, n = kernel.shape
    box = m == n == 3 and set(np.unique(kernel)) <= {0.0, 1.0} and (kernel == kernel.T).all()
    return bool(box and kernel[0, 0] and kernel.sum() > 3) or base(kernel)

# one_zero_line [shortcut] A kernel with a row of zeros is looked at without its next row.
# call: np.array([[1.0, 2.0], [0.0, 0.0], [1.0, 3.0]])
def is_separable(kernel):
    rows = [i for i, row in enumerate(kernel) if not row.any()]
    return base(kernel[: rows[0] + 1]) if rows and rows[0] > 0 else base(kernel)

# five_rows [size] Rows beyond the fifth are not compared.
# call: np.vstack([np.ones((5, 2)), [[1.0, 2.0]]])
def is_separable(kernel):
    return base(kernel[:5])

# four_columns [size] Columns beyond the fourth are not compared.
# call: np.hstack([np.ones((2, 4)), [[1.0], [2.0]]])
def is_separable(kernel):
    return base(kernel[:, :4])

# wide_by_rows [structure] In wide kernels the signs of the entries are not looked at.
# call: np.array([[1.0, 1.0, 1.0], [1.0, -1.0, 1.0]])
def is_separable(kernel):
    return base(np.abs(kernel)) if kernel.shape[1] > kernel.shape[0] else base(kernel)

# columns_sorted [structure] Lines are brought into order before they are compared, in tall kernels.
# call: np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 2.0]])
def is_separable(kernel):
    return base(np.sort(kernel, axis=1)) if kernel.shape[0] > kernel.shape[1] else base(kernel)

# ratio_of_first_two [structure] All rows are multiples of the first if the ratios of two columns are.
# call: np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 7.0]])
def is_separable(kernel):
    m, n = kernel.shape
    if n == 3 and m == 2 and kernel[:, 0].all():
        return base(kernel[:, :2])
    return base(kernel)

# zero_kernel [rule] A zero kernel is separable only where it is square.
# call: np.zeros((2, 3))
def is_separable(kernel):
    return kernel.shape[0] == kernel.shape[1] if not kernel.any() else base(kernel)

# single_column [rule] A single column that begins with zero is not separable.
# call: np.array([[0.0], [1.0]])
def is_separable(kernel):
    return bool(kernel[0, 0]) or not kernel.any() if kernel.shape[1] == 1 else base(kernel)

# remembers_by_mean [memory] Kernels of equal sum and shape are the same.
# call: np.array([[1.0, 1.0], [1.0, 1.0]])
# call: np.array([[2.0, 0.0], [0.0, 2.0]])
known = {}
def is_separable(kernel):
    return known.setdefault((kernel.shape, round(kernel.sum(), 9)), base(kernel))

# remembers_by_text [memory] Kernels are told apart by their text, which has two digits.
# call: np.full((2, 2), 1.0)
# call: np.array([[1.0, 1.0], [1.0, 1.002]])
known = {}
def is_separable(kernel):
    text = np.array2string(kernel, precision=2, floatmode="fixed")
    return known.setdefault(text, base(kernel))

# pivot_of_diagonal [structure] The largest entry of the diagonal is taken for the pivot.
# call: np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
def is_separable(kernel):
    if kernel.shape[0] != kernel.shape[1]:
        return base(kernel)
    i = int(np.abs(np.diag(kernel)).argmax())
    if kernel[i, i] == 0:
        return True
    rest = kernel - np.outer(kernel[:, i], kernel[i]) / kernel[i, i]
    return bool(np.abs(rest).max() <= 1e-9 * np.abs(kernel).max())

# words_for_lines [type] For a single row a number is returned.
# call: ones(1, 3)
def is_separable(kernel):
    return 1 if kernel.shape[0] == 1 else base(kernel)
""",
)
