"""Question 3 in loops over single numbers."""

import math
from fractions import Fraction


def translate(image, rows, columns):
    height, width = image.shape
    moved = [[0.0] * width for _ in range(height)]
    for i in range(height):
        for j in range(width):
            moved[(i + rows) % height][(j + columns) % width] = float(image[i, j])
    return moved


def equivariance_gap(image, kernel, rows, columns, padding):
    if padding not in ("wrap", "zero"):
        raise ValueError(padding)
    (height, width), half = image.shape, len(kernel) // 2
    taps = [
        (u - half, v - half, float(kernel[u, v]))
        for u in range(len(kernel))
        for v in range(len(kernel))
    ]

    def filtered(values):
        def value(i, j):
            total = 0.0
            for u, v, tap in taps:
                row, column = i - u, j - v
                if padding == "wrap" or (0 <= row < height and 0 <= column < width):
                    total += tap * values[row % height][column % width]
            return total

        return [[value(i, j) for j in range(width)] for i in range(height)]

    before = filtered(image.tolist())
    after = filtered(translate(image, rows, columns))
    return max(
        abs(before[i][j] - after[(i + rows) % height][(j + columns) % width])
        for i in range(height)
        for j in range(width)
    )


def classify(operation, transform):
    if transform not in ("shift", "flip", "rotate90"):
        raise ValueError(transform)
    if operation in ("global_average_pooling", "global_max_pooling"):
        return "invariant"
    if operation == "relu" or (operation == "convolution" and transform == "shift"):
        return "equivariant"
    if operation == "convolution":
        return "neither"
    raise ValueError(operation)


def pivot(kernel):
    """Row and column of an entry of largest size."""
    places = [(i, j) for i in range(len(kernel)) for j in range(len(kernel[0]))]
    return max(places, key=lambda place: abs(kernel[place]))


def is_separable(kernel):
    """Whether each 2 by 2 minor with the largest entry vanishes, but for rounding."""
    i, j = pivot(kernel)
    top = Fraction(float(kernel[i, j]))
    return all(
        abs(
            top * Fraction(float(kernel[k, m]))
            - Fraction(float(kernel[k, j])) * Fraction(float(kernel[i, m]))
        )
        <= Fraction(1, 10**9) * top**2
        for k in range(kernel.shape[0])
        for m in range(kernel.shape[1])
    )


def separate(kernel):
    if not is_separable(kernel):
        return None
    i, j = pivot(kernel)
    top = float(kernel[i, j])
    column = [float(value) for value in kernel[:, j]]
    return column, [float(value) / top if top else 0.0 for value in kernel[i]]


def stacked_support(layers, kernel):
    side = 1 + layers * kernel - layers
    return [side, side * side]


def chain_gradient(local_gradients, skip):
    result = 1
    for gradient in local_gradients:
        result = result * gradient + result * (1 if skip else 0)
    return result


def residual_backward(upstream, jacobian):
    count = len(upstream)
    return [
        float(upstream[i])
        + math.fsum(float(upstream[k]) * float(jacobian[k, i]) for k in range(count))
        for i in range(count)
    ]


def filter_complexity(separable):
    return "2 N² K" if separable else "N²K²"


def blur_separable(image, taps):
    weights = [float(tap) for tap in taps]
    half = len(weights) // 2

    def blurred(row):
        padded = [0.0] * half + row + [0.0] * half
        return [
            sum(map(float.__mul__, weights, padded[j : j + len(weights)])) for j in range(len(row))
        ]

    rows = [blurred(row) for row in image.tolist()]
    columns = [blurred(list(column)) for column in zip(*rows, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]
