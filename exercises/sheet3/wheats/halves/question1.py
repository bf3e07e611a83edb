"""Question 1 by recursion: what is large is put together of two halves."""

import numpy as np

# All halves from 0 on, in order, and what comes after the last of them.
TABLE = np.append(np.arange(0x7C00, dtype=np.uint16).view(np.float16).astype(np.float64), 65536.0)


def running(x, side, merge):
    """What ``merge`` makes of ``side`` successive entries along the first axis."""
    if side == 1:
        return x
    if side % 2:
        return merge(running(x, side - 1, merge)[:-1], x[side - 1 :])
    half = running(x, side // 2, merge)
    return merge(half[: len(half) - side // 2], half[side // 2 :])


def pooled(x, window, stride, merge):
    if x.shape[1] < window or x.shape[2] < window:
        raise ValueError("the window does not fit into the image")
    by_rows = running(x.transpose(1, 0, 2, 3), window, merge)[::stride]
    by_columns = running(by_rows.transpose(2, 1, 0, 3), window, merge)[::stride]
    return by_columns.transpose(1, 2, 0, 3)


def max_pool2d(x, window, stride):
    return pooled(x, window, stride, np.maximum)


def average_pool2d(x, window, stride):
    return pooled(x, window, stride, np.add) / (window * window)


def conv_output_size(size, kernel, stride, padding):
    if padding:
        return conv_output_size(size + 2 * padding, kernel, stride, 0)
    if kernel > 1:
        return conv_output_size(size - kernel + 1, 1, stride, 0)
    if size < 1:
        raise ValueError("nothing is left for the kernel to stand on")
    return -(-size // stride)


def correlated(x, weights, rows, columns, stride):
    """The layer's output of this size, from a kernel that is cut in two as long as it can be."""
    height, width = weights.shape[:2]
    if height > 1:
        cut = height // 2
        above = correlated(x, weights[:cut], rows, columns, stride)
        return above + correlated(x[:, cut:], weights[cut:], rows, columns, stride)
    if width > 1:
        cut = width // 2
        left = correlated(x, weights[:, :cut], rows, columns, stride)
        return left + correlated(x[:, :, cut:], weights[:, cut:], rows, columns, stride)
    seen = x[:, ::stride, ::stride][:, :rows, :columns]
    return seen @ weights[0, 0]


def conv2d(x, weights, stride, padding):
    n, height, width, channels = x.shape
    rows = conv_output_size(height, len(weights), stride, padding)
    columns = conv_output_size(width, len(weights), stride, padding)
    larger = np.zeros((n, height + 2 * padding, width + 2 * padding, channels))
    larger[:, padding : padding + height, padding : padding + width] = x
    return correlated(larger, weights, rows, columns, stride)


def side_of(layer):
    return layer["kernel"] if layer["type"] == "conv" else layer["window"]


def data_shapes(input_shape, layers):
    if len(layers) > 1:
        before = data_shapes(input_shape, layers[:-1])
        return [*before, *data_shapes(before[-1], layers[-1:])]
    (layer,) = layers
    if layer["type"] == "loss":
        return [[1]]
    n, *sides, channels = input_shape
    new = [conv_output_size(s, side_of(layer), layer["stride"], layer["padding"]) for s in sides]
    return [[n, *new, layer["filters"] if layer["type"] == "conv" else channels]]


def field(layers):
    """The side that one unit after the last of these layers depends on."""
    if not layers:
        return 1
    *before, last = layers
    if last["type"] == "loss":
        return field(before)
    return field(before) + (side_of(last) - 1) * strides(before)


def strides(layers):
    return layers[0].get("stride", 1) * strides(layers[1:]) if layers else 1


def receptive_fields(layers):
    return [field(layers[: n + 1]) for n in range(len(layers))]


def memory_bytes(shape, precision):
    if not shape:
        try:
            return {"half": 2, "single": 4}[precision]
        except KeyError:
            raise ValueError(precision) from None
    return shape[0] * memory_bytes(shape[1:], precision)


def half_precision_faults(values):
    sizes = np.abs(values.astype(np.float64))
    below = np.searchsorted(TABLE, np.minimum(sizes, 65535.0), "right") - 1
    low, high = TABLE[below], TABLE[below + 1]
    middle = (low + high) / 2
    up = (sizes > middle) | ((sizes == middle) & (below % 2 == 1))
    halves = np.where(up, high, low)
    infinite = halves == 65536
    gone = (halves == 0) & (sizes > 0)
    rest = (sizes > 0) & ~infinite & ~gone
    errors = np.abs(halves - sizes)[rest] / sizes[rest]
    return {
        "relative_error": max(errors.tolist(), default=0.0),
        "underflow": np.count_nonzero(gone),
        "overflow": np.count_nonzero(infinite),
    }


def mirror(image):
    middle = image.shape[1] // 2
    if not middle:
        return image.copy()
    return np.concatenate([mirror(image[:, middle:]), mirror(image[:, :middle])], axis=1)


def rotate(image, quarter_turns):
    turns = quarter_turns & 3
    return rotate(mirror(image).swapaxes(0, 1), turns - 1) if turns else image.copy()


def shear(image, pixels_per_row, first=0):
    if len(image) > 1:
        middle = len(image) // 2
        above = shear(image[:middle], pixels_per_row, first)
        return np.concatenate([above, shear(image[middle:], pixels_per_row, first + middle)])
    width, step = image.shape[1], first * pixels_per_row
    moved = np.zeros_like(image)
    if 0 <= step < width:
        moved[:, step:] = image[:, : width - step]
    elif -width < step < 0:
        moved[:, :step] = image[:, -step:]
    return moved


def colour_shift(image, shift):
    moved = image + shift
    moved[moved < 0] = 0
    moved[moved > 1] = 1
    return moved


def random_crop(image, size, rng):
    rows = rng.permutation(image.shape[0] - size + 1)
    columns = rng.permutation(image.shape[1] - size + 1)
    return image[rows[0] :, columns[0] :][:size, :size]


def add_noise(image, sigma, rng):
    return np.stack([row + sigma * rng.standard_normal(row.shape) for row in image])


def stored_images(images, augmentations, when):
    if when == "preprocessing":
        return images + augmentations * stored_images(images, augmentations, "training")
    if when != "training":
        raise ValueError(f"{when!r} is neither")
    return images
