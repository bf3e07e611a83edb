"""Question 1 with the help of SciPy and of what NumPy has ready."""

import numpy as np
from scipy import ndimage, signal


def cut(filtered, window, stride, sides):
    """The places at which a window fits whole, from its value at every centre."""
    first = window // 2
    rows, columns = (first + side - window + 1 for side in sides)
    return filtered[:, first:rows:stride, first:columns:stride]


def pooled(x, window, stride, pool):
    if window > min(x.shape[1], x.shape[2]):
        raise ValueError("the window is too large")
    return cut(pool(x, (1, window, window, 1)), window, stride, x.shape[1:3])


def max_pool2d(x, window, stride):
    return pooled(x, window, stride, lambda a, size: ndimage.maximum_filter(a, size=size))


def average_pool2d(x, window, stride):
    return pooled(x, window, stride, lambda a, size: ndimage.uniform_filter(a, size=size))


def conv_output_size(size, kernel, stride, padding):
    room = size + 2 * padding - kernel
    if room < 0:
        raise ValueError("the kernel is too large")
    return np.int32(np.floor_divide(room, stride) + 1)


def conv2d(x, weights, stride, padding):
    side = weights.shape[0]
    padded = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
    if side > min(padded.shape[1:3]):
        raise ValueError("the kernel is too large")
    return np.stack(
        [
            np.stack(
                [
                    signal.correlate(image, weights[..., o], mode="valid", method="direct")[..., 0]
                    for o in range(weights.shape[3])
                ],
                axis=-1,
            )[::stride, ::stride]
            for image in padded
        ]
    )


def data_shapes(input_shape, layers):
    shapes = [tuple(input_shape)]
    for layer in layers:
        match layer:
            case {"type": "conv", "kernel": side, "filters": channels}:
                pass
            case {"type": "pool", "window": side}:
                channels = shapes[-1][3]
            case _:
                shapes.append((1,))
                continue
        stride, padding = layer["stride"], layer["padding"]
        rows, columns = (conv_output_size(s, side, stride, padding) for s in shapes[-1][1:3])
        shapes.append((shapes[-1][0], rows, columns, channels))
    return shapes[1:]


def receptive_fields(layers):
    sides = [layer.get("kernel", layer.get("window", 1)) for layer in layers]
    strides = [layer.get("stride", 1) for layer in layers]
    jumps = np.concatenate([[1], np.cumprod(np.array(strides, dtype=object))[:-1]])
    return [int(field) for field in 1 + np.cumsum((np.array(sides, dtype=object) - 1) * jumps)]


def memory_bytes(shape, precision):
    names = {"single": "f4", "half": "f2"}
    if precision not in names:
        raise ValueError(f"no precision is called {precision}")
    return np.multiply.reduce(np.array(shape, dtype=np.uint64)) * np.uint64(
        np.dtype(names[precision]).itemsize
    )


def half_precision_faults(values):
    with np.errstate(all="ignore"):
        halves = values.astype("e").astype("d")
    wide = values.astype("d")
    overflow, underflow = ~np.isfinite(halves), (halves == 0) & (wide != 0)
    rest = ~overflow & ~underflow & (wide != 0)
    errors = np.divide(np.abs(halves - wide), np.abs(wide), out=np.zeros(len(wide)), where=rest)
    return {
        "overflow": np.count_nonzero(overflow),
        "underflow": np.sum(underflow),
        "relative_error": errors.max(),
    }


def mirror(image):
    return np.flip(image, axis=1)


def rotate(image, quarter_turns):
    return np.rot90(image, k=int(quarter_turns) % 4, axes=(0, 1))


def shear(image, pixels_per_row):
    width = image.shape[1]
    rows = []
    for r, row in enumerate(image):
        step = int(np.clip(r * pixels_per_row, -width, width))
        rows.append(ndimage.shift(row, (step, 0), order=0, mode="constant"))
    return np.array(rows)


def colour_shift(image, shift):
    return (image + shift).clip(0, 1)


def random_crop(image, size, rng):
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
    rows = rng.permutation(windows.shape[0])
    columns = rng.permutation(windows.shape[1])
    return np.moveaxis(windows[rows[0], columns[0]], 0, -1)


def add_noise(image, sigma, rng):
    return rng.normal(image, sigma)


def stored_images(images, augmentations, when):
    views = {"preprocessing": augmentations, "training": 0}.get(when)
    if views is None:
        raise ValueError("augment while preprocessing or training")
    return images + images * views
