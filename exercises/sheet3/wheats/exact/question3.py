"""Question 3 in whole numbers, with one rounding at the end."""

from itertools import chain

import numpy as np


def whole(array):
    """Integers, and by which power of two they are too large."""
    ratios = [float(value).as_integer_ratio() for value in array.ravel()]
    bits = max(below.bit_length() - 1 for _, below in ratios)
    numbers = [above << (bits - below.bit_length() + 1) for above, below in ratios]
    return np.array(numbers, dtype=object).reshape(array.shape), bits


def shifted(rows, down, right):
    height, width = len(rows), len(rows[0])
    return [
        [rows[(i - down) % height][(j - right) % width] for j in range(width)]
        for i in range(height)
    ]


def translate(image, rows, columns):
    return shifted(image.tolist(), rows, columns)


def filtered(numbers, kernel, padding):
    if padding not in ("wrap", "zero"):
        raise ValueError("wrap or zero")
    half, (height, width) = len(kernel) // 2, numbers.shape
    rows = [place % height for place in range(-half, height + half)]
    columns = [place % width for place in range(-half, width + half)]
    padded = numbers[np.ix_(rows, columns)]
    if padding == "zero":
        border = np.ones(padded.shape, dtype=bool)
        border[half : half + height, half : half + width] = False
        padded[border] = 0
    total = np.zeros((height, width), dtype=object)
    for u, line in enumerate(kernel[::-1, ::-1]):
        for v, weight in enumerate(line):
            total = total + weight * padded[u : u + height, v : v + width]
    return total


def equivariance_gap(image, kernel, rows, columns, padding):
    (numbers, a), (weights, b) = whole(image), whole(kernel)
    after = shifted(filtered(numbers, weights, padding).tolist(), rows, columns)
    moved = np.array(shifted(numbers.tolist(), rows, columns), dtype=object)
    before = filtered(moved, weights, padding).tolist()
    pairs = zip(chain(*after), chain(*before), strict=True)
    return max(abs(one - other) for one, other in pairs) / (1 << (a + b))


WORDS = {
    "convolution": ("equivariant", "neither", "neither"),
    "relu": ("equivariant", "equivariant", "equivariant"),
    "global_average_pooling": ("invariant", "invariant", "invariant"),
    "global_max_pooling": ("invariant", "invariant", "invariant"),
}


def classify(operation, transform):
    if operation not in WORDS:
        raise ValueError(operation)
    return WORDS[operation][("shift", "flip", "rotate90").index(transform)]


def cross(kernel):
    """The kernel in whole numbers, and the place of its largest entry."""
    numbers, _ = whole(kernel)
    rows = numbers.tolist()
    places = [(i, j) for i in range(len(rows)) for j in range(len(rows[0]))]
    return rows, *max(places, key=lambda place: abs(rows[place[0]][place[1]]))


def separates(rows, i, j):
    pivot = rows[i][j]
    return all(
        abs(entry * pivot - row[j] * across) * 10**10 <= pivot * pivot
        for row in rows
        for entry, across in zip(row, rows[i], strict=True)
    )


def is_separable(kernel):
    return separates(*cross(kernel))


def separate(kernel):
    rows, i, j = cross(kernel)
    if not separates(rows, i, j):
        return None
    pivot = rows[i][j] or 1
    return [row[j] / pivot for row in rows], kernel[i].tolist()


def stacked_support(layers, kernel):
    low = high = 0
    for _ in range(layers):
        low, high = low, high + kernel - 1
    return [high - low + 1, (high - low + 1) * (high - low + 1)]


def chain_gradient(local_gradients, skip):
    if not local_gradients:
        return 1
    if len(local_gradients) == 1:
        return local_gradients[0] + (1 if skip else 0)
    middle = len(local_gradients) // 2
    return chain_gradient(local_gradients[:middle], skip) * chain_gradient(
        local_gradients[middle:], skip
    )


def residual_backward(upstream, jacobian):
    (above, a), (inside, b) = whole(upstream), whole(jacobian)
    numbers = (above << b) + above.dot(inside)
    return [number / (1 << (a + b)) for number in numbers.tolist()]


def filter_complexity(separable):
    return "N²·K + N²·K" if separable else "N²·K²"


def along(numbers, taps):
    """The sum of shifted rows, each as often as its tap says."""
    half = len(taps) // 2
    zeros = np.zeros((half, numbers.shape[1]), dtype=object)
    padded = np.concatenate([zeros, numbers, zeros])
    return sum(tap * padded[n : n + len(numbers)] for n, tap in enumerate(taps))


def blur_separable(image, taps):
    (numbers, a), (weights, b) = whole(image), whole(taps)
    blurred = along(along(numbers, weights).T, weights).T
    below = 1 << (a + 2 * b)
    return [[number / below for number in row] for row in blurred.tolist()]
