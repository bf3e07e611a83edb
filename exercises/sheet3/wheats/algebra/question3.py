"""Question 3 by matrices and Fourier transforms."""

import functools
import operator

import numpy as np


def permutation(size, shift):
    return np.roll(np.eye(size), shift % size, axis=0)


def translate(image, rows, columns):
    height, width = image.shape
    return permutation(height, rows) @ image @ permutation(width, columns).T


def equivariance_gap(image, kernel, rows, columns, padding):
    (height, width), half = image.shape, len(kernel) // 2
    if padding == "wrap":
        sides = (height, width)
    elif padding == "zero":
        sides = (height + 2 * half, width + 2 * half)
    else:
        raise ValueError("wrap or zero")
    placed = np.zeros(sides)
    for u, v in np.ndindex(kernel.shape):
        placed[(u - half) % sides[0], (v - half) % sides[1]] += kernel[u, v]
    spectrum = np.fft.fft2(placed)

    def filtered(picture):
        product = np.fft.fft2(picture, sides) * spectrum
        return np.fft.ifft2(product).real[:height, :width]

    gap = translate(filtered(image), rows, columns) - filtered(translate(image, rows, columns))
    return float(np.max(abs(gap)))


INVARIANT = ["global_average_pooling", "global_max_pooling"]


def classify(operation, transform):
    kinds = {"shift", "flip", "rotate90"}
    commutes = {"relu": kinds, "convolution": {"shift"}, **dict.fromkeys(INVARIANT, kinds)}
    if operation not in commutes or transform not in kinds:
        raise ValueError("an unknown word")
    if operation in INVARIANT:
        return "invariant"
    return ("neither", "equivariant")[transform in commutes[operation]]


def is_separable(kernel):
    """By the smaller of both Gram matrices: its trace is its largest eigenvalue, or nearly."""
    column, row = leading(kernel)
    rest = kernel - np.outer(column, row)
    return np.bool_(np.linalg.norm(rest) <= 1e-8 * np.linalg.norm(kernel))


def leading(kernel):
    """Column and row of the best rank-one approximation, from the longest row."""
    longest = kernel[np.argmax((kernel**2).sum(axis=1))]
    length = float(np.linalg.norm(longest)) or 1.0
    return kernel @ longest / length, longest / length


def separate(kernel):
    return leading(kernel) if is_separable(kernel) else None


def stacked_support(layers, kernel):
    side = layers * (kernel - 1) + 1
    return np.array([side, side**2], dtype=np.int64)


def chain_gradient(local_gradients, skip):
    """Expanded with a skip: the sum over all ways through or past the layers."""
    if not skip:
        return functools.reduce(operator.mul, local_gradients, 1)
    total = 1
    for gradient in reversed(list(local_gradients)):
        total = total + total * gradient
    return total


def residual_backward(upstream, jacobian):
    return np.linalg.multi_dot([upstream, jacobian + np.eye(len(jacobian)), np.eye(len(jacobian))])


def filter_complexity(separable):
    return {True: "Θ(k n^2 + n^2)", False: "(N K)^2 - N"}[separable]


def blur_separable(image, taps):
    """A banded matrix for each axis."""
    half = len(taps) // 2

    def band(size):
        reach = min(half, size - 1)
        offsets = range(-reach, reach + 1)
        return sum(taps[half + k] * np.eye(size, k=k) for k in offsets)

    height, width = image.shape
    return band(height) @ image @ band(width).T
