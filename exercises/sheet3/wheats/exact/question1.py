"""Question 1 in whole numbers: what a float is worth is a fraction, and sums of those are exact."""

import math
from fractions import Fraction

import numpy as np


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


def starts(size, window, stride):
    if window > size:
        raise ValueError(f"{window} is more than {size}")
    return [stride * place for place in range(1 + (size - window) // stride)]


def pooled(x, window, stride, of_all):
    rows, columns = (starts(side, window, stride) for side in x.shape[1:3])
    return np.array(
        [
            [[of_all(image[i : i + window, j : j + window]) for j in columns] for i in rows]
            for image in x
        ]
    )


def max_pool2d(x, window, stride):
    return pooled(x, window, stride, lambda block: [max(c.flat) for c in block.transpose(2, 0, 1)])


def average_pool2d(x, window, stride):
    numbers, bits = whole(x)
    sums = pooled(numbers, window, stride, lambda block: block.sum(axis=(0, 1)))
    return floats(sums, window * window << bits)


def conv_output_size(size, kernel, stride, padding):
    room = Fraction(size + 2 * padding - kernel, stride)
    if room < 0:
        raise ValueError("there is no room for the kernel")
    return math.floor(room) + 1


def conv2d(x, weights, stride, padding):
    side = len(weights)
    rows, columns = (conv_output_size(s, side, stride, padding) for s in x.shape[1:3])
    (image, a), (kernels, b) = whole(x), whole(weights)
    n, height, width, channels = image.shape
    larger = np.zeros((n, height + 2 * padding, width + 2 * padding, channels), dtype=object)
    larger[:, padding : padding + height, padding : padding + width] = image
    total = 0
    for u in range(side):
        for v in range(side):
            seen = larger[:, u : u + stride * rows : stride, v : v + stride * columns : stride]
            total = total + np.dot(seen[:, :rows, :columns], kernels[u, v])
    return floats(total, 1 << (a + b))


def data_shapes(input_shape, layers):
    if not layers:
        return ()
    first, *rest = layers
    if first["type"] == "loss":
        return ((1,), *data_shapes((1,), rest))
    n, height, width, channels = input_shape
    side = first["kernel"] if "kernel" in first else first["window"]
    new = (
        n,
        conv_output_size(height, side, first["stride"], first["padding"]),
        conv_output_size(width, side, first["stride"], first["padding"]),
        first.get("filters", channels),
    )
    return (new, *data_shapes(new, rest))


def receptive_fields(layers):
    fields, first, last, step = [], 0, 0, 1
    for layer in layers:
        if layer["type"] != "loss":
            side = layer["kernel"] if "kernel" in layer else layer["window"]
            last += step * (side - 1)
            step *= layer["stride"]
        fields.append(last - first + 1)
    return tuple(fields)


def memory_bytes(shape, precision):
    bits = {"single": 32, "half": 16}.get(precision)
    if bits is None:
        raise ValueError("single or half")
    for side in shape:
        bits *= side
    return bits // 8


def to_half(value):
    """A fraction rounded to a half, as a fraction; None where it is infinite."""
    if value == 0:
        return value
    exponent = -14
    while exponent < 16 and abs(value) >= Fraction(2) ** (exponent + 1):
        exponent += 1
    step = Fraction(2) ** (exponent - 10)
    rounded = round(value / step) * step
    return rounded if abs(rounded) < 65536 else None


def half_precision_faults(values):
    known = [Fraction(float(value)) for value in values]
    halves = [to_half(value) for value in known]
    pairs = [(v, h) for v, h in zip(known, halves, strict=True) if v]
    errors = [abs(h - v) / abs(v) for v, h in pairs if h]
    return {
        "overflow": halves.count(None),
        "underflow": sum(h is not None and h == 0 for _, h in pairs),
        "relative_error": float(max(errors, default=0)),
    }


def mirror(image):
    return [row[::-1].tolist() for row in image]


def rotate(image, quarter_turns):
    rows = image.tolist()
    for _ in range(quarter_turns % 4):
        rows = list(map(list, zip(*rows, strict=True)))[::-1]
    return rows


def shear(image, pixels_per_row):
    black = [0.0] * image.shape[2]
    width = image.shape[1]
    moved = []
    for r, row in enumerate(image.tolist()):
        step = r * pixels_per_row
        moved.append([row[j - step] if 0 <= j - step < width else black for j in range(width)])
    return moved


def colour_shift(image, shift):
    steps = shift.tolist()
    return [
        [[min(1, max(0, a + b)) for a, b in zip(pixel, steps, strict=True)] for pixel in row]
        for row in image.tolist()
    ]


def random_crop(image, size, rng):
    def first(side):
        return math.floor(Fraction(rng.random()) * (side - size + 1))

    i, j = first(image.shape[0]), first(image.shape[1])
    return image[i : i + size, j : j + size].tolist()


def add_noise(image, sigma, rng):
    radius = np.sqrt(-2 * np.log1p(-rng.random(image.shape)))
    return image + sigma * radius * np.cos(2 * np.pi * rng.random(image.shape))


def stored_images(images, augmentations, when):
    if when == "training":
        return images
    if when == "preprocessing":
        return images * (augmentations + 1)
    raise ValueError("preprocessing or training")
