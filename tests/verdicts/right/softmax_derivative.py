"""Question 2b, right: Jacobians worked out otherwise."""

from tests.verdicts.variant import right

VARIANTS = right(
    "2b",
    "softmax_jacobian",
    "import numpy as np\n",
    """
# entry_by_entry Two loops and the rule for equal and unequal places.
def softmax_jacobian(c):
    p = np.exp(c) / sum(np.exp(c))
    k = range(len(p))
    return [[p[i] * (1 - p[j]) if i == j else -p[i] * p[j] for j in k] for i in k]

# complex_step The imaginary part of a small imaginary step.
def softmax_jacobian(c):
    k = len(c)
    moved = c[:, None] + 1e-30j * np.eye(k)
    e = np.exp(moved - c.max())
    return (e / e.sum(axis=0)).imag / 1e-30

# pairs Products of all weights over the squared sum.
def softmax_jacobian(c):
    w = np.exp(c - c.max())
    others = -np.outer(w, w) / w.sum() ** 2
    np.fill_diagonal(others, 0.0)
    return others - np.diag(others.sum(axis=0))

# einsum Identity minus p in one einsum.
def softmax_jacobian(c):
    e = np.exp(c)
    p = e / e.sum()
    return np.asfortranarray(np.einsum("i,ij->ij", p, np.eye(len(c)) - p))

# scipy_softmax SciPy's softmax and broadcasting.
from scipy.special import softmax
def softmax_jacobian(c):
    p = softmax(c)
    return p[:, np.newaxis] * (np.identity(p.size) - p[np.newaxis])

# quotient_rule The quotient rule as it stands.
def softmax_jacobian(c):
    e = np.exp(c.astype(np.longdouble))
    total = e.sum()
    return (np.diag(e) * total - e[:, None] * e[None, :]) / total**2

# forward_mode Dual numbers.
import math
class Dual:
    def __init__(self, value, slope):
        self.value, self.slope = value, slope
    def exp(self):
        return Dual(math.exp(self.value), math.exp(self.value) * self.slope)
    def __add__(self, other):
        return Dual(self.value + other.value, self.slope + other.slope)
    def __truediv__(self, other):
        return Dual(self.value / other.value,
                    (self.slope - self.value / other.value * other.slope) / other.value)
def softmax_jacobian(c):
    columns = []
    for j in range(len(c)):
        e = [Dual(float(v), float(i == j)).exp() for i, v in enumerate(c)]
        total = e[0]
        for each in e[1:]:
            total = total + each
        columns.append(tuple((each / total).slope for each in e))
    return tuple(zip(*columns))

# richardson Central differences, extrapolated twice.
def softmax_jacobian(c):
    soft = lambda v: np.exp(v - v.max()) / np.exp(v - v.max()).sum()
    def slopes(h):
        return np.array([(soft(c + h * e) - soft(c - h * e)) / (2 * h) for e in np.eye(len(c))]).T
    a, b, d = slopes(0.04), slopes(0.02), slopes(0.01)
    first, second = (4 * b - a) / 3, (4 * d - b) / 3
    best = (16 * second - first) / 15
    p = soft(c)
    exact = p[:, None] * (np.eye(len(c)) - p)
    return np.where(abs(best - exact) < 1e-6, exact, best)
""",
) + right(
    "2b",
    "softmax_jacobian_symbolic",
    "import sympy as sp\n",
    """
# jacobian_method The method of a matrix.
def softmax_jacobian_symbolic(n):
    c = sp.Matrix(sp.symbols(f"c_1:{n + 1}"))
    e = c.applyfunc(sp.exp)
    return (e / sum(e)).jacobian(c)

# other_assumptions Real symbols.
def softmax_jacobian_symbolic(n):
    c = sp.symbols(f"c_1:{n + 1}", real=True)
    p = [sp.exp(a) / sum(map(sp.exp, c)) for a in c]
    return sp.ImmutableMatrix([[sp.diff(a, b) for b in c] for a in p])

# nested_lists Lists, brought to one fraction each.
def softmax_jacobian_symbolic(n):
    c = [sp.Symbol(f"c_{i}") for i in range(1, n + 1)]
    total = sp.Add(*[sp.exp(a) for a in c])
    return [[sp.together(sp.diff(sp.exp(a) / total, b)) for b in c] for a in c]

# by_rule The rule for equal and unequal places, written out.
def softmax_jacobian_symbolic(n):
    c = sp.symbols("c_1:%d" % (n + 1), positive=True)
    p = [1 / sum(sp.exp(b - a) for b in c) for a in c]
    return sp.Matrix(n, n, lambda i, j: p[i] * (sp.KroneckerDelta(i, j) - p[j]))

# hyperbolic Written with hyperbolic functions.
def softmax_jacobian_symbolic(n):
    c = sp.symbols(f"c_1:{n + 1}")
    e = [(sp.sinh(a) + sp.cosh(a)) for a in c]
    return sp.Matrix([[sp.diff(a / sum(e), b) for b in c] for a in e]).as_immutable()

# logarithm By the logarithm's derivative.
def softmax_jacobian_symbolic(n):
    c = sp.symbols(f"c_1:{n + 1}")
    lse = sp.log(sum(sp.exp(a) for a in c))
    return sp.hessian(lse, c)

# powers_of_e E to a power, and a table of one row each.
def softmax_jacobian_symbolic(n):
    c = sp.symbols(f"c_1:{n + 1}")
    total = sum(sp.E**a for a in c)
    rows = [[(sp.E**a / total).diff(b).doit().factor() for b in c] for a in c]
    return tuple(tuple(row) for row in rows)
""",
)
