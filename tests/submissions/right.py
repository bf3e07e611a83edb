"""A right submission for the whole sheet, written plainly: definitions turned into loops."""

import numpy as np
import sympy


def output_places(size, window, stride):
    if window > size:
        raise ValueError("window does not fit")
    return list(range(0, size - window + 1, stride))


# 1a


def pool(x, window, stride, function):
    n, h, w, channels = x.shape
    rows = output_places(h, window, stride)
    columns = output_places(w, window, stride)
    result = np.zeros((n, len(rows), len(columns), channels))
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            patch = x[:, top : top + window, left : left + window, :]
            result[:, i, j, :] = function(patch, axis=(1, 2))
    return result


def max_pool2d(x, window, stride):
    return pool(x, window, stride, np.max)


def average_pool2d(x, window, stride):
    return pool(x, window, stride, np.mean)


# 1b


def conv_output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("kernel does not fit")
    return (size + 2 * padding - kernel) // stride + 1


def conv2d(x, weights, stride, padding):
    n, h, w, _ = x.shape
    k = weights.shape[0]
    new_h = conv_output_size(h, k, stride, padding)
    new_w = conv_output_size(w, k, stride, padding)
    padded = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
    result = np.zeros((n, new_h, new_w, weights.shape[3]))
    for i in range(new_h):
        for j in range(new_w):
            patch = padded[:, i * stride : i * stride + k, j * stride : j * stride + k, :]
            for o in range(weights.shape[3]):
                result[:, i, j, o] = np.sum(patch * weights[:, :, :, o], axis=(1, 2, 3))
    return result


# 1c


def data_shapes(input_shape, layers):
    n, h, w, channels = input_shape
    shapes = []
    for layer in layers:
        if layer["type"] == "loss":
            shapes.append((1,))
            continue
        if layer["type"] == "conv":
            size = layer["kernel"]
            channels = layer["filters"]
        else:
            size = layer["window"]
        h = conv_output_size(h, size, layer["stride"], layer["padding"])
        w = conv_output_size(w, size, layer["stride"], layer["padding"])
        shapes.append((n, h, w, channels))
    return shapes


def receptive_fields(layers):
    field = 1
    step = 1
    fields = []
    for layer in layers:
        if layer["type"] != "loss":
            size = layer["kernel"] if layer["type"] == "conv" else layer["window"]
            field = field + (size - 1) * step
            step = step * layer["stride"]
        fields.append(field)
    return fields


# 1d


def memory_bytes(shape, precision):
    if precision == "single":
        total = 4
    elif precision == "half":
        total = 2
    else:
        raise ValueError("precision must be single or half")
    for side in shape:
        total = total * side
    return total


def half_precision_faults(values):
    overflow = 0
    underflow = 0
    worst = 0.0
    for value in values:
        half = float(np.float16(value))
        value = float(value)
        if np.isinf(half):
            overflow += 1
        elif half == 0 and value != 0:
            underflow += 1
        elif value != 0:
            worst = max(worst, abs(half - value) / abs(value))
    return {"overflow": overflow, "underflow": underflow, "relative_error": worst}


# 1e


def mirror(image):
    return image[:, ::-1, :]


def rotate(image, quarter_turns):
    return np.rot90(image, quarter_turns % 4)


def shear(image, pixels_per_row):
    h, w, _ = image.shape
    result = np.zeros(image.shape)
    for r in range(h):
        for column in range(w):
            target = column + r * pixels_per_row
            if 0 <= target < w:
                result[r, target] = image[r, column]
    return result


def colour_shift(image, shift):
    return np.clip(image + shift, 0, 1)


def random_crop(image, size, rng):
    row = rng.integers(0, image.shape[0] - size + 1)
    column = rng.integers(0, image.shape[1] - size + 1)
    return image[row : row + size, column : column + size, :]


def add_noise(image, sigma, rng):
    return image + sigma * rng.standard_normal(image.shape)


def stored_images(images, augmentations, when):
    if when == "preprocessing":
        return images + images * augmentations
    if when == "training":
        return images
    raise ValueError("when must be preprocessing or training")


# 2a, 2b


def softmax(c):
    powers = np.exp(c - np.max(c))
    return powers / np.sum(powers)


def softmax_jacobian(c):
    p = softmax(c)
    k = len(p)
    jacobian = np.zeros((k, k))
    for i in range(k):
        for j in range(k):
            if i == j:
                jacobian[i, j] = p[i] * (1 - p[i])
            else:
                jacobian[i, j] = -p[i] * p[j]
    return jacobian


def softmax_jacobian_symbolic(n):
    c = sympy.symbols(f"c_1:{n + 1}")
    total = sum(sympy.exp(score) for score in c)
    p = [sympy.exp(score) / total for score in c]
    return sympy.Matrix([[sympy.diff(p[i], c[j]) for j in range(n)] for i in range(n)])


# 2c


def denoise(snapshots):
    return np.mean(snapshots, axis=0)


def denoised_mean(pixel, sigma, n):
    return pixel


def denoised_variance(pixel, sigma, n):
    return sigma**2 / n


# 2d, 2e


def pad_image(image, border, padding):
    modes = {"zero": "constant", "reflect": "reflect", "wrap": "wrap"}
    return np.pad(image, border, mode=modes[padding])


def filter_image(image, kernel, padding):
    h, w = image.shape
    k = kernel.shape[0]
    padded = pad_image(image, k // 2, padding)
    rotated = kernel[::-1, ::-1]
    result = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            result[i, j] = np.sum(padded[i : i + k, j : j + k] * rotated)
    return result


def convolve2d(image, kernel, padding):
    if padding not in ("zero", "reflect"):
        raise ValueError("padding must be zero or reflect")
    return filter_image(image, kernel, padding)


def prewitt_gradients(image, padding):
    hx = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
    return convolve2d(image, hx, padding), convolve2d(image, hx.T, padding)


def gradient_magnitude(image, padding):
    gx, gy = prewitt_gradients(image, padding)
    return np.sqrt(gx**2 + gy**2)


# 3a


def translate(image, rows, columns):
    return np.roll(image, (rows % image.shape[0], columns % image.shape[1]), axis=(0, 1))


def equivariance_gap(image, kernel, rows, columns, padding):
    if padding not in ("wrap", "zero"):
        raise ValueError("padding must be wrap or zero")
    first = translate(filter_image(image, kernel, padding), rows, columns)
    second = filter_image(translate(image, rows, columns), kernel, padding)
    return np.max(np.abs(first - second))


def classify(operation, transform):
    if transform not in ("shift", "flip", "rotate90"):
        raise ValueError("unknown transform")
    if operation in ("global_average_pooling", "global_max_pooling"):
        return "invariant"
    if operation == "relu":
        return "equivariant"
    if operation == "convolution":
        return "equivariant" if transform == "shift" else "neither"
    raise ValueError("unknown operation")


# 3b, 3c


def is_separable(kernel):
    values = np.linalg.svd(kernel, compute_uv=False)
    return len(values) == 1 or bool(values[1] <= 1e-9 * values[0])


def separate(kernel):
    if not is_separable(kernel):
        return None
    u, s, vt = np.linalg.svd(kernel)
    return u[:, 0] * s[0], vt[0]


# 3d


def stacked_support(layers, kernel):
    side = 1 + layers * (kernel - 1)
    return side, side * side


# 3e


def chain_gradient(local_gradients, skip):
    product = 1
    for gradient in local_gradients:
        product = product * (gradient + 1 if skip else gradient)
    return product


def residual_backward(upstream, jacobian):
    return upstream + jacobian.T @ upstream


# 3f


def filter_complexity(separable):
    if separable:
        return "O(N^2 K)"
    return "O(N^2 K^2)"


def blur_separable(image, taps):
    h, w = image.shape
    half = len(taps) // 2
    padded = np.pad(image, half)
    columns = np.zeros((h, w + 2 * half))
    for offset, tap in enumerate(taps):
        columns = columns + tap * padded[offset : offset + h, :]
    result = np.zeros((h, w))
    for offset, tap in enumerate(taps):
        result = result + tap * columns[:, offset : offset + w]
    return result


ANSWERS = {
    "1a": "Pooling makes the image smaller and forgives small displacements.",
    "1b": "The stride is the step of the window, padding is what stands outside the image.",
    "3e": "They carry the gradient past layers in which it would vanish.",
}
