"""Question 1a, right: pooling in ways of its own."""

from tests.verdicts.variant import right

FITS = """
import numpy as np


def check(x, window):
    if min(x.shape[1:3]) < window:
        raise ValueError(f"{window} does not fit in {x.shape}")
"""

VARIANTS = right(
    "1a",
    "max_pool2d",
    FITS,
    """
# windows_view A view of all windows, thinned out by the stride.
from numpy.lib.stride_tricks import sliding_window_view
def max_pool2d(x, window, stride):
    check(x, window)
    views = sliding_window_view(x, (window, window), axis=(1, 2))
    return views[:, ::stride, ::stride].max(axis=(-2, -1))

# shifted_maxima The largest of shifted copies, and no loop over places.
def max_pool2d(x, window, stride):
    check(x, window)
    h, w = (side - window + 1 for side in x.shape[1:3])
    best = x[:, :h, :w]
    for u in range(window):
        for v in range(window):
            best = np.maximum(best, x[:, u : u + h, v : v + w])
    return best[:, ::stride, ::stride]

# nested_lists Lists of lists of plain floats.
def max_pool2d(x, window, stride):
    check(x, window)
    n, h, w, c = x.shape
    places = lambda side: range(0, side - window + 1, stride)
    return [[[[max(float(x[a, i + u, j + v, k]) for u in range(window) for v in range(window))
               for k in range(c)] for j in places(w)] for i in places(h)] for a in range(n)]

# single_precision_answer Float32 is precise enough for a maximum.
def max_pool2d(x, window, stride):
    check(x, window)
    h, w = ((side - window) // stride + 1 for side in x.shape[1:3])
    out = np.empty((x.shape[0], h, w, x.shape[3]), np.float32)
    for i, j in np.ndindex(h, w):
        out[:, i, j] = x[:, i * stride :, j * stride :][:, :window, :window].max((1, 2))
    return out

# fortran_order The answer is stored column by column and may not be written.
def max_pool2d(x, window, stride):
    check(x, window)
    h, w = ((side - window) // stride + 1 for side in x.shape[1:3])
    out = np.full((x.shape[0], h, w, x.shape[3]), -np.inf, order="F")
    for i, j in np.ndindex(h, w):
        for u, v in np.ndindex(window, window):
            np.maximum(out[:, i, j], x[:, i * stride + u, j * stride + v], out=out[:, i, j])
    out.setflags(write=False)
    return out

# by_rows_then_columns A maximum over rows, and of those one over columns.
def max_pool2d(x, window, stride):
    check(x, window)
    rows = np.stack([x[:, i : i + window].max(1)
                     for i in range(0, x.shape[1] - window + 1, stride)], 1)
    return np.stack([rows[:, :, j : j + window].max(2)
                     for j in range(0, x.shape[2] - window + 1, stride)], 2)

# sorted_last Windows are sorted and their last numbers taken.
class Pool:
    def __call__(self, x, window, stride, *, axis=(1, 2)):
        check(x, window)
        places = [range(0, x.shape[k] - window + 1, stride) for k in axis]
        return tuple(
            np.stack([np.stack([np.sort(image[i:i + window, j:j + window].reshape(-1, x.shape[3]),
                                        axis=0)[-1] for j in places[1]]) for i in places[0]])
            for image in x)
max_pool2d = Pool()

# scipy_filter SciPy's maximum filter, thinned out.
from scipy import ndimage
def max_pool2d(x, window, stride):
    check(x, window)
    far = ndimage.maximum_filter(x, (1, window, window, 1), mode="nearest")
    first = window // 2
    h, w = (side - window + 1 for side in x.shape[1:3])
    return far[:, first : first + h : stride, first : first + w : stride]

# minus_the_minimum The largest is minus the smallest of the negatives.
import functools
def pool(least, x, window, stride):
    class TooLarge(ValueError): pass
    if window > x.shape[1] or window > x.shape[2]:
        raise TooLarge
    h, w = ((side - window) // stride + 1 for side in x.shape[1:3])
    out = np.empty((len(x), h, w, x.shape[3]))
    for a, i, j, c in np.ndindex(out.shape):
        i0, j0 = i * stride, j * stride
        out[a, i, j, c] = -least(-x[a, i0 : i0 + window, j0 : j0 + window, c])
    return out
max_pool2d = functools.partial(pool, np.min)
""",
) + right(
    "1a",
    "average_pool2d",
    FITS,
    """
# integral_image Differences of a table of sums.
def average_pool2d(x, window, stride):
    check(x, window)
    sums = np.pad(x, [(0, 0), (1, 0), (1, 0), (0, 0)]).cumsum(1).cumsum(2)
    k = window
    total = sums[:, k:, k:] - sums[:, :-k, k:] - sums[:, k:, :-k] + sums[:, :-k, :-k]
    return total[:, ::stride, ::stride] / k**2

# matrices Two matrices of ones and einsum.
def average_pool2d(x, window, stride):
    check(x, window)
    def take(side):
        starts = np.arange(0, side - window + 1, stride)[:, None]
        places = np.arange(side)[None]
        return ((places >= starts) & (places < starts + window)) / window
    return np.einsum("ih,nhwc,jw->nijc", take(x.shape[1]), x, take(x.shape[2]))

# fractions Exact fractions, rounded once.
from fractions import Fraction
def average_pool2d(x, window, stride):
    check(x, window)
    exact = [[[[Fraction(v) for v in p] for p in row] for row in image] for image in x.tolist()]
    n, h, w, c = x.shape
    return [[[[float(sum(exact[a][i + u][j + v][k] for u in range(window) for v in range(window))
                     / window**2) for k in range(c)]
              for j in range(0, w - window + 1, stride)]
             for i in range(0, h - window + 1, stride)] for a in range(n)]

# running_mean The mean is updated pixel by pixel.
def average_pool2d(images, side, step=1):
    check(images, side)
    h, w = (k - side + 1 for k in images.shape[1:3])
    mean, seen = 0.0, 0
    for u in range(side):
        for v in range(side):
            seen += 1
            mean = mean + (images[:, u : u + h, v : v + w] - mean) / seen
    return mean[:, ::step, ::step]

# fourier A circular filter by FFT, whose borders are cut off.
def average_pool2d(x, window, stride):
    check(x, window)
    box = np.zeros(x.shape[1:3])
    box[:window, :window] = 1 / window**2
    spectrum = np.fft.fft2(x, axes=(1, 2)) * np.fft.fft2(box).conj()[None, :, :, None]
    whole = np.fft.ifft2(spectrum, axes=(1, 2)).real
    return whole[:, : x.shape[1] - window + 1 : stride, : x.shape[2] - window + 1 : stride]
""",
)
