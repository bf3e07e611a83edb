"""Question 2 in loops over single numbers."""

import math

import sympy


class UnknownPadding(ValueError):
    """The word is none of the sheet's."""


def softmax(c):
    top = max(c.tolist())
    powers = [math.exp(score - top) if score - top > -745 else 0.0 for score in c.tolist()]
    return [power / math.fsum(powers) for power in powers]


def softmax_jacobian(c):
    p = softmax(c)
    return [
        [p[i] * math.fsum(p[:i] + p[i + 1 :]) if i == j else -p[i] * p[j] for j in range(len(p))]
        for i in range(len(p))
    ]


def softmax_jacobian_symbolic(n):
    """One over a sum: p_i is 1 / sum of exp(c_j - c_i)."""
    c = [sympy.Symbol(f"c_{i}", real=True) for i in range(1, n + 1)]
    p = [1 / sum(sympy.exp(other - own) for other in c) for own in c]
    return [[sympy.diff(a, b) for b in c] for a in p]


def denoise(snapshots):
    count, height, width = snapshots.shape
    return [
        [math.fsum(float(s[i, j]) for s in snapshots) / count for j in range(width)]
        for i in range(height)
    ]


def denoised_mean(pixel, sigma, n):
    return pixel


def denoised_variance(pixel, sigma, n):
    return sigma * sigma / n


def mirrored(place, size):
    if size == 1:
        return 0
    place = abs(place) % (2 * size - 2)
    return place if place < size else 2 * size - 2 - place


def convolve2d(image, kernel, padding):
    if padding not in ("zero", "reflect"):
        raise UnknownPadding(padding)
    (height, width), half = image.shape, len(kernel) // 2

    def pixel(i, j):
        if 0 <= i < height and 0 <= j < width:
            return float(image[i, j])
        if padding == "zero":
            return 0.0
        return float(image[mirrored(i, height), mirrored(j, width)])

    reach = range(-half, half + 1)
    return [
        [
            sum(
                pixel(i - u, j - v) * float(kernel[half + u, half + v])
                for u in reach
                for v in reach
            )
            for j in range(width)
        ]
        for i in range(height)
    ]


def prewitt_gradients(image, padding):
    """Differences of sums of three, without a kernel."""
    if padding not in ("zero", "reflect"):
        raise UnknownPadding(padding)
    height, width = image.shape

    def pixel(i, j):
        if padding == "reflect":
            return float(image[mirrored(i, height), mirrored(j, width)])
        return float(image[i, j]) if 0 <= i < height and 0 <= j < width else 0.0

    def sum_of(places):
        return sum(pixel(i, j) for i, j in places)

    near = (-1, 0, 1)
    gx = [
        [
            sum_of((i + d, j + 1) for d in near) - sum_of((i + d, j - 1) for d in near)
            for j in range(width)
        ]
        for i in range(height)
    ]
    gy = [
        [
            sum_of((i + 1, j + d) for d in near) - sum_of((i - 1, j + d) for d in near)
            for j in range(width)
        ]
        for i in range(height)
    ]
    return gx, gy


def gradient_magnitude(image, padding):
    gx, gy = prewitt_gradients(image, padding)
    return [
        [math.hypot(a, b) for a, b in zip(row, other, strict=True)]
        for row, other in zip(gx, gy, strict=True)
    ]
