"""Question 2 by Fourier transforms, and derivatives by a step into the complex plane."""

import numpy as np
import sympy

STEP = 1e-30


def softmax(c):
    weights = np.exp(c - c.real.max())
    return weights / weights.sum()


def softmax_jacobian(c):
    steps = c[:, None] + 1j * STEP * np.eye(len(c))
    return np.stack([softmax(column).imag / STEP for column in steps.T], axis=1)


def softmax_jacobian_symbolic(n):
    scores = sympy.symbols(f"c_1:{n + 1}")
    potential = sympy.log(sum(sympy.exp(each) for each in scores))
    return sympy.hessian(potential, scores)


def denoise(snapshots):
    return np.fft.fft(snapshots, axis=0)[0].real / len(snapshots)


def denoised_mean(pixel, sigma, n):
    return (n * pixel) / n


def denoised_variance(pixel, sigma, n):
    return n * (sigma / n) ** 2


def full(image, kernel):
    """The whole linear convolution, zeros outside."""
    grid = [a + b - 1 for a, b in zip(image.shape, kernel.shape, strict=True)]
    return np.fft.irfft2(np.fft.rfft2(image, grid) * np.fft.rfft2(kernel, grid), grid)


def convolve2d(image, kernel, padding):
    if padding not in ("zero", "reflect"):
        raise ValueError(f"no padding is called {padding}")
    half = len(kernel) // 2
    around = half if padding == "reflect" else 0
    padded = np.pad(image, around, mode="reflect") if around else image
    first = half + around
    rows, columns = image.shape
    return full(padded, kernel)[first : first + rows, first : first + columns]


def prewitt_gradients(image, padding):
    hx = np.outer([1.0, 1.0, 1.0], [1.0, 0.0, -1.0])
    return convolve2d(image, hx, padding), convolve2d(image, hx.T, padding)


def gradient_magnitude(image, padding):
    gx, gy = prewitt_gradients(image, padding)
    return np.abs(gx + 1j * gy)
