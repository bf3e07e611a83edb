"""Question 3c, right: kernels taken apart in other ways."""

from tests.verdicts.variant import right

VARIANTS = right(
    "3c",
    "separate",
    "import numpy as np\n",
    """
# singular_values The first singular pair, as a list.
def separate(kernel):
    u, s, vt = np.linalg.svd(kernel)
    if len(s) > 1 and s[1] > 1e-9 * s[0]:
        return None
    return [u[:, 0] * s[0], vt[0]]

# equal_shares Both get the root of the singular value.
def separate(kernel):
    u, s, vt = np.linalg.svd(kernel, full_matrices=False)
    if (s[1:] > 1e-9 * s[0]).any():
        return
    root = np.sqrt(s[0])
    return u[:, 0] * root, vt[0] * root

# views_and_lists A row that is a view, and a column that is a list.
def separate(kernel):
    i, j = divmod(int(np.abs(kernel).argmax()), kernel.shape[1])
    pivot = kernel[i, j] or 1.0
    column = (kernel[:, j] / pivot).tolist()
    return (column, kernel[i]) if np.abs(np.outer(column, kernel[i]) - kernel).max() <= 1e-8 * abs(pivot) else None

# projections All rows onto the longest.
def separate(kernel):
    row = max(kernel, key=np.linalg.norm)
    if not row.any():
        return np.ones(len(kernel)), row
    column = kernel @ row / (row @ row)
    if np.linalg.norm(kernel - column[:, None] * row) > 1e-8 * np.linalg.norm(kernel):
        return None
    return column, row

# named_pair A pair with names.
from typing import NamedTuple
class Lines(NamedTuple):
    column: np.ndarray
    row: np.ndarray
def separate(kernel):
    j = np.abs(kernel).max(axis=0).argmax()
    column = kernel[:, j]
    row = np.linalg.lstsq(column[:, None], kernel, rcond=None)[0][0]
    far = np.abs(np.outer(column, row) - kernel).max() > 1e-8 * np.abs(kernel).max()
    return None if far else Lines(column, row)

# exact_fractions Exact fractions, rounded once.
from fractions import Fraction
def separate(kernel):
    rows = [[Fraction(v) for v in row] for row in kernel.tolist()]
    size, i, j = max((abs(v), i, j) for i, row in enumerate(rows) for j, v in enumerate(row))
    if not size:
        return (0,) * len(rows), (0,) * len(rows[0])
    column = [row[j] / rows[i][j] for row in rows]
    if any(abs(c * r - v) > size / 10**8
           for c, row in zip(column, rows) for r, v in zip(rows[i], row)):
        return None
    return tuple(map(float, column)), tuple(map(float, rows[i]))

# scaled_differently A large column and a small row.
def separate(kernel):
    u, s, vt = np.linalg.svd(kernel)
    if s.size > 1 and s[1] > 1e-9 * s.max():
        return None
    return 1e6 * u[:, 0], vt[0] * s[0] / 1e6

# one_array Both lines of a square kernel in one array.
def separate(kernel):
    i, j = np.unravel_index(np.argmax(abs(kernel)), kernel.shape)
    if kernel[i, j] == 0:
        return kernel[:, 0] * 0, kernel[0] * 0
    lines = kernel[:, j], kernel[i] / kernel[i, j]
    if not np.all(abs(np.multiply.outer(*lines) - kernel) <= 1e-8 * abs(kernel[i, j])):
        return None
    return np.array(lines) if kernel.shape[0] == kernel.shape[1] else lines

# alternating Alternating least squares.
def separate(kernel):
    row = kernel[np.abs(kernel).sum(axis=1).argmax()].copy()
    if not np.any(row):
        return np.zeros(kernel.shape[0], dtype=int), np.zeros(kernel.shape[1], dtype=int)
    for _ in range(5):
        column = kernel @ row / np.dot(row, row)
        row = column @ kernel / np.dot(column, column)
    good = np.abs(np.outer(column, row) - kernel).max() <= 1e-8 * np.abs(kernel).max()
    return (np.asfortranarray(column), row) if good else None

# eigenvectors The eigenvector of the product with itself.
def separate(kernel):
    values, vectors = np.linalg.eigh(kernel.T @ kernel)
    row = vectors[:, -1]
    column = kernel @ row
    return None if np.abs(kernel - np.outer(column, row)).max() > 1e-8 * np.abs(kernel).max() else (column, row)
""",
)
