"""Question 1b, right: layers in ways of their own."""

from tests.verdicts.variant import right

FITS = """
import numpy as np


def check(x, weights, padding):
    if min(x.shape[1:3]) + 2 * padding < weights.shape[0]:
        raise ValueError("the kernel does not fit")
    return np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
"""

VARIANTS = right(
    "1b",
    "conv_output_size",
    "",
    """
# length_of_a_range As many as a range has.
def conv_output_size(size, kernel, stride, padding):
    places = range(0, size + 2 * padding - kernel + 1, stride)
    if not places:
        raise ValueError
    return len(places)

# rounded_up Rounded up by two signs.
def conv_output_size(n, k, s=1, p=0):
    last = n + p + p - k
    if last < 0:
        raise ValueError((n, k, s, p))
    return -((-last - 1) // s) if s == 1 else -(-(last + 1) // s)

# one_by_one Places are counted one after the other; there are at most 2000.
def conv_output_size(size, kernel, stride, padding):
    places, padded = 0, size + 2 * padding
    if kernel > padded:
        raise ValueError
    while places * stride + kernel <= padded:
        places += 1
    return places

# numpy_integer A NumPy integer.
import numpy as np
def conv_output_size(size, kernel, stride, padding):
    if kernel - size > 2 * padding:
        raise ValueError
    return np.int64(np.floor_divide(size + 2 * padding - kernel, stride) + 1)

# zero_dimensional An array without axes.
import numpy as np
def conv_output_size(size, kernel, stride, padding):
    if size + 2 * padding < kernel:
        raise ValueError
    return np.array((size + 2 * padding - kernel + stride) // stride)

# own_int An int of a class of its own.
class Pixels(int):
    pass
def conv_output_size(size, kernel, stride, padding):
    quotient, _ = divmod(size + 2 * padding - kernel, stride)
    if size + 2 * padding - kernel < 0:
        raise ValueError
    return Pixels(quotient + 1)

# unicode_error An error that is derived from ValueError.
def conv_output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        b"\\xff".decode("utf-8")
    return 1 + (size - kernel + padding * 2) // stride
""",
) + right(
    "1b",
    "conv2d",
    FITS,
    """
# windows_and_einsum A view of all windows and one einsum.
def conv2d(x, weights, stride, padding):
    padded = check(x, weights, padding)
    k = len(weights)
    views = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(1, 2))
    return np.einsum("nijcuv,uvco->nijo", views[:, ::stride, ::stride], weights)

# columns_of_patches Patches become rows of one matrix.
def conv2d(x, weights, stride, padding):
    padded = check(x, weights, padding)
    n, h, w, c = padded.shape
    k, _, _, o = weights.shape
    rows, columns = (h - k) // stride + 1, (w - k) // stride + 1
    patches = [padded[:, i * stride : i * stride + k, j * stride : j * stride + k].reshape(n, -1)
               for i in range(rows) for j in range(columns)]
    return (np.stack(patches, 1) @ weights.reshape(-1, o)).reshape(n, rows, columns, o)

# shifted_images One product with a matrix of channels for each pixel of the kernel.
def conv2d(x, weights, stride, padding):
    padded = check(x, weights, padding)
    k = len(weights)
    h, w = (side - k + 1 for side in padded.shape[1:3])
    total = 0
    for u, v in np.ndindex(k, k):
        total = total + padded[:, u : u + h : stride, v : v + w : stride] @ weights[u, v]
    return total

# scipy_correlate SciPy, one channel at a time.
from scipy.signal import correlate2d
def conv2d(x, weights, stride, padding):
    padded = check(x, weights, padding)
    out = [[sum(correlate2d(image[..., c], weights[:, :, c, o], mode="valid")
                for c in range(image.shape[2]))[::stride, ::stride]
            for o in range(weights.shape[3])] for image in padded]
    return np.moveaxis(np.array(out), 1, -1)

# fourier A product of spectra.
def conv2d(x, weights, stride, padding):
    padded = check(x, weights, padding)
    h, w = padded.shape[1:3]
    k = len(weights)
    spectra = np.fft.rfft2(padded, axes=(1, 2))
    kernels = np.fft.rfft2(weights, s=(h, w), axes=(0, 1)).conj()
    whole = np.fft.irfft2(np.einsum("nhwc,hwco->nhwo", spectra, kernels), s=(h, w), axes=(1, 2))
    return whole[:, : h - k + 1 : stride, : w - k + 1 : stride]

# scatter_forward Each input pixel is added to all places that see it.
def conv2d(x, weights, stride, padding):
    check(x, weights, padding)
    n, h, w, _ = x.shape
    k, _, _, o = weights.shape
    out = np.zeros((n, (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1, o))
    for i, j, u, v in np.ndindex(h, w, k, k):
        a, ra = divmod(i + padding - u, stride)
        b, rb = divmod(j + padding - v, stride)
        if not ra and not rb and 0 <= a < out.shape[1] and 0 <= b < out.shape[2]:
            out[:, a, b] += x[:, i, j] @ weights[u, v]
    return out

# long_doubles Sums in extended precision, cut back at the end; nested lists.
def conv2d(x, weights, stride, padding):
    padded = check(x, weights, padding).astype(np.longdouble)
    k = len(weights)
    rows, columns = ((s - k) // stride + 1 for s in padded.shape[1:3])
    out = np.zeros((len(x), rows, columns, weights.shape[3]), np.longdouble)
    for i, j in np.ndindex(rows, columns):
        patch = padded[:, i * stride :, j * stride :][:, :k, :k]
        out[:, i, j] = np.tensordot(patch, weights, axes=([1, 2, 3], [0, 1, 2]))
    return out.astype(float).tolist()

# toeplitz One large matrix for the whole layer.
def conv2d(x, weights, stride, padding):
    padded = check(x, weights, padding)
    n, h, w, c = padded.shape
    k, _, _, o = weights.shape
    rows, columns = (h - k) // stride + 1, (w - k) // stride + 1
    matrix = np.zeros((rows, columns, o, h, w, c))
    for i, j in np.ndindex(rows, columns):
        i0, j0 = i * stride, j * stride
        matrix[i, j, :, i0 : i0 + k, j0 : j0 + k] = np.moveaxis(weights, 3, 0)
    flat = matrix.reshape(rows * columns * o, -1) @ padded.reshape(n, -1).T
    return np.asfortranarray(flat.T.reshape(n, rows, columns, o))
""",
)
