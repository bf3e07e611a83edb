"""
A right submission for the whole sheet, in another manner than the definitions'.

Nested lists where an array is asked for, lists where a pair is, NumPy's integers and Booleans,
subclasses of str, views, further parameters with defaults, callables that are no functions,
Fourier transforms, einsum, and SymPy expressions that nobody simplified: all of that is allowed.
"""

from enum import Enum
from functools import partial, reduce
from operator import mul

import numpy as np
import sympy as sp
from numpy.lib.stride_tricks import sliding_window_view as windows_of

print("This submission talks while it loads.")


class UnknownWordError(ValueError):
    pass


# 1a: sliding_window_view raises ValueError itself where the window does not fit.


def _pooled(how, x, window, stride=1):
    cut = windows_of(x, (window, window), axis=(1, 2))
    return getattr(np, how)(cut[:, ::stride, ::stride], axis=(-1, -2)).tolist()


max_pool2d = partial(_pooled, "max")
average_pool2d = partial(_pooled, "mean")

# 1b


def conv_output_size(size, kernel, stride=1, padding=0):
    places = range(0, size + 2 * padding - kernel + 1, stride)
    if not places:
        raise ValueError(kernel)
    return np.int64(len(places))


def conv2d(images, filters, step, border):
    side = filters.shape[0]
    padded = np.zeros(np.add(images.shape, (0, 2 * border, 2 * border, 0)))
    padded[:, border : padded.shape[1] - border, border : padded.shape[2] - border] = images
    cut = windows_of(padded, (side, side), axis=(1, 2))[:, ::step, ::step]
    return np.einsum("nijcuv,uvco->nijo", cut, filters)


# 1c


def data_shapes(input_shape, layers):
    if not layers:
        return []
    first, *rest = layers
    if first["type"] == "loss":
        return [[1]]
    side = first.get("kernel") or first["window"]
    n, *sides, channels = input_shape
    sides = [conv_output_size(size, side, first["stride"], first["padding"]) for size in sides]
    shape = [n, *sides, first.get("filters", channels)]
    return [shape, *data_shapes(shape, rest)]


def receptive_fields(layers):
    """Backwards: a unit sees 1, and what is seen grows on the way to the image."""
    fields = []
    for depth in range(1, len(layers) + 1):
        seen = 1
        for layer in layers[:depth][::-1]:
            if layer["type"] != "loss":
                seen = (seen - 1) * layer["stride"] + (layer.get("kernel") or layer["window"])
        fields.append(seen)
    return np.array(fields)


# 1d


def memory_bytes(shape, precision):
    try:
        width = {"single": np.float32, "half": np.float16}[precision]
    except KeyError as error:
        raise UnknownWordError(precision) from error
    return np.prod(shape, dtype=np.int64) * np.int64(np.dtype(width).itemsize)


def half_precision_faults(values):
    """Rounds by hand: to a multiple of the spacing of halves, ties to even."""
    exact = values.astype(np.longdouble)
    size = np.abs(exact)
    exponent = np.frexp(size)[1] - 1
    spacing = np.exp2(np.maximum(exponent, -14) - 10.0)
    rounded = np.rint(exact / spacing) * spacing
    too_large = np.abs(rounded) > 65504
    lost = (rounded == 0) & (size > 0)
    rest = (size > 0) & ~too_large & ~lost
    errors = np.abs(rounded - exact)[rest] / size[rest]
    return {
        "relative_error": np.float64(errors.max()) if rest.any() else 0,
        "underflow": lost.sum(),
        "overflow": np.array(np.int32(too_large.sum())),
    }


# 1e

mirror = np.fliplr


def rotate(image, quarter_turns):
    for _ in range(quarter_turns % 4):
        image = image.transpose(1, 0, 2)[::-1]
    return image


def shear(image, pixels_per_row):
    height, width, channels = image.shape
    black = [0.0] * channels
    return [
        [
            image[r, c - r * pixels_per_row].tolist()
            if 0 <= c - r * pixels_per_row < width
            else black
            for c in range(width)
        ]
        for r in range(height)
    ]


def colour_shift(image, shift):
    return np.minimum(1.0, np.maximum(0.0, image + np.asarray(shift)[None, None, :]))


def random_crop(image, size, rng):
    corners = [
        (row, column)
        for row in range(image.shape[0] - size + 1)
        for column in range(image.shape[1] - size + 1)
    ]
    row, column = corners[int(rng.random() * len(corners))]
    return windows_of(image, (size, size), axis=(0, 1))[row, column].transpose(1, 2, 0)


def add_noise(image, sigma, rng):
    """Draws channel by channel."""
    noise = [rng.normal(size=image.shape[:2]) for _ in range(image.shape[2])]
    return image + np.stack(noise, axis=-1) * sigma


class Storage:
    """A callable object."""

    def __call__(self, images, augmentations, when, verbose=False):
        match when:
            case "preprocessing":
                return np.uint64(images * (augmentations + 1))
            case "training":
                return np.uint64(images)
        raise UnknownWordError(when)


stored_images = Storage()

# 2a, 2b


def softmax(c):
    """One over the sum of exp(other - own), which is what dividing both parts by exp(own) gives."""
    below = c - np.max(c)
    return [1 / np.exp(np.minimum(below - own, 700)).sum() if own > -700 else 0.0 for own in below]


def softmax_jacobian(c):
    p = np.exp(c - np.logaddexp.reduce(c))
    return tuple(map(tuple, np.diag(p) - np.einsum("i,j->ij", p, p)))


def softmax_jacobian_symbolic(n):
    c = sp.symbols(f"c_1:{n + 1}", real=True)
    p = [1 / sp.Add(*[sp.exp(other - score) for other in c]) for score in c]
    return [[p[i] * (sp.KroneckerDelta(i, j) - p[j]) for j in range(n)] for i in range(n)]


# 2c


def denoise(snapshots):
    mean = snapshots[0] * 0
    for count, snapshot in enumerate(snapshots, start=1):
        mean = mean + (snapshot - mean) / count
    return mean.tolist()


def denoised_mean(pixel, sigma, n):
    return (n * pixel + n * 0 * sigma) / n


def denoised_variance(pixel, sigma, n):
    return n * (sigma / n) * sigma / n


# 2d, 2e: by Fourier transform, on an image that is padded far enough.


def _filtered(image, kernel, mode):
    half = len(kernel) // 2
    padded = np.pad(image, half, mode=mode)
    sides = [padded.shape[axis] + 2 * half for axis in (0, 1)]
    product = np.fft.rfft2(padded, sides) * np.fft.rfft2(kernel, sides)
    full = np.fft.irfft2(product, sides)
    return full[2 * half : 2 * half + image.shape[0], 2 * half : 2 * half + image.shape[1]]


def convolve2d(image, kernel, padding):
    if padding == "zero":
        return _filtered(image, kernel, "constant")
    if padding == "reflect":
        return _filtered(image, kernel, "reflect").tolist()
    raise UnknownWordError(padding)


def prewitt_gradients(image, padding):
    column, row = np.ones(3), np.array([1.0, 0.0, -1.0])
    return [convolve2d(image, np.outer(a, b), padding) for a, b in ((column, row), (row, column))]


def gradient_magnitude(image, padding):
    return np.hypot(*map(np.asarray, prewitt_gradients(image, padding)))


# 3a


def translate(image, rows, columns):
    height, width = image.shape
    down = (np.arange(height) - rows) % height
    right = (np.arange(width) - columns) % width
    return image[np.ix_(down, right)]


def equivariance_gap(image, kernel, rows, columns, padding):
    if padding not in {"wrap", "zero"}:
        raise UnknownWordError(padding)
    mode = "wrap" if padding == "wrap" else "constant"
    moved = _filtered(translate(image, rows, columns), kernel, mode)
    return np.linalg.norm(
        (moved - translate(_filtered(image, kernel, mode), rows, columns)).ravel(), np.inf
    )


class Kind(str, Enum):  # noqa: UP042 - its str() is not its text
    INVARIANT = "invariant"
    EQUIVARIANT = "equivariant"


class SpokenKind(str, Enum):  # noqa: UP042
    NEITHER = "neither"

    def __str__(self):
        return "it depends"


KINDS = {
    "convolution": (np.str_("equivariant"), SpokenKind.NEITHER, SpokenKind.NEITHER),
    "relu": (Kind.EQUIVARIANT,) * 3,
    "global_average_pooling": (Kind.INVARIANT,) * 3,
    "global_max_pooling": (Kind.INVARIANT,) * 3,
}


def classify(operation, transform):
    if operation not in KINDS:
        raise UnknownWordError(operation)
    return KINDS[operation][["shift", "flip", "rotate90"].index(transform)]


# 3b, 3c: by the cross through the largest entry.


def _cross(kernel):
    i, j = np.unravel_index(np.argmax(np.abs(kernel)), kernel.shape)
    return kernel[:, j], kernel[i] / (kernel[i, j] or 1.0)


def is_separable(kernel):
    return np.all(np.abs(np.outer(*_cross(kernel)) - kernel) <= 1e-9 * np.abs(kernel).max())


def separate(kernel):
    return [part.tolist() for part in _cross(kernel)] if is_separable(kernel) else None


# 3d


def stacked_support(layers, kernel):
    side = 1
    for _ in range(layers):
        side += kernel - 1
    return np.array([side, side**2])


# 3e


def chain_gradient(local_gradients, skip):
    return reduce(mul, [gradient + int(skip) for gradient in local_gradients], 1)


def residual_backward(upstream, jacobian):
    return np.einsum("i,ij->j", upstream, jacobian + np.eye(len(upstream))).tolist()


# 3f


class Cost(str):
    def __str__(self):
        return f"the cost is {super().__str__()}"


def filter_complexity(separable):
    return Cost("Θ(2·k n² + 5n)") if separable else "n**2 * (k^2 + k)"


def blur_separable(image, taps):
    one_pass = partial(np.apply_along_axis, partial(np.convolve, taps, mode="same"))
    return one_pass(0, one_pass(1, image))


ANSWERS = {}
