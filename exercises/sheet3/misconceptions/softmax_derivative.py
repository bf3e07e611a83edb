"""Mistakes with the derivative of softmax."""

import numpy as np

from grader.authoring.misconceive import misconception

BOTH = "softmax_jacobian softmax_jacobian_symbolic"


def probabilities(c):
    """In numbers for a vector of scores, in symbols for a number of them."""
    if isinstance(c, np.ndarray):
        powers = np.exp(c - c.max())
        return powers / powers.sum()
    import sympy

    powers = [sympy.exp(score) for score in sympy.symbols(f"c_1:{c + 1}")]
    return [power / sum(powers) for power in powers]


def entries(c, entry):
    """The matrix whose entry [i, j] is ``entry(p_i, p_j, i == j)``."""
    p = probabilities(c)
    rows = [[entry(a, b, i == j) for j, b in enumerate(p)] for i, a in enumerate(p)]
    if isinstance(c, np.ndarray):
        return np.array(rows)
    import sympy

    return sympy.Matrix(rows)


@misconception(
    BOTH, "the diagonal has no case of its own: for i = j the derivative is p_i (1 - p_i)"
)
def forgets_the_diagonal(c):
    return entries(c, lambda p, q, _: -p * q)


@misconception(BOTH, "only the diagonal was filled: p_i depends on the other scores too")
def fills_the_diagonal_only(c):
    return entries(c, lambda p, q, same: p * (1 - q) if same else 0 * p)


@misconception(BOTH, "p_i (1 - p_j) stands everywhere; for different i and j it is -p_i p_j")
def uses_the_diagonal_everywhere(c):
    return entries(c, lambda p, q, _: p * (1 - q))


@misconception(
    BOTH, "the sign off the diagonal is wrong: another score's growth takes away from p_i"
)
def loses_the_sign(c):
    return entries(c, lambda p, q, same: p * (1 - q) if same else p * q)


@misconception(BOTH, "the diagonal is p_i without its second part, - p_i**2")
def forgets_the_square(c):
    return entries(c, lambda p, q, same: p if same else -p * q)


@misconception(BOTH, "the derivative of the logarithm of softmax was returned")
def differentiates_the_logarithm(c):
    return entries(c, lambda p, q, same: 1 - q if same else -q)


@misconception(BOTH, "all signs are turned", combines=True)
def turns_all_signs(right, c):
    return -right(c)


@misconception("softmax_jacobian", "a vector was returned, the diagonal alone, and not a matrix")
def returns_a_vector(c):
    p = probabilities(c)
    return p * (1 - p)


@misconception("softmax_jacobian", "the exponentials were not divided by their sum")
def forgets_to_normalise(c):
    powers = np.exp(c)
    return np.diag(powers) - np.outer(powers, powers)


@misconception("softmax_jacobian", "the step of a difference quotient is too coarse to be exact")
def takes_a_coarse_difference(c):
    steps = 0.01 * np.eye(len(c))
    return np.stack([(probabilities(c + h) - probabilities(c)) / 0.01 for h in steps], axis=1)


@misconception("softmax_jacobian_symbolic", "the derivatives were written down but not carried out")
def leaves_derivatives_standing(n):
    import sympy

    c = sympy.symbols(f"c_1:{n + 1}")
    p = probabilities(n)
    return sympy.Matrix([[sympy.Derivative(p[i], c[j]) for j in range(n)] for i in range(n)])


@misconception("softmax_jacobian_symbolic", "symbols are counted from c_0; they are c_1 to c_n")
def counts_from_zero(n):
    import sympy

    names = dict(zip(sympy.symbols(f"c_1:{n + 1}"), sympy.symbols(f"c_:{n}"), strict=True))
    return entries(n, lambda p, q, same: p * (1 - q) if same else -p * q).xreplace(names)


@misconception("softmax_jacobian_symbolic", "the matrix is always that of three scores")
def answers_for_three(right, n):
    return right(3)
