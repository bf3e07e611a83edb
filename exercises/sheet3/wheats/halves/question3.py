"""Question 3 by recursion, and by trying out what is asked."""

import numpy as np


def turned(entries, steps):
    """A list whose last ``steps`` entries come first."""
    steps %= len(entries)
    return entries[len(entries) - steps :] + entries[: len(entries) - steps]


def translate(image, rows, columns):
    return [turned(row, columns) for row in turned(image.tolist(), rows)]


def slid(padded, kernel, shape):
    """The kernel, cut in two as long as it can be, on every place."""
    if len(kernel) > 1:
        cut = len(kernel) // 2
        return slid(padded, kernel[:cut], shape) + slid(padded[cut:], kernel[cut:], shape)
    if kernel.shape[1] > 1:
        return slid(padded.T, kernel.T, shape[::-1]).T
    return kernel[0, 0] * padded[: shape[0], : shape[1]]


def filtered(image, kernel, padding):
    half, (height, width) = len(kernel) // 2, image.shape
    rows = np.arange(-half, height + half)[:, None]
    columns = np.arange(-half, width + half)
    padded = image[rows % height, columns % width]
    if padding == "zero":
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        padded = np.where(inside, padded, 0.0)
    elif padding != "wrap":
        raise ValueError(f"{padding!r} is neither")
    return slid(padded, kernel[::-1, ::-1], image.shape)


def equivariance_gap(image, kernel, rows, columns, padding):
    after = np.array(translate(filtered(image, kernel, padding), rows, columns))
    before = filtered(np.array(translate(image, rows, columns)), kernel, padding)
    return max(np.abs(after - before).max(axis=0).tolist())


SAMPLE = np.random.default_rng(8).normal(size=(5, 5))
KERNEL = np.random.default_rng(9).normal(size=(3, 3))
OPERATIONS = {
    "convolution": lambda image: filtered(image, KERNEL, "wrap"),
    "relu": lambda image: np.where(image > 0, image, 0),
    "global_average_pooling": lambda image: np.array([[image.mean()]]),
    "global_max_pooling": lambda image: np.array([[image.max()]]),
}
TRANSFORMS = {
    "shift": lambda image: np.array(translate(image, 1, 2)),
    "flip": np.fliplr,
    "rotate90": np.rot90,
}


def classify(operation, transform):
    if operation not in OPERATIONS or transform not in TRANSFORMS:
        raise ValueError("an operation and a transform")
    operate, change = OPERATIONS[operation], TRANSFORMS[transform]
    after = operate(change(SAMPLE))
    if np.allclose(after, operate(SAMPLE)):
        return "invariant"
    return "equivariant" if np.allclose(after, change(operate(SAMPLE))) else "neither"


def by_longest_row(kernel):
    """How often the longest row goes into each, the row, and whether that is all."""
    lengths = (kernel * kernel).sum(axis=1)
    row = kernel[lengths.argmax()]
    square = row @ row
    if square == 0:
        return np.zeros(len(kernel)), row, True
    often = kernel @ row / square
    left = np.abs(kernel - often[:, None] * row).max()
    return often, row, bool(left < 1e-9 * np.abs(row).max())


def is_separable(kernel):
    return by_longest_row(kernel)[2]


def separate(kernel):
    often, row, is_all = by_longest_row(kernel)
    return [often, row] if is_all else None


def side(layers, kernel):
    if layers == 1:
        return kernel
    below = layers // 2
    return side(below, kernel) + side(layers - below, kernel) - 1


def stacked_support(layers, kernel):
    one = side(layers, kernel)
    return np.array([one, one * one])


def chain_gradient(local_gradients, skip):
    if not local_gradients:
        return 1
    first, *rest = local_gradients
    later = chain_gradient(rest, skip)
    return first * later + later if skip else first * later


def residual_backward(upstream, jacobian):
    if not len(jacobian):
        return upstream.copy()
    through = upstream[: len(jacobian)]
    columns = [sum(u * d for u, d in zip(through, column, strict=True)) for column in jacobian.T]
    return [u + through_it for u, through_it in zip(upstream, columns, strict=True)]


def filter_complexity(separable):
    one_pass = "n * n * k"
    return f"{one_pass} + {one_pass}" if separable else f"{one_pass} * k"


def weighed(padded, taps, count):
    """Shifted rows, each as often as its tap says, by halves."""
    if len(taps) == 1:
        return taps[0] * padded[:count]
    cut = len(taps) // 2
    return weighed(padded, taps[:cut], count) + weighed(padded[cut:], taps[cut:], count)


def blur_separable(image, taps):
    half = len(taps) // 2
    for _ in range(2):
        image = weighed(np.pad(image, ((half, half), (0, 0))), taps, len(image)).T
    return image
