"""Question 2 by recursion: two halves, and how they go together."""

import math

import numpy as np
import sympy


def weighed(scores):
    """The largest score, and the sum of exponentials beside it."""
    if len(scores) == 1:
        return scores[0], 1.0
    middle = len(scores) // 2
    (one, left), (other, right) = weighed(scores[:middle]), weighed(scores[middle:])
    top = max(one, other)
    return top, left * math.exp(one - top) + right * math.exp(other - top)


def softmax(c):
    top, total = weighed(c.tolist())
    return tuple(math.exp(score - top) / total for score in c.tolist())


def softmax_jacobian(c):
    p = np.array(softmax(c))
    jacobian = p[:, None] * -p
    for place in range(len(p)):
        others = np.delete(p, place)
        jacobian[place, place] = p[place] * others.sum()
    return jacobian


def softmax_jacobian_symbolic(n):
    scores = sympy.symbols(f"c_1:{n + 1}")
    total = sum(map(sympy.exp, scores))
    p = sympy.Matrix([sympy.exp(each) / total for each in scores])
    return p.jacobian(scores).as_immutable()


def total(snapshots):
    if len(snapshots) == 1:
        return snapshots[0]
    middle = len(snapshots) // 2
    return total(snapshots[:middle]) + total(snapshots[middle:])


def denoise(snapshots):
    return total(snapshots) / len(snapshots)


def denoised_mean(pixel, sigma, n):
    return pixel


def denoised_variance(pixel, sigma, n):
    second = pixel**2 + sigma**2 / n
    return second - pixel**2 if pixel == 0 else sigma**2 / n


def mirrored(place, side):
    if place < 0:
        return mirrored(-place, side)
    return place if place < side else mirrored(2 * (side - 1) - place, side)


def bordered(image, half, padding):
    height, width = image.shape
    if padding == "reflect":
        rows = [mirrored(place, height) for place in range(-half, height + half)]
        columns = [mirrored(place, width) for place in range(-half, width + half)]
        return image[rows][:, columns]
    if padding != "zero":
        raise ValueError(f"{padding!r} is neither")
    larger = np.zeros((height + 2 * half, width + 2 * half))
    larger[half : half + height, half : half + width] = image
    return larger


def slid(padded, kernel, shape):
    """The kernel, cut in two as long as it can be, on every place."""
    if len(kernel) > 1:
        cut = len(kernel) // 2
        return slid(padded, kernel[:cut], shape) + slid(padded[cut:], kernel[cut:], shape)
    if kernel.shape[1] > 1:
        return slid(padded.T, kernel.T, shape[::-1]).T
    return kernel[0, 0] * padded[: shape[0], : shape[1]]


def convolve2d(image, kernel, padding):
    padded = bordered(image, len(kernel) // 2, padding)
    return slid(padded, np.rot90(kernel, 2), image.shape)


def prewitt_gradients(image, padding):
    padded = bordered(image, 1, padding)
    columns = padded[:-2] + padded[1:-1] + padded[2:]
    rows = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    return columns[:, 2:] - columns[:, :-2], rows[2:] - rows[:-2]


def gradient_magnitude(image, padding):
    gx, gy = prewitt_gradients(image, padding)
    return np.hypot(gx, gy)
