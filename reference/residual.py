"""
What a skip connection does to the gradient.

A layer f(z) + z has the derivative f'(z) + 1: the gradient that comes from above passes on
unchanged, and the layer's own is added to it.
"""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["chain_gradient", "residual_backward"]

Array = NDArray[np.floating]


def chain_gradient(local_gradients: Iterable[Any], skip: bool) -> Any:
    """
    Derivative of a chain of scalar layers, output with respect to input.

    Parameters
    ----------
    local_gradients : iterable of numbers or SymPy expressions
        f'(z) of each layer, where it is evaluated.
    skip : bool
        Whether every layer is f(z) + z instead of f(z).

    Returns
    -------
    number or SymPy expression
        By the chain rule a product; 1 for the empty chain.

    Examples
    --------
    >>> chain_gradient([0.5, 0.5, 0.5], False), chain_gradient([0.5, 0.5, 0.5], True)
    (0.125, 3.375)
    >>> import sympy
    >>> chain_gradient(sympy.symbols("a b"), True)
    (a + 1)*(b + 1)
    """
    return math.prod(g + 1 if skip else g for g in local_gradients)


def residual_backward(upstream: Array, jacobian: Array) -> Array:
    """
    Gradient with respect to x of a loss that sees f(x) + x.

    Parameters
    ----------
    upstream : array, shape (m,)
        Gradient of the loss with respect to the output.
    jacobian : array, shape (m, m)
        df/dx, rows over outputs.

    Returns
    -------
    array, shape (m,)
        (jacobian + I)ᵀ upstream.

    Examples
    --------
    >>> residual_backward(np.array([1.0, 10.0]), np.array([[0.0, 2.0], [0.0, 0.0]]))
    array([ 1., 12.])
    """
    return upstream @ jacobian + upstream
