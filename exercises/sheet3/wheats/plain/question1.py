"""Question 1 in loops over single numbers, with nested lists as answers."""

import math
import struct


def places(size, window, stride):
    if window > size:
        raise ValueError(f"{window} does not fit in {size}")
    return range(0, size - window + 1, stride)


def pooled(x, window, stride, reduce):
    n, height, width, channels = x.shape
    rows, columns = places(height, window, stride), places(width, window, stride)
    return [
        [
            [
                [
                    reduce(
                        [float(x[b, i + u, j + v, c]) for u in range(window) for v in range(window)]
                    )
                    for c in range(channels)
                ]
                for j in columns
            ]
            for i in rows
        ]
        for b in range(n)
    ]


def max_pool2d(x, window, stride):
    return pooled(x, window, stride, max)


def average_pool2d(x, window, stride):
    return pooled(x, window, stride, lambda values: math.fsum(values) / len(values))


def conv_output_size(size, kernel, stride, padding):
    count = 0
    left = -padding
    while left + kernel <= size + padding:
        count += 1
        left += stride
    if count == 0:
        raise ValueError("no place for the kernel")
    return count


def conv2d(x, weights, stride, padding):
    n, height, width, channels = x.shape
    side, filters = weights.shape[0], weights.shape[3]
    rows = conv_output_size(height, side, stride, padding)
    columns = conv_output_size(width, side, stride, padding)

    def value(b, i, j, o):
        total = 0.0
        for u in range(side):
            for v in range(side):
                row, column = i * stride + u - padding, j * stride + v - padding
                if 0 <= row < height and 0 <= column < width:
                    for c in range(channels):
                        total += float(x[b, row, column, c]) * float(weights[u, v, c, o])
        return total

    return [
        [[[value(b, i, j, o) for o in range(filters)] for j in range(columns)] for i in range(rows)]
        for b in range(n)
    ]


def data_shapes(input_shape, layers):
    shape, shapes = list(input_shape), []
    for layer in layers:
        if layer["type"] == "loss":
            shape = [1]
        else:
            side = layer["kernel" if layer["type"] == "conv" else "window"]
            for axis in (1, 2):
                shape[axis] = conv_output_size(shape[axis], side, layer["stride"], layer["padding"])
            if layer["type"] == "conv":
                shape[3] = layer["filters"]
        shapes.append(list(shape))
    return shapes


def receptive_fields(layers):
    """The first and the last pixel that the first unit of each layer depends on."""
    fields = []
    for depth in range(len(layers)):
        first, last = 0, 0
        for layer in reversed(layers[: depth + 1]):
            if layer["type"] == "conv":
                first, last = first * layer["stride"], last * layer["stride"] + layer["kernel"] - 1
            elif layer["type"] == "pool":
                first, last = first * layer["stride"], last * layer["stride"] + layer["window"] - 1
        fields.append(last - first + 1)
    return tuple(fields)


def memory_bytes(shape, precision):
    if precision not in ("single", "half"):
        raise ValueError(precision)
    numbers = 1
    for side in shape:
        numbers *= int(side)
    return numbers * {"single": 4, "half": 2}[precision]


def half_precision_faults(values):
    """By the standard library's own half precision."""
    faults = {"overflow": 0, "underflow": 0, "relative_error": 0.0}
    for value in map(float, values):
        try:
            half = struct.unpack("<e", struct.pack("<e", value))[0]
        except OverflowError:
            faults["overflow"] += 1
            continue
        if value and not half:
            faults["underflow"] += 1
        elif value:
            faults["relative_error"] = max(faults["relative_error"], abs(half - value) / abs(value))
    return faults


def mirror(image):
    return [[pixel.tolist() for pixel in reversed(row)] for row in image]


def rotate(image, quarter_turns):
    rows = [[pixel.tolist() for pixel in row] for row in image]
    for _ in range(quarter_turns % 4):
        rows = [list(column) for column in zip(*rows, strict=True)][::-1]
    return rows


def shear(image, pixels_per_row):
    height, width, channels = image.shape
    sheared = []
    for r in range(height):
        row = [[0.0] * channels for _ in range(width)]
        for column in range(width):
            target = column + r * pixels_per_row
            if 0 <= target < width:
                row[target] = image[r, column].tolist()
        sheared.append(row)
    return sheared


def colour_shift(image, shift):
    return [
        [
            [min(max(float(v) + float(s), 0.0), 1.0) for v, s in zip(pixel, shift, strict=True)]
            for pixel in row
        ]
        for row in image
    ]


def random_crop(image, size, rng):
    row = int(rng.random() * (len(image) - size + 1))
    column = int(rng.random() * (len(image[0]) - size + 1))
    return [[image[row + i, column + j].tolist() for j in range(size)] for i in range(size)]


def add_noise(image, sigma, rng):
    """Box and Muller's way from uniform numbers to normal ones."""

    def normal():
        radius = math.sqrt(-2 * math.log(1 - rng.random()))
        return radius * math.cos(2 * math.pi * rng.random())

    return [[[float(v) + sigma * normal() for v in pixel] for pixel in row] for row in image]


def stored_images(images, augmentations, when):
    if when == "training":
        return images
    if when != "preprocessing":
        raise ValueError(f"when is {when!r}")
    return sum((images, images * augmentations))
