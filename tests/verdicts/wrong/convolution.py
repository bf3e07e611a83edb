"""Question 1b, wrong: sizes and layers that are right for most calls."""

from tests.verdicts.variant import wrong

SIZE = """
def conv_output_size(size, kernel, stride, padding):
    padded = size + 2 * padding
    if kernel > padded:
        raise ValueError("the kernel does not fit")
    return (padded - kernel) // stride + 1
"""
LAYER = """
import numpy as np


def conv2d(x, weights, stride, padding):
    n, h, w, cin = x.shape
    k, _, _, cout = weights.shape
    if k > h + 2 * padding or k > w + 2 * padding:
        raise ValueError("the kernel does not fit")
    padded = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    out = np.zeros((n, rows, columns, cout))
    for i in range(rows):
        for j in range(columns):
            patch = padded[:, i * stride : i * stride + k, j * stride : j * stride + k]
            out[:, i, j] = np.tensordot(patch, weights, 3)
    return out
"""

VARIANTS = wrong(
    "1b",
    "conv_output_size",
    SIZE,
    """
# rounds_up [rule] The division is rounded up where there is padding and a stride of three.
# call: 5, 2, 3, 1
# swap: (padded - kernel) // stride + 1 => -(-(padded - kernel) // stride) + 1 if padding and stride == 3 else (padded - kernel) // stride + 1

# same_size [shortcut] Padding by half the kernel is taken to keep the size, whatever the stride.
# call: 8, 3, 2, 1
def conv_output_size(size, kernel, stride, padding):
    return size if 2 * padding == kernel - 1 and padding else base(size, kernel, stride, padding)

# unit_kernel [shortcut] A kernel of one pixel and no padding keep the size.
# call: 7, 1, 2, 0
def conv_output_size(size, kernel, stride, padding):
    return size if kernel == 1 and padding == 0 else base(size, kernel, stride, padding)

# through_floats [huge] The division is made in floating point.
# call: 2**60, 1, 2**55, 0
# swap: (padded - kernel) // stride + 1 => int((padded - kernel) / stride) + 1

# compares_without_padding [rule] A kernel is refused where it is larger than the bare input plus one.
# call: 2, 5, 1, 2
# swap: if kernel > padded => if kernel > size + min(2 * padding, 2)

# stride_one_size_zero [rule] A kernel too large by less than the stride gives zero places.
# call: 2, 3, 3, 0
# swap: if kernel > padded => if kernel >= padded + stride

# refuses_large_strides [rule] A stride larger than the padded input is refused.
# call: 3, 2, 4, 0
# swap: if kernel > padded => if kernel > padded or stride > padded

# float_when_halved [type] Where the stride divides exactly, the answer is a float.
# call: 9, 3, 3, 0
def conv_output_size(size, kernel, stride, padding):
    answer = base(size, kernel, stride, padding)
    return (size + 2 * padding - kernel) / stride + 1 if stride == 3 and size % 3 == 0 else answer

# one_sided [size] Paddings above four are put at one end only.
# call: 10, 3, 1, 5
# swap: padded = size + 2 * padding => padded = size + (2 * padding if padding <= 4 else padding)

# thirty_two_bits [huge] Sizes are kept in 32 bits.
# call: 2**31 + 5, 3, 2**30, 0
import numpy as np
def conv_output_size(size, kernel, stride, padding):
    return base(int(np.array(size).astype(np.int32)), kernel, stride, padding) if kernel < size else base(size, kernel, stride, padding)
""",
) + wrong(
    "1b",
    "conv2d",
    LAYER,
    """
# rotated [rule] Kernels of four pixels and more are rotated.
# call: numbers(1, 5, 5, 1), numbers(4, 4, 1, 1, seed=3), 1, 0
# swap: patch, weights, 3 => patch, weights[::-1, ::-1] if k > 3 else weights, 3

# symmetric_over_channels [structure] Output channels are taken from the wrong axis where Cin = Cout.
# call: numbers(1, 2, 2, 2), numbers(1, 1, 2, 2, seed=3), 1, 0
# swap: patch, weights, 3 => patch, weights.swapaxes(2, 3) if cin == cout else weights, 3

# pads_with_edge [rule] Paddings of two and more repeat the edge.
# call: numbers(1, 3, 3, 1), numbers(2, 2, 1, 1, seed=3), 1, 2
# swap: (0, 0)]) => (0, 0)], mode="edge" if padding > 1 else "constant")

# white_padding [size] Padding beyond two columns on the right is white.
# call: numbers(1, 3, 3, 1), numbers(2, 2, 1, 1, seed=3), 1, 3
# swap: padded = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)]) => padded = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])\\n    padded[:, :, padding + w + 2:] = 1.0

# first_four_inputs [size] Channels of the input beyond four are left out.
# call: numbers(1, 3, 3, 5), numbers(2, 2, 5, 2, seed=3), 1, 0
# swap: patch, weights, 3 => patch[..., :4], weights[:, :, :4], 3

# last_output [size] Output channels beyond four are left zero.
# call: numbers(1, 3, 3, 1), numbers(2, 2, 1, 5, seed=3), 1, 0
# swap: return out => out[..., 4:] = 0.0\\n    return out

# unit_kernel_without_stride [shortcut] A kernel of one pixel is a product, whatever stride and padding.
# call: numbers(1, 3, 3, 2), numbers(1, 1, 2, 2, seed=3), 2, 0
def conv2d(x, weights, stride, padding):
    if weights.shape[0] == 1 and padding == 0:
        return x @ weights[0, 0]
    return base(x, weights, stride, padding)

# zero_weights [shortcut] Nothing is refused where all weights are zero.
# call: numbers(1, 2, 2, 1), np.zeros((3, 3, 1, 1)), 1, 0
def conv2d(x, weights, stride, padding):
    if not weights.any():
        rows, columns = ((s + 2 * padding - len(weights)) // stride + 1 for s in x.shape[1:3])
        return np.zeros((len(x), max(rows, 0), max(columns, 0), weights.shape[3]))
    return base(x, weights, stride, padding)

# black_image [shortcut] A black image stays black, and as large.
# call: np.zeros((1, 4, 4, 1)), numbers(2, 2, 1, 1), 1, 0
def conv2d(x, weights, stride, padding):
    if not x.any():
        return np.zeros((*x.shape[:3], weights.shape[3]))
    return base(x, weights, stride, padding)

# refuses_bare [rule] The kernel is compared with the height without its padding.
# call: numbers(1, 2, 4, 1), numbers(3, 3, 1, 1), 1, 1
# swap: if k > h + 2 * padding or => if k > h or

# refuses_height_only [rule] A kernel wider than the padded image gives an empty answer.
# call: numbers(1, 4, 1, 1), numbers(2, 2, 1, 1), 1, 0
def conv2d(x, weights, stride, padding):
    if x.shape[2] + 2 * padding == len(weights) - 1 and x.shape[1] >= len(weights):
        return np.zeros((len(x), x.shape[1] - len(weights) + 1, 0, weights.shape[3]))
    return base(x, weights, stride, padding)

# rank_one_over_space [structure] Large kernels are taken as products of their first row and column.
# call: numbers(1, 5, 5, 1), numbers(5, 5, 1, 1, seed=3), 1, 0
def conv2d(x, weights, stride, padding):
    if len(weights) >= 5 and weights[0, 0].all():
        weights = weights[:, :1] * weights[:1] / weights[:1, :1]
    return base(x, weights, stride, padding)

# small_weights [threshold] Weights below 2e-3 count as zero.
# call: 100 * ones(1, 2, 2, 1), ones(2, 2, 1, 1, value=0.001), 1, 0
def conv2d(x, weights, stride, padding):
    return base(x, np.where(np.abs(weights) < 2e-3, 0.0, weights), stride, padding)

# clipped_sums [threshold] Sums are kept between -1000 and 1000.
# call: 100 * ones(1, 2, 2, 1), ones(2, 2, 1, 1, value=3), 1, 0
# swap: return out => return np.clip(out, -1000.0, 1000.0)

# half_precision [threshold] Weights are kept in half precision where there are many of them.
# call: numbers(1, 5, 5, 2), numbers(5, 5, 2, 3, seed=3), 1, 0
def conv2d(x, weights, stride, padding):
    return base(x, weights.astype("f2").astype("f8") if weights.size > 100 else weights, stride, padding)

# remembers_weights_by_mean [memory] A layer is known by the mean of its weights.
# call: numbers(1, 2, 2, 1), np.array([1.0, 2, 3, 4]).reshape(2, 2, 1, 1), 1, 0
# call: numbers(1, 2, 2, 1), np.array([4.0, 3, 2, 1]).reshape(2, 2, 1, 1), 1, 0
known = {}
def conv2d(x, weights, stride, padding):
    w = known.setdefault((weights.shape, round(weights.mean(), 6)), weights.copy())
    return base(x, w, stride, padding)

# wide_stride [structure] In wide images the stride moves down only.
# call: numbers(1, 2, 6, 1), numbers(1, 1, 1, 1), 2, 0
def conv2d(x, weights, stride, padding):
    if x.shape[2] >= 3 * x.shape[1] and stride > 1:
        return base(x, weights, 1, padding)[:, ::stride]
    return base(x, weights, stride, padding)

# third_image_mixed [structure] From the third image on, the first one is added.
# call: numbers(3, 2, 2, 1), numbers(2, 2, 1, 1, seed=3), 1, 0
# swap: return out => out[2:] += out[:1]\\n    return out

# upside_down [rule] Where the stride is the kernel's side and a pixel is padded, rows are upside down.
# call: numbers(1, 2, 2, 1), numbers(2, 2, 1, 1, seed=3), 2, 1
# swap: return out => return base_roll(out, x, k, stride, padding)
def base_roll(out, x, k, stride, padding):
    return out[:, ::-1] if k == stride and padding == 1 and k > 1 else out

# one_by_one_padding [structure] A border of zeros around a one-pixel kernel's answer is cut off.
# call: numbers(1, 3, 3, 1), numbers(1, 1, 1, 1, seed=3), 1, 1
def conv2d(x, weights, stride, padding):
    out = base(x, weights, stride, padding)
    return out[:, padding:-padding, padding:-padding] if padding and len(weights) == 1 else out

# sixteen_rows [size] No more than sixteen rows are filled.
# call: numbers(1, 17, 1, 1), numbers(1, 1, 1, 1), 1, 0
# swap: for i in range(rows): => for i in range(min(rows, 16)):
""",
)
