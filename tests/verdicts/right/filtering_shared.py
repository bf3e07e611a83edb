"""Filters in ways of their own, which are put before 2d and before 2e: one function does both."""

__all__ = ["CONVOLVE", "GRADIENTS", "MAGNITUDE", "PADDED"]

PADDED = """
import numpy as np

MODES = {"zero": "constant", "reflect": "reflect"}


def padded(image, half, padding):
    try:
        return np.pad(image, half, mode=MODES[padding])
    except KeyError as error:
        raise ValueError(padding) from error
"""
CONVOLVE = """
# windows_and_einsum A view of all windows.
def convolve2d(image, kernel, padding):
    k = len(kernel)
    views = np.lib.stride_tricks.sliding_window_view(padded(image, k // 2, padding), (k, k))
    return np.einsum("ijuv,uv->ij", views, kernel[::-1, ::-1])

# scipy_signal SciPy's convolution of what was padded.
from scipy.signal import convolve2d as convolve
def convolve2d(image, kernel, padding):
    return convolve(padded(image, len(kernel) // 2, padding), kernel, mode="valid")

# scipy_ndimage SciPy's other convolution, which calls this border "mirror".
from scipy import ndimage
def convolve2d(image, kernel, padding):
    modes = {"zero": "constant", "reflect": "mirror"}
    if padding not in modes:
        raise ValueError
    return ndimage.convolve(image, kernel, mode=modes[padding], cval=0.0)

# fourier A product of spectra that are large enough.
def convolve2d(image, kernel, padding):
    half = len(kernel) // 2
    big = padded(image, half, padding)
    shape = [side + 2 * half for side in big.shape]
    whole = np.fft.irfft2(np.fft.rfft2(big, shape) * np.fft.rfft2(kernel, shape), shape)
    h, w = image.shape
    return whole[2 * half : 2 * half + h, 2 * half : 2 * half + w]

# nested_lists Loops over plain numbers.
def convolve2d(image, kernel, padding):
    half = len(kernel) // 2
    big, flat = padded(image, half, padding).tolist(), kernel.tolist()
    k = range(len(kernel))
    return [[sum(big[i + u][j + v] * flat[-1 - u][-1 - v] for u in k for v in k)
             for j in range(image.shape[1])] for i in range(image.shape[0])]

# singular_values A sum of separable filters, one for each singular value.
def convolve2d(image, kernel, padding):
    big = padded(image, len(kernel) // 2, padding)
    u, s, vt = np.linalg.svd(kernel)
    total = np.zeros(image.shape)
    for column, size, row in zip(u.T, s, vt):
        lines = np.apply_along_axis(np.convolve, 0, big, column * size, "valid")
        lines = lines.reshape(image.shape[0], -1)
        total += np.array([np.convolve(line, row, "valid") for line in lines])
    return np.asfortranarray(total)
"""
GRADIENTS = """
# differences_of_sums Differences of sums of three.
def prewitt_gradients(image, padding):
    p = padded(image, 1, padding)
    rows = p[:-2] + p[1:-1] + p[2:]
    columns = p[:, :-2] + p[:, 1:-1] + p[:, 2:]
    return rows[:, 2:] - rows[:, :-2], columns[2:] - columns[:-2]

# one_array Both in one array.
def prewitt_gradients(image, padding):
    p = padded(image, 1, padding)
    h, w = image.shape
    part = lambda u, v: p[1 + u : 1 + u + h, 1 + v : 1 + v + w]
    return np.array([sum(part(u, 1) - part(u, -1) for u in (-1, 0, 1)),
                     sum(part(1, v) - part(-1, v) for v in (-1, 0, 1))])

# named_pair A pair with names, by SciPy.
from typing import NamedTuple
from scipy import ndimage
class Gradient(NamedTuple):
    across: np.ndarray
    down: np.ndarray
def prewitt_gradients(image, padding):
    if padding not in MODES:
        raise ValueError(padding)
    mode = "constant" if padding == "zero" else "mirror"
    return Gradient(*(ndimage.prewitt(image, axis=axis, mode=mode) for axis in (1, 0)))

# transposed The second gradient is the first of the transposed image.
def across(image, padding):
    p = padded(image, 1, padding)
    d = p[:, 2:] - p[:, :-2]
    return np.lib.stride_tricks.sliding_window_view(d, 3, axis=0).sum(-1)
def prewitt_gradients(image, padding):
    return [across(image, padding).tolist(), across(image.T, padding).T]
"""
MAGNITUDE = """
# complex_numbers The size of a complex number.
def gradient_magnitude(image, padding):
    p = padded(image, 1, padding)
    h, w = image.shape
    total = np.zeros((h, w), complex)
    for u in (-1, 0, 1):
        for v in (-1, 0, 1):
            total += complex(v, u) * p[1 + u : 1 + u + h, 1 + v : 1 + v + w]
    return np.abs(total)

# hypotenuse The length of the hypotenuse, with gradients of their own.
def gradient_magnitude(image, padding):
    p = padded(image, 1, padding)
    kernel = np.array([[-1, 0, 1]] * 3)
    views = np.lib.stride_tricks.sliding_window_view(p, (3, 3))
    gx, gy = (np.tensordot(views, k, axes=2) for k in (kernel, kernel.T))
    return np.hypot(gx, gy)

# norm_of_stack The norm along a new axis.
def gradient_magnitude(image, padding):
    p = padded(image, 1, padding)
    one = p[:-2] + p[1:-1] + p[2:]
    two = p[:, :-2] + p[:, 1:-1] + p[:, 2:]
    stack = np.stack([one[:, 2:] - one[:, :-2], two[2:] - two[:-2]])
    return np.linalg.norm(stack, axis=0).tolist()
"""
