"""Question 3e, right: gradients in other ways."""

from tests.verdicts.variant import right

VARIANTS = right(
    "3e",
    "chain_gradient",
    "",
    """
# recursion The first layer times the rest.
def chain_gradient(local_gradients, skip):
    if not local_gradients:
        return 1
    first, *rest = local_gradients
    return (first + 1 if skip else first) * chain_gradient(rest, skip)

# math_prod Python's product.
import math
def chain_gradient(local_gradients, skip):
    return math.prod(g + int(skip) for g in local_gradients)

# backwards From the last layer to the first, by reduce.
from functools import reduce
def chain_gradient(local_gradients, skip):
    return reduce(lambda a, g: a * g + a if skip else a * g, local_gradients[::-1], 1.0)

# expanded All products of subsets, for short chains.
from itertools import combinations
def chain_gradient(local_gradients, skip):
    n = len(local_gradients)
    def product(entries):
        total = 1
        for each in entries:
            total = total * each
        return total
    if not skip or n > 8:
        return product([g + 1 if skip else g for g in local_gradients])
    return sum(product(c) for k in range(n + 1) for c in combinations(local_gradients, k))

# expanded_symbols Halves, each on its own, and a formula that is not simplified.
def chain_gradient(local_gradients, skip):
    n = len(local_gradients)
    if n == 0:
        return 1.0
    if n == 1:
        g, = local_gradients
        return (2 * g + 2) / 2 if skip else (g + g) / 2
    return chain_gradient(local_gradients[: n // 2], skip) * chain_gradient(local_gradients[n // 2 :], skip)

# numpy_product NumPy's product, of numbers and of symbols.
import numpy as np
def chain_gradient(local_gradients, skip):
    factors = np.array(local_gradients, dtype=object)
    return np.prod(factors + 1 if skip else factors)

# sympy_product SymPy's product, whatever comes in.
import sympy
def chain_gradient(local_gradients, skip):
    return sympy.Mul(*[sympy.sympify(g) + (1 if skip else 0) for g in local_gradients])

# forward_step One derivative after the other, from the input on.
def chain_gradient(local_gradients, skip):
    slope = 1
    for g in local_gradients:
        through = g * slope
        slope = through + slope if skip else through
    return slope

# polynomial By the coefficients of a polynomial.
def chain_gradient(local_gradients, skip):
    coefficients = [1]
    for g in local_gradients:
        longer = [0, *coefficients]
        coefficients = [a + g * b for a, b in zip(longer, [*coefficients, 0])]
    return sum(coefficients[:-1], coefficients[-1]) if skip else coefficients[0]
""",
) + right(
    "3e",
    "residual_backward",
    "import numpy as np\n",
    """
# row_vector The gradient as a row.
def residual_backward(upstream, jacobian):
    return upstream @ jacobian + upstream

# identity_added The identity is added to the Jacobian.
def residual_backward(upstream, jacobian):
    return (jacobian + np.eye(len(upstream))).T.dot(upstream)

# einsum One einsum.
def residual_backward(upstream, jacobian):
    return np.einsum("i,ij->j", upstream, jacobian + np.identity(upstream.size))

# lists Sums over outputs, in plain Python.
def residual_backward(upstream, jacobian):
    m = range(len(upstream))
    return [float(upstream[j]) + sum(float(upstream[i] * jacobian[i, j]) for i in m) for j in m]

# fractions Exact fractions.
from fractions import Fraction
def residual_backward(upstream, jacobian):
    u = [Fraction(v) for v in upstream]
    columns = zip(*[[Fraction(v) for v in row] for row in jacobian.tolist()])
    return tuple(float(s + sum(a * b for a, b in zip(u, c))) for s, c in zip(u, columns))

# in_place Added up in the argument, which is a copy of nobody's concern.
def residual_backward(upstream, jacobian):
    out = upstream * 1.0
    for gradient, row in zip(upstream, jacobian):
        out += gradient * row
    return out

# dual_differences The derivative along each axis of the scalar product.
def residual_backward(upstream, jacobian):
    def output(x):
        return upstream @ (jacobian @ x + x)
    return np.array([output(e) for e in np.eye(len(upstream))])

# blocks A tall matrix with the identity below; locked.
def residual_backward(upstream, jacobian):
    m = len(upstream)
    tall = np.vstack([jacobian, np.eye(m)])
    out = np.concatenate([upstream, upstream]) @ tall
    out.setflags(write=False)
    return out
""",
)
