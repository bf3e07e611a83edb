"""Question 2 in whole numbers and in decimals of fifty digits."""

import math
from decimal import Decimal, localcontext

import numpy as np
import sympy


def probabilities(scores):
    top = max(scores)
    weights = [max(Decimal(-2000), score - top).exp() for score in scores]
    return [weight / sum(weights) for weight in weights]


def softmax(c):
    with localcontext() as context:
        context.prec = 50
        return [float(p) for p in probabilities([Decimal(value) for value in c.tolist()])]


def softmax_jacobian(c):
    with localcontext() as context:
        context.prec = 50
        p = probabilities([Decimal(value) for value in c.tolist()])
        places = range(len(p))
        return [[float(p[i] * ((i == j) - p[j])) for j in places] for i in places]


def softmax_jacobian_symbolic(n):
    scores = sympy.symbols(f"c_1:{n + 1}")
    weights = [sympy.exp(each) for each in scores]
    total = sympy.Add(*weights)

    def entry(i, j):
        return -weights[i] * weights[j] / total**2 + (weights[i] / total if i == j else 0)

    return [[entry(i, j) for j in range(n)] for i in range(n)]


def whole(array):
    """Integers, and by which power of two they are too large."""
    ratios = [float(value).as_integer_ratio() for value in array.ravel()]
    bits = max(below.bit_length() - 1 for _, below in ratios)
    numbers = [above << (bits - below.bit_length() + 1) for above, below in ratios]
    return np.array(numbers, dtype=object).reshape(array.shape), bits


def floats(numbers, below):
    """The quotients of integers by one of them, correctly rounded."""
    flat = [number / below for number in numbers.ravel().tolist()]
    return np.array(flat, dtype=np.float64).reshape(numbers.shape)


def denoise(snapshots):
    numbers, bits = whole(snapshots)
    return floats(numbers.sum(axis=0), len(snapshots) << bits)


def denoised_mean(pixel, sigma, n):
    return pixel + 0 * sigma


def denoised_variance(pixel, sigma, n):
    return sigma * sigma * n / (n * n)


def outside(place, side, padding):
    """Which pixel stands at a place; None for a zero."""
    if 0 <= place < side:
        return place
    if padding == "zero":
        return None
    return -place if place < 0 else 2 * (side - 1) - place


def sums(numbers, kernel, padding):
    """The convolution of whole numbers."""
    if padding not in ("zero", "reflect"):
        raise ValueError("zero or reflect")
    half, (height, width) = len(kernel) // 2, numbers.shape
    rows = [
        [outside(i - d, height, padding) for i in range(height)] for d in range(-half, half + 1)
    ]
    columns = [
        [outside(j - d, width, padding) for j in range(width)] for d in range(-half, half + 1)
    ]
    larger = np.zeros((height + 1, width + 1), dtype=object)
    larger[:height, :width] = numbers
    total = np.zeros((height, width), dtype=object)
    for taken, line in zip(rows, kernel, strict=True):
        i = [height if each is None else each for each in taken]
        for chosen, weight in zip(columns, line, strict=True):
            if weight:
                j = [width if each is None else each for each in chosen]
                total = total + weight * larger[np.ix_(i, j)]
    return total


def convolve2d(image, kernel, padding):
    (numbers, a), (weights, b) = whole(image), whole(kernel)
    return floats(sums(numbers, weights.tolist(), padding), 1 << (a + b))


def both(image, padding):
    numbers, bits = whole(image)
    hx = [[1, 0, -1]] * 3
    hy = [list(line) for line in zip(*hx, strict=True)]
    return sums(numbers, hx, padding), sums(numbers, hy, padding), bits


def prewitt_gradients(image, padding):
    gx, gy, bits = both(image, padding)
    return [floats(gx, 1 << bits), floats(gy, 1 << bits)]


def gradient_magnitude(image, padding):
    gx, gy, bits = both(image, padding)
    squares = (gx * gx + gy * gy).ravel().tolist()
    roots = np.array([math.isqrt(each << 120) for each in squares], dtype=object)
    return floats(roots.reshape(gx.shape), 1 << (bits + 60))
