"""Question 3 with the help of SciPy and of what NumPy has ready."""

import math

import numpy as np
from scipy import linalg, ndimage


def translate(image, rows, columns):
    turned = np.roll(image, rows % image.shape[0], axis=0)
    return np.roll(turned, columns % image.shape[1], axis=1)


def equivariance_gap(image, kernel, rows, columns, padding):
    modes = {"wrap": "wrap", "zero": "constant"}
    if padding not in modes:
        raise ValueError("wrap or zero")

    def filtered(picture):
        return ndimage.convolve(picture, kernel, mode=modes[padding])

    moved = translate(filtered(image), rows, columns)
    return np.abs(moved - filtered(translate(image, rows, columns))).max()


TABLE = {
    ("convolution", "shift"): "equivariant",
    ("convolution", "flip"): "neither",
    ("convolution", "rotate90"): "neither",
    **{("relu", transform): "equivariant" for transform in ("shift", "flip", "rotate90")},
    **{
        (f"global_{kind}_pooling", transform): "invariant"
        for kind in ("average", "max")
        for transform in ("shift", "flip", "rotate90")
    },
}


def classify(operation, transform):
    if (operation, transform) not in TABLE:
        raise ValueError("an unknown word")
    return TABLE[operation, transform]


def is_separable(kernel):
    values = linalg.svdvals(kernel)
    return bool(np.all(values[1:] <= 1e-9 * values[0]))


def separate(kernel):
    """By QR with pivoting: the first column of Q, the first row of R in the old order."""
    q, r, order = linalg.qr(kernel, mode="economic", pivoting=True)
    if np.any(np.abs(r[1:]) > 1e-8 * max(np.abs(r[0, 0]), 1e-300)):
        return None
    row = np.zeros(kernel.shape[1])
    row[order] = r[0]
    return q[:, 0], row


def stacked_support(layers, kernel):
    side = kernel
    side += (layers - 1) * (kernel - 1)
    return side, math.prod([side, side])


def chain_gradient(local_gradients, skip):
    return math.prod([gradient + int(skip) for gradient in local_gradients])


def residual_backward(upstream, jacobian):
    return np.add(np.dot(jacobian.T, upstream), upstream)


def filter_complexity(separable):
    return "O(N*N*(K + K))" if separable else "O(N*N*K*K + N*K)"


def blur_separable(image, taps):
    once = ndimage.convolve1d(image, taps, axis=0, mode="constant")
    return ndimage.convolve1d(once, taps, axis=1, mode="constant")
