"""
Softmax, which turns scores into probabilities, and its derivative in numbers and in symbols.

The symbolic derivative is carried out by SymPy and not written down here, so it can bear
witness against the formula that the numeric one uses.
"""

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import sympy

__all__ = ["softmax", "softmax_jacobian", "softmax_jacobian_symbolic"]

Array = NDArray[np.floating]


def softmax(c: Array) -> Array:
    """
    Probabilities proportional to the exponentials of scores; (k,) to (k,).

    Notes
    -----
    The largest score is subtracted first, which changes nothing in exact arithmetic and
    keeps the exponentials at or below 1.  Any finite scores are safe: where a difference
    exceeds the range of the floats it becomes -inf, whose exponential is the 0 it should be.

    Examples
    --------
    >>> softmax(np.array([0.0, np.log(3.0)])).round(12)
    array([0.25, 0.75])
    >>> softmax(np.array([1e300, -1e300, 1e300]))
    array([0.5, 0. , 0.5])
    """
    with np.errstate(over="ignore", under="ignore"):
        weights = np.exp(c - c.max())
        p: Array = weights / weights.sum()
    return p


def softmax_jacobian(c: Array) -> Array:
    """
    Derivative of softmax; (k,) to (k, k), entry [i, j] is dp_i/dc_j.

    Notes
    -----
    dp_i/dc_j = p_i (1 - p_i) where i = j, and -p_i p_j elsewhere (C. M. Bishop, Pattern
    Recognition and Machine Learning, eq. 4.106).  So it is symmetric and its rows sum to 0.

    Examples
    --------
    >>> softmax_jacobian(np.array([0.0, np.log(3.0)])).round(12)
    array([[ 0.1875, -0.1875],
           [-0.1875,  0.1875]])
    """
    p = softmax(c)
    return np.diag(p) - np.outer(p, p)


@cache
def softmax_jacobian_symbolic(n: int) -> "sympy.ImmutableMatrix":
    """
    Derivative of softmax in the symbols ``c_1 … c_n``, carried out by SymPy.

    Parameters
    ----------
    n : int
        Number of scores, at least 1.

    Returns
    -------
    sympy.ImmutableMatrix, n by n
        Entry [i, j] is dp_i/dc_j, as differentiation leaves it: not simplified.

    Raises
    ------
    ValueError
        If ``n`` is less than 1.

    Examples
    --------
    >>> softmax_jacobian_symbolic(1)
    Matrix([[0]])
    >>> import sympy
    >>> c_1, c_2 = sympy.symbols("c_1:3")
    >>> sympy.simplify(softmax_jacobian_symbolic(2).subs({c_1: 0, c_2: sympy.log(3)}))
    Matrix([
    [ 3/16, -3/16],
    [-3/16,  3/16]])
    """
    # Here, and wherever this package needs SymPy: importing it at the top would cost everyone
    # who imports a reference a third of a second.
    import sympy

    if n < 1:
        raise ValueError(f"{n} scores have no probabilities; choose at least 1")
    c = sympy.symbols(f"c_1:{n + 1}")
    weights = [sympy.exp(score) for score in c]
    return sympy.ImmutableMatrix([w / sum(weights) for w in weights]).jacobian(c)
