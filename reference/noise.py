"""
Averaging noisy snapshots of a scene that does not move.

Mean and variance of the average are derived from the snapshots' distribution by SymPy and not
written down here, so that they can bear witness against the printed answers.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["denoise", "denoised_mean", "denoised_variance"]

Array = NDArray[np.floating]


def denoise(snapshots: Array) -> Array:
    """
    Average snapshots pixel by pixel; (N, H, W) to (H, W).

    Examples
    --------
    >>> denoise(np.array([[[1.0, 2.0]], [[3.0, 6.0]]]))
    array([[2., 4.]])
    """
    return np.asarray(snapshots.mean(axis=0))


def denoised_mean(pixel: Any, sigma: Any, n: Any) -> Any:
    """
    Expectation of one pixel of the average of ``n`` independent snapshots.

    Parameters
    ----------
    pixel, sigma, n : numbers or SymPy expressions
        True value, standard deviation of the noise N(0, sigma²), number of snapshots.

    Returns
    -------
    number or SymPy expression
        Of the averaged pixel itself, and not of its error, whose expectation is 0.

    Examples
    --------
    >>> denoised_mean(0.5, 0.2, 4)
    0.5
    """
    return _cumulant(1)(pixel, sigma, n)


def denoised_variance(pixel: Any, sigma: Any, n: Any) -> Any:
    """
    Variance of one pixel of the average of ``n`` independent snapshots.

    Parameters are those of `denoised_mean`.

    Examples
    --------
    >>> denoised_variance(0.5, 2.0, 16)
    0.25
    >>> import sympy
    >>> denoised_variance(*sympy.symbols("p s n"))
    s**2/n
    """
    return _cumulant(2)(pixel, sigma, n)


@cache
def _cumulant(order: int) -> Callable[[Any, Any, Any], Any]:
    """
    Cumulant of the averaged pixel (1 its mean, 2 its variance), as a function of three numbers.

    The moment-generating function of a sum of independent variables is the product of theirs,
    and E[exp(t Y/n)] is that of Y at t/n; cumulants are derivatives of its logarithm at 0.
    """
    import sympy
    from sympy.stats import Normal, moment_generating_function

    pixel, t = sympy.symbols("pixel t", real=True)
    sigma, n = sympy.symbols("sigma n", positive=True)
    snapshot = moment_generating_function(Normal("snapshot", pixel, sigma))
    average = snapshot(t / n) ** n
    cumulant = sympy.simplify(sympy.log(average).diff(t, order).subs(t, 0))
    formula: Callable[[Any, Any, Any], Any] = sympy.lambdify((pixel, sigma, n), cumulant)
    return formula
