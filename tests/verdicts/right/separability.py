"""Question 3b, right: separability decided in other ways."""

from tests.verdicts.variant import right

VARIANTS = right(
    "3b",
    "is_separable",
    "import numpy as np\n",
    """
# numpy_bool NumPy's bool, from singular values.
def is_separable(kernel):
    s = np.append(np.linalg.svd(kernel, compute_uv=False), 0)
    return s[1] <= 1e-9 * s[0]

# matrix_rank NumPy's rank with the tolerance of the question.
def is_separable(kernel):
    largest = np.linalg.norm(kernel, 2)
    return largest == 0 or bool(np.linalg.matrix_rank(kernel, tol=1e-9 * largest) < 2)

# largest_pivot What is left after the largest entry is eliminated.
def is_separable(kernel):
    i, j = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    pivot = kernel[i, j]
    if pivot == 0:
        return True
    rest = kernel - np.outer(kernel[:, j] / pivot, kernel[i])
    return bool(np.abs(rest).max() <= 1e-8 * abs(pivot))

# exact_fractions All minors, in exact fractions.
from fractions import Fraction
from itertools import combinations
def is_separable(kernel):
    rows = [[Fraction(v) for v in row] for row in kernel.tolist()]
    bound = Fraction(1, 10**8) * max(abs(v) for row in rows for v in row) ** 2
    return all(abs(a[i] * b[j] - a[j] * b[i]) <= bound
               for a, b in combinations(rows, 2) for i, j in combinations(range(len(a)), 2))

# power_iteration The first singular pair by iteration, from the longest row; a 0-d array.
def is_separable(kernel):
    v = kernel[np.linalg.norm(kernel, axis=1).argmax()]
    if not v.any():
        return np.array(True)
    for _ in range(3):
        v = v / np.linalg.norm(v)
        u = kernel @ v
        v = kernel.T @ u
    v = v / np.linalg.norm(v)
    rest = kernel - np.outer(kernel @ v, v)
    return np.array(np.linalg.norm(rest) <= 1e-8 * np.linalg.norm(kernel))

# scipy_qr SciPy's pivoted decomposition.
from scipy.linalg import qr
def is_separable(kernel):
    r = qr(kernel, mode="r", pivoting=True)[0]
    if min(kernel.shape) == 1:
        return True
    return bool(np.abs(r[1:]).max() <= 1e-8 * abs(r[0, 0]))

# angles All rows point along the longest one.
def is_separable(kernel):
    sizes = np.sqrt((kernel**2).sum(axis=1))
    if not sizes.any():
        return True
    along = kernel[sizes.argmax()] / sizes.max()
    across = kernel - np.einsum("ij,j,k->ik", kernel, along, along)
    return not (np.abs(across) > 1e-8 * sizes.max()).any()

# all_minors All minors in one einsum.
def is_separable(kernel):
    a = kernel / (np.abs(kernel).max() or 1)
    minors = np.einsum("ij,kl->ijkl", a, a) - np.einsum("il,kj->ijkl", a, a)
    return bool(np.abs(minors).max() < 1e-8)

# recursion Row by row, keeping the longest.
def is_separable(kernel, along=None, scale=None):
    scale = np.abs(kernel).max() if scale is None else scale
    order = kernel[np.argsort(-np.abs(kernel).sum(1), kind="stable")] if along is None else kernel
    if len(order) == 0 or scale == 0:
        return True
    if along is None:
        return is_separable(order[1:], order[0], scale)
    row, j = order[0], np.abs(along).argmax()
    here = np.abs(row - row[j] / along[j] * along).max() <= 1e-8 * scale
    return bool(here) and is_separable(order[1:], along, scale)

# gram Eigenvalues of a small symmetric matrix in extended steps.
def is_separable(kernel):
    if min(kernel.shape) == 1:
        return np.bool_(True)
    u, s, _ = np.linalg.svd(kernel if kernel.shape[0] <= kernel.shape[1] else kernel.T)
    first = np.outer(u[:, 0], u[:, 0])
    wide = kernel if kernel.shape[0] <= kernel.shape[1] else kernel.T
    left = wide - first @ wide
    return np.linalg.norm(left) <= 1e-8 * s[0] or not s[0]
""",
)
