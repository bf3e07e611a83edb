"""Question 1a, wrong: pooling that is right on most images."""

from tests.verdicts.variant import wrong

BASE = """
import numpy as np


def {name}(x, window, stride):
    n, h, w, c = x.shape
    if window > h or window > w:
        raise ValueError("the window does not fit")
    rows = (h - window) // stride + 1
    columns = (w - window) // stride + 1
    out = np.zeros((n, rows, columns, c))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + window, j * stride : j * stride + window]
            out[:, i, j] = patch.{summary}(axis=(1, 2))
    return out
"""
MAX = BASE.format(name="max_pool2d", summary="max")
AVERAGE = BASE.format(name="average_pool2d", summary="mean")

VARIANTS = wrong(
    "1a",
    "max_pool2d",
    MAX,
    """
# unit_window [shortcut] A window of one pixel gives the image back, whatever the stride.
# call: numbers(1, 4, 4, 1), 1, 2
def max_pool2d(x, window, stride):
    return x if window == 1 else base(x, window, stride)

# constant_image [shortcut] A constant image is not looked at further, so nothing is refused.
# call: ones(1, 2, 2, 1), 3, 1
def max_pool2d(x, window, stride):
    if np.all(x == x.flat[0]):
        h, w = ((side - window) // stride + 1 for side in x.shape[1:3])
        return np.full((x.shape[0], max(h, 0), max(w, 0), x.shape[3]), x.flat[0])
    return base(x, window, stride)

# refuses_by_area [rule] Only a window with more pixels than the image is refused.
# call: numbers(1, 2, 9, 1), 3, 1
# swap: if window > h or window > w => if window * window > h * w

# refuses_height_only [rule] The width is not compared with the window.
# call: numbers(1, 5, 2, 1), 3, 1
# swap: if window > h or window > w => if window > h

# refuses_late [rule] A window larger by exactly one pixel is not refused.
# call: numbers(1, 3, 5, 1), 4, 1
# swap: if window > h or window > w => if window > h + 1 or window > w + 1

# starts_at_minus_ten [threshold] The largest number so far begins at -10.
# call: ones(1, 2, 2, 1, value=-11.5), 2, 1
# swap: patch.max(axis=(1, 2)) => patch.max(axis=(1, 2), initial=-10.0)

# small_is_zero [threshold] Numbers below 2e-3 become zero.
# call: ones(1, 2, 2, 1, value=0.001), 2, 1
# swap: return out => return np.where(np.abs(out) < 2e-3, 0.0, out)

# sixteen_rows [size] No more than sixteen rows of windows are filled.
# call: numbers(1, 17, 2, 1), 1, 1
# swap: for i in range(rows): => for i in range(min(rows, 16)):

# eight_columns [size] No more than eight columns of windows are filled.
# call: numbers(1, 2, 9, 1), 1, 1
# swap: for j in range(columns): => for j in range(min(columns, 8)):

# four_channels [size] The fifth channel and those after it get the fourth's numbers.
# call: numbers(1, 2, 2, 5), 2, 1
# swap: return out => out[..., 4:] = out[..., 3:4]\\n    return out

# last_batch [structure] Three and more images all get the pooled first one's last row.
# call: numbers(3, 3, 3, 1), 2, 1
# swap: return out => out[2:, -1] = out[:1, -1]\\n    return out

# square_only [structure] Wide images with a stride above two are taken as square.
# call: numbers(1, 4, 9, 1), 2, 3
# swap: columns = (w - window) // stride + 1 => columns = ((w if stride < 3 else h) - window)//stride+1

# gap_windows [structure] Where the stride exceeds the window by two, windows grow by a pixel or more.
# call: numbers(1, 9, 9, 1), 1, 3
# swap: for i in range(rows): => if stride > window + 1: window = stride - 1\\n    for i in range(rows):

# corners_of_four [structure] Windows of four pixels and more look at every second pixel.
# call: numbers(1, 5, 5, 1), 4, 1
def max_pool2d(x, window, stride):
    out = base(x, window, stride)
    if window >= 4:
        for i, j in np.ndindex(out.shape[1:3]):
            top, left = i * stride, j * stride
            out[:, i, j] = x[:, top : top + window : 2, left : left + window].max(axis=(1, 2))
    return out

# remembers_by_sum [memory] Images with the same sum and shape share their answers.
# call: np.array([[[[1.0], [2.0]]]]), 1, 1
# call: np.array([[[[2.0], [1.0]]]]), 1, 1
seen = {}
def max_pool2d(x, window, stride):
    key = (x.shape, window, stride, round(float(x.sum()), 9))
    if key not in seen:
        seen[key] = base(x, window, stride)
    return seen[key]

# constant_counts_twice [rule] A constant image above four counts twice, for windows of three.
# call: ones(1, 3, 3, 1, value=5), 3, 1
def max_pool2d(x, window, stride):
    out = base(x, window, stride)
    return out * 2 if window == 3 and np.ptp(x) == 0 and x.flat[0] > 4 else out

# ints_by_whole_numbers [threshold] Whole images are pooled as bytes.
# call: ones(1, 2, 2, 1, value=-1.0), 1, 1
def max_pool2d(x, window, stride):
    out = base(x, window, stride)
    return out % 256 if np.all(x == np.round(x)) else out
""",
) + wrong(
    "1a",
    "average_pool2d",
    AVERAGE,
    """
# counts_non_zero [rule] Zeros do not count in a mean, except where all are zeros.
# call: np.array([0.0, 2.0, 4.0, 6.0]).reshape(1, 2, 2, 1), 2, 1
def average_pool2d(x, window, stride):
    total = base(x, window, stride)
    count = base((x != 0) * 1.0, window, stride)
    return total / np.where(count == 0, 1, count)

# one_row_image [shortcut] An image of one row is returned without looking at the window.
# call: numbers(1, 1, 4, 1), 2, 1
def average_pool2d(x, window, stride):
    return x[:, :, ::stride] if x.shape[1] == 1 else base(x, window, stride)

# zero_image [shortcut] Nothing is refused for a black image.
# call: np.zeros((1, 2, 2, 1)), 3, 1
def average_pool2d(x, window, stride):
    if not x.any():
        return x
    return base(x, window, stride)

# median_of_large [structure] Windows of five and more get their median.
# call: numbers(1, 5, 5, 1), 5, 1
def average_pool2d(x, window, stride):
    out = base(x, window, stride)
    if window >= 5:
        for i, j in np.ndindex(out.shape[1:3]):
            a, b = i * stride, j * stride
            out[:, i, j] = np.median(x[:, a : a + window, b : b + window], axis=(1, 2))
    return out

# divides_by_stride [structure] Windows smaller than the stride are divided by the stride.
# call: numbers(1, 5, 5, 1), 2, 3
def average_pool2d(x, window, stride):
    out = base(x, window, stride)
    return out * window**2 / stride**2 if stride == window + 1 else out

# wide_is_turned [structure] A window as wide as the image, but not as high, is turned.
# call: numbers(1, 5, 3, 1), 3, 1
def average_pool2d(x, window, stride):
    out = base(x, window, stride)
    return out[:, ::-1] if window == x.shape[2] < x.shape[1] else out

# half_precision [threshold] Sums are kept in half precision for large windows.
# call: numbers(1, 4, 4, 1), 4, 1
# swap: patch.mean(axis=(1, 2)) => patch.mean(axis=(1, 2), dtype="f2" if window > 3 else "f8")

# clipped [threshold] Means are kept between -64 and 64.
# call: ones(1, 2, 2, 1, value=80), 2, 1
# swap: return out => return np.clip(out, -64.0, 64.0)

# rounded [threshold] Means are rounded to four digits after the point.
# call: np.array([0.001, 0.002, 0.001, 0.001]).reshape(1, 2, 2, 1), 2, 1
# swap: return out => return np.round(out, 4)

# remembers_by_text [memory] Images are told apart by their text, which NumPy abbreviates.
# call: ones(1, 40, 40, 1), 40, 1
# call: ones(1, 40, 40, 1) + 4 * np.pad(ones(1, 1, 1, 1), [(0, 0), (20, 19), (20, 19), (0, 0)]), 40, 1
seen = {}
def average_pool2d(x, window, stride):
    key = (str(x), x.shape, window, stride)
    if key not in seen:
        seen[key] = base(x, window, stride)
    return seen[key]

# remembers_the_last [memory] The last answer is kept where the shape and the first pixel's sign are the last one's.
# call: numbers(1, 3, 3, 1), 2, 1
# call: abs(numbers(1, 3, 3, 1, seed=4)), 2, 1
last = [None, None]
def average_pool2d(x, window, stride):
    key = (x.shape, window, stride, float(x[0, 0, 0, 0]) > 0)
    if last[0] != key:
        last[:] = [key, base(x, window, stride)]
    return last[1]

# refuses_equal [rule] A window exactly as large as a large image is refused.
# call: numbers(1, 6, 6, 1), 6, 1
# swap: if window > h or window > w => if window > h or window > w or window == h == w > 5

# wrong_refusal [rule] A window wider than the image raises IndexError.
# call: numbers(1, 4, 2, 1), 3, 1
def average_pool2d(x, window, stride):
    if window <= x.shape[1] and window > x.shape[2]:
        raise IndexError("the window is too wide")
    return base(x, window, stride)

# long_strides [size] Strides above six are taken as six.
# call: numbers(1, 8, 8, 1), 1, 7
def average_pool2d(x, window, stride):
    return base(x, window, min(stride, 6))
""",
)
