"""Question 1 by Fourier transforms, integral images and maxima that double."""

import math

import numpy as np


def maxima(x, side, axis):
    """The largest of ``side`` neighbours along an axis, from those of 1, 2, 4 and so on."""
    x = np.moveaxis(x, axis, 0)
    reach = 1
    while 2 * reach <= side:
        x = np.maximum(x[:-reach], x[reach:])
        reach *= 2
    rest = side - reach
    if rest:
        x = np.maximum(x[:-rest], x[rest:])
    return np.moveaxis(x, 0, axis)


def fits(x, window):
    if window > min(x.shape[1:3]):
        raise ValueError("the window is larger than the image")


def max_pool2d(x, window, stride):
    fits(x, window)
    return maxima(maxima(x, window, 1), window, 2)[:, ::stride, ::stride]


def average_pool2d(x, window, stride):
    fits(x, window)
    table = np.pad(x, ((0, 0), (1, 0), (1, 0), (0, 0))).cumsum(axis=1).cumsum(axis=2)
    low, high = slice(None, -window), slice(window, None)
    sums = table[:, high, high] - table[:, low, high] - table[:, high, low] + table[:, low, low]
    return sums[:, ::stride, ::stride] / window**2


def conv_output_size(size, kernel, stride, padding):
    places = range(0, size + 2 * padding - kernel + 1, stride)
    if not places:
        raise ValueError("the kernel is larger than the padded input")
    return len(places)


def conv2d(x, weights, stride, padding):
    _, height, width, _ = x.shape
    sides = [conv_output_size(side, len(weights), 1, padding) for side in (height, width)]
    around = (padding, padding)
    padded = np.pad(x, ((0, 0), around, around, (0, 0)))
    grid = padded.shape[1:3]
    image = np.fft.rfft2(padded, axes=(1, 2))
    filters = np.fft.rfft2(weights, grid, axes=(0, 1)).conj()
    product = np.einsum("nhwc,hwco->nhwo", image, filters)
    found = np.fft.irfft2(product, grid, axes=(1, 2))
    return found[:, : sides[0] : stride, : sides[1] : stride]


def data_shapes(input_shape, layers):
    shapes = [tuple(input_shape)]
    for layer in layers:
        if layer["type"] == "loss":
            shapes.append((1,))
            continue
        images, *sides, channels = shapes[-1]
        side = layer["kernel" if layer["type"] == "conv" else "window"]
        new = [conv_output_size(each, side, layer["stride"], layer["padding"]) for each in sides]
        shapes.append((images, *new, layer.get("filters", channels)))
    return shapes[1:]


def receptive_fields(layers):
    fields = []
    for last in range(1, len(layers) + 1):
        field = 1
        for layer in reversed(layers[:last]):
            if layer["type"] != "loss":
                side = layer["kernel" if layer["type"] == "conv" else "window"]
                field = (field - 1) * layer["stride"] + side
        fields.append(field)
    return fields


def memory_bytes(shape, precision):
    if precision not in ("single", "half"):
        raise ValueError(precision)
    return math.prod(shape) << (2 if precision == "single" else 1)


def half_precision_faults(values):
    wide = values.astype(np.float64)
    _, exponents = np.frexp(wide)
    step = np.ldexp(1.0, np.maximum(exponents, -13) - 11)
    rounded = np.rint(wide / step) * step
    infinite = np.abs(rounded) > 65504
    gone = (wide != 0) & (rounded == 0)
    other = (wide != 0) & ~infinite & ~gone
    errors = np.abs(rounded[other] - wide[other]) / np.abs(wide[other])
    return {
        "overflow": int(infinite.sum()),
        "underflow": int(gone.sum()),
        "relative_error": float(errors.max(initial=0.0)),
    }


def mirror(image):
    return image.take(range(image.shape[1] - 1, -1, -1), axis=1)


def rotate(image, quarter_turns):
    for _ in range(quarter_turns % 4):
        image = image.transpose(1, 0, 2)[::-1]
    return image.copy()


def shear(image, pixels_per_row):
    height, width, _ = image.shape
    moves = [max(-width, min(width, row * pixels_per_row)) for row in range(height)]
    sources = np.arange(width) - np.array(moves)[:, None]
    there = (sources >= 0) & (sources < width)
    taken = image[np.arange(height)[:, None], sources.clip(0, width - 1)]
    return taken * there[..., None]


def colour_shift(image, shift):
    return np.minimum(np.maximum(image + shift, 0), 1)


def random_crop(image, size, rng):
    rows, columns = image.shape[0] - size + 1, image.shape[1] - size + 1
    row, column = divmod(int(rng.integers(rows * columns)), columns)
    return image[row : row + size, column : column + size]


def add_noise(image, sigma, rng):
    return rng.normal(image, sigma)


def stored_images(images, augmentations, when):
    views = {"preprocessing": augmentations, "training": 0}
    if when not in views:
        raise ValueError(f"{when} is no time for it")
    return images + images * views[when]
