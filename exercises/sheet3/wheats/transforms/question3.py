"""Question 3 by Fourier transforms, where a shift is a change of phase, and by one pivot."""

import numpy as np


def phases(count, steps):
    return np.exp(-2j * np.pi * (np.arange(count) * (steps % count) % count) / count)


def translate(image, rows, columns):
    height, width = image.shape
    phase = np.outer(phases(height, rows), phases(width, columns))
    return np.fft.ifft2(np.fft.fft2(image) * phase).real


def filtered(image, kernel, padding):
    """The image convolved with the kernel, with the kernel's middle at the origin."""
    if padding not in ("wrap", "zero"):
        raise ValueError(f"no padding is called {padding}")
    half = len(kernel) // 2
    grid = [side + (2 * half if padding == "zero" else 0) for side in image.shape]
    spread = np.zeros(grid)
    spread[: len(kernel), : len(kernel)] = kernel
    spread = np.roll(spread, (-half, -half), (0, 1))
    found = np.fft.ifft2(np.fft.fft2(image, grid) * np.fft.fft2(spread)).real
    return found[: image.shape[0], : image.shape[1]]


def equivariance_gap(image, kernel, rows, columns, padding):
    after = translate(filtered(image, kernel, padding), rows, columns)
    before = filtered(translate(image, rows, columns), kernel, padding)
    return float(np.abs(after - before).max())


def classify(operation, transform):
    kinds = ("convolution", "relu", "global_average_pooling", "global_max_pooling")
    if operation not in kinds or transform not in ("shift", "flip", "rotate90"):
        raise ValueError("no such word")
    if operation.startswith("global"):
        return "invariant"
    return "equivariant" if operation == "relu" or transform == "shift" else "neither"


def crossed(kernel):
    """The row and the column of the largest entry, and what their product leaves."""
    i, j = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    pivot = kernel[i, j]
    if pivot == 0:
        return kernel[:, 0], kernel[0], 0.0
    column = kernel[:, j] / pivot
    left = np.linalg.norm(kernel - np.outer(column, kernel[i]))
    return column, kernel[i], left / abs(pivot)


def is_separable(kernel):
    return bool(crossed(kernel)[2] < 1e-8)


def separate(kernel):
    column, row, left = crossed(kernel)
    return (column, row) if left < 1e-8 else None


def stacked_support(layers, kernel):
    side = 1 + layers * (kernel - 1)
    return side, side**2


def chain_gradient(local_gradients, skip):
    result = 1
    for each in reversed(local_gradients):
        result = result * each + (result if skip else 0)
    return result


def residual_backward(upstream, jacobian):
    return np.einsum("i,ij->j", upstream, jacobian + np.eye(len(upstream)))


def filter_complexity(separable):
    return "O(2 K N^2)" if separable else "O((N K)^2)"


def one_pass(image, taps, axis):
    length = image.shape[axis] + len(taps) - 1
    shape = [1, 1]
    shape[axis] = -1
    weights = np.fft.rfft(taps, length).reshape(shape)
    spread = np.fft.irfft(np.fft.rfft(image, length, axis=axis) * weights, length, axis=axis)
    first = len(taps) // 2
    return spread.take(range(first, first + image.shape[axis]), axis=axis)


def blur_separable(image, taps):
    return one_pass(one_pass(image, taps, 0), taps, 1)
