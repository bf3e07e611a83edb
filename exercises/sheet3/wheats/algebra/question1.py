"""Question 1 by matrices, einsum and strides."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def windows(x, side, stride):
    """All windows that fit, (N, H', W', side, side, C)."""
    n, height, width, channels = x.shape
    if side > height or side > width:
        raise ValueError("it does not fit")
    rows, columns = 1 + (height - side) // stride, 1 + (width - side) // stride
    a, b, c, d = x.strides
    shape = (n, rows, columns, side, side, channels)
    return as_strided(x, shape, (a, b * stride, c * stride, b, c, d), writeable=False)


def max_pool2d(x, window, stride):
    return np.maximum.reduce(np.maximum.reduce(windows(x, window, stride), axis=3), axis=3)


def average_pool2d(x, window, stride):
    return np.einsum("nijuvc->nijc", windows(x, window, stride)) / window**2


def conv_output_size(size, kernel, stride, padding):
    free = size + padding + padding - kernel
    if free < 0:
        raise ValueError("it does not fit")
    return divmod(free, stride)[0] + 1


def conv2d(x, weights, stride, padding):
    """As one matrix for each kernel entry, added up."""
    n, height, width, channels = x.shape
    side = len(weights)
    rows = conv_output_size(height, side, stride, padding)
    columns = conv_output_size(width, side, stride, padding)
    padded = np.zeros((n, height + 2 * padding, width + 2 * padding, channels))
    padded[:, padding : padding + height, padding : padding + width] = x
    result = np.zeros((n, rows, columns, weights.shape[3]))
    for u, v in np.ndindex(side, side):
        seen = padded[:, u:, v:][:, ::stride, ::stride][:, :rows, :columns]
        result += np.tensordot(seen, weights[u, v], axes=1)
    return result


def data_shapes(input_shape, layers):
    if layers and layers[-1]["type"] == "loss":
        return [*data_shapes(input_shape, layers[:-1]), [1]]
    shapes = []
    n, *sides, channels = input_shape
    for layer in layers:
        side = layer.get("window") or layer["kernel"]
        sides = np.array(sides) + 2 * layer["padding"] - side
        if min(sides) < 0:
            raise ValueError("a layer does not fit")
        sides = sides // layer["stride"] + 1
        channels = layer.get("filters", channels)
        shapes.append((n, *sides, channels))
    return shapes


def receptive_fields(layers):
    """By composing affine maps: the last pixel seen by unit u is a * u + b."""
    slope, offset, fields = 1, 0, []
    for layer in layers:
        if "stride" in layer:
            side = layer["kernel"] if "kernel" in layer else layer["window"]
            slope, offset = slope * layer["stride"], slope * (side - 1) + offset
        fields.append(offset + 1)
    return fields


def memory_bytes(shape, precision):
    words = ["half", "single"]
    if precision not in words:
        raise ValueError("half or single")
    total = 2 << words.index(precision)
    for side in shape:
        total *= side
    return total


def half_precision_faults(values):
    """From the grid of all halves: the nearest one, ties to the even one."""
    grid = np.arange(2**15, dtype=np.uint16).view(np.float16).astype(np.float64)
    grid = np.append(grid[np.isfinite(grid)], 65536.0)
    size = np.abs(values.astype(np.float64))
    above = np.clip(np.searchsorted(grid, size), 1, len(grid) - 1)
    below = above - 1
    up, down = grid[above] - size, size - grid[below]
    nearest = np.where((up < down) | ((up == down) & (above % 2 == 0)), above, below)
    overflow = nearest == len(grid) - 1
    underflow = (nearest == 0) & (size > 0)
    rest = ~overflow & ~underflow & (size > 0)
    errors = np.abs(grid[nearest] - size)[rest] / size[rest]
    return {
        "overflow": int(overflow.sum()),
        "underflow": int(underflow.sum()),
        "relative_error": float(max(errors, default=0.0)),
    }


def mirror(image):
    width = image.shape[1]
    return np.einsum("ij,hjc->hic", np.eye(width)[::-1], image)


def rotate(image, quarter_turns):
    match quarter_turns % 4:
        case 0:
            return image
        case 1:
            return image.swapaxes(0, 1)[::-1]
        case 2:
            return image[::-1, ::-1]
    return image.swapaxes(0, 1)[:, ::-1]


def shear(image, pixels_per_row):
    """Each row times a matrix with ones on one of its diagonals."""
    height, width, _ = image.shape
    steps = [max(-width, min(width, r * pixels_per_row)) for r in range(height)]
    return np.stack([np.eye(width, k=k).T @ row for k, row in zip(steps, image, strict=True)])


def colour_shift(image, shift):
    moved = image + shift
    moved[moved < 0] = 0
    moved[moved > 1] = 1
    return moved


def random_crop(image, size, rng):
    free = np.array(image.shape[:2]) - size
    row, column = rng.integers(0, free + 1)
    return image[row:, column:][:size, :size]


def add_noise(image, sigma, rng):
    noise = rng.multivariate_normal(
        np.zeros(image[0, 0].size), np.eye(image[0, 0].size), image.shape[:2]
    )
    return image + sigma * noise


def stored_images(images, augmentations, when):
    kinds = ("training", "preprocessing")
    if when not in kinds:
        raise ValueError(f"{when} is none of {kinds}")
    return images * (1 + augmentations * kinds.index(when))
