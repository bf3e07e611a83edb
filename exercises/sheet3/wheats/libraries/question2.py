"""Question 2 with the help of SciPy."""

import numpy as np
import sympy
from scipy import ndimage, signal, special

MODES = {"zero": "constant", "reflect": "mirror"}
HX = np.array([[1, 0, -1]] * 3)


def mode(padding):
    try:
        return MODES[padding]
    except KeyError:
        raise ValueError(f"no padding is called {padding}") from None


def softmax(c):
    return special.softmax(c)


def softmax_jacobian(c):
    """Column by column, from the derivative of the logarithm."""
    p = np.exp(special.log_softmax(c))
    return p[:, np.newaxis] * (np.eye(p.size) - p)


def softmax_jacobian_symbolic(n):
    """By way of tanh: a logistic function of score differences."""
    c = sympy.Matrix(sympy.symbols(f"c_1:{n + 1}", positive=True))
    weights = c.applyfunc(sympy.exp)
    return (weights / (sympy.ones(1, n) * weights)[0]).jacobian(c).applyfunc(sympy.together)


def denoise(snapshots):
    return np.average(snapshots, axis=0)


def denoised_mean(pixel, sigma, n):
    return pixel + 0 * sigma / n


def denoised_variance(pixel, sigma, n):
    return (sigma / n) ** 2 * n


def convolve2d(image, kernel, padding):
    border = mode(padding)
    if border == "constant":
        return signal.convolve2d(image, kernel, mode="same") if image.size else image
    return ndimage.convolve(image, kernel, mode=border)


def prewitt_gradients(image, padding):
    border = mode(padding)
    return [
        ndimage.convolve(image, HX.astype(float), mode=border),
        ndimage.convolve(image, HX.T.astype(float), mode=border),
    ]


def gradient_magnitude(image, padding):
    """By SciPy's own Prewitt filter, which has the other sign."""
    border = mode(padding)
    return np.linalg.norm([ndimage.prewitt(image, axis, mode=border) for axis in (0, 1)], axis=0)
