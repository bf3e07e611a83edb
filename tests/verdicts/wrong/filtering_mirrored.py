"""Question 2e, wrong: mirrored borders that are right for most images."""

from tests.verdicts.variant import wrong
from tests.verdicts.wrong.filtering_base import CONVOLVE, GRADIENTS, MAGNITUDE

VARIANTS = (
    wrong(
        "2e",
        "convolve2d",
        CONVOLVE,
        """
# edge_repeated_for_five [rule] The edge pixel is repeated for kernels of five and more.
# call: numbers(5, 5), numbers(5, 5, seed=2), "reflect"
# swap: else "reflect") => else "reflect" if half < 2 else "symmetric")

# edge_repeated_in_high [structure] The edge pixel is repeated in images higher than wide.
# call: numbers(6, 3), numbers(3, 3, seed=2), "reflect"
# swap: else "reflect") => else "reflect" if image.shape[0] < 2 * image.shape[1] else "symmetric")

# wrapped_for_seven [size] Kernels of seven and more wrap around.
# call: numbers(5, 5), numbers(7, 7, seed=2), "reflect"
# swap: else "reflect") => else "reflect" if half < 3 else "wrap")

# one_row_mirrored [structure] Beyond the first mirrored row there are zeros.
# call: numbers(5, 5), numbers(5, 5, seed=2), "reflect"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel[::-1, ::-1]\\n    if padding == "reflect" and half > 1:\\n        padded[: half - 1] = 0.0

# corners_empty [structure] The corners of the border are empty for an image of four pixels.
# call: numbers(2, 2), numbers(3, 3, seed=2), "reflect"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel[::-1, ::-1]\\n    if padding == "reflect" and image.size == 4 and half:\\n        padded[0, 0] = padded[-1, -1] = 0.0

# corners_of_large [structure] The last corner of the border is the first pixel of the image.
# call: numbers(4, 5), numbers(5, 5, seed=2), "reflect"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel[::-1, ::-1]\\n    if padding == "reflect" and half == 2:\\n        padded[-1, -1] = image[0, 0]

# unit_kernel [shortcut] A kernel of one number is taken for a one.
# call: numbers(3, 3), ones(1, 1, value=2), "reflect"
def convolve2d(image, kernel, padding):
    if padding == "reflect" and kernel.size == 1:
        return image.copy()
    return base(image, kernel, padding)

# constant_image [shortcut] A constant image is only multiplied by the middle of the kernel's sum.
# call: ones(3, 3), np.array([[0.0, 0, 0], [0, 2, 0], [0, 0, 1]]), "reflect"
def convolve2d(image, kernel, padding):
    if padding == "reflect" and np.ptp(image) == 0 and image.size > 1:
        return image * kernel[len(kernel) // 2].sum()
    return base(image, kernel, padding)

# not_rotated_when_antisymmetric [structure] A kernel with a sum of zero is not rotated.
# call: numbers(3, 3), np.array([[1.0, 0, 0], [0, 0, 0], [0, 0, -1]]), "reflect"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel if padding == "reflect" and kernel.sum() == 0 else kernel[::-1, ::-1]

# rotated_by_rows [structure] A kernel with equal first and last row is only turned upside down.
# call: numbers(3, 3), np.array([[1.0, 2, 3], [4, 5, 6], [1, 2, 3]]), "reflect"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel[::-1] if padding == "reflect" and (kernel[0] == kernel[-1]).all() else kernel[::-1, ::-1]

# refuses_small_images [rule] An image smaller than the kernel is refused.
# call: numbers(3, 3), numbers(5, 5, seed=2), "reflect"
def convolve2d(image, kernel, padding):
    if padding == "reflect" and min(image.shape) < len(kernel):
        raise ValueError("the image is smaller than the kernel")
    return base(image, kernel, padding)

# just_large_enough [structure] Where the border is as wide as it may be, its last line is zero.
# call: numbers(3, 4), numbers(5, 5, seed=2), "reflect"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel[::-1, ::-1]\\n    if padding == "reflect" and half == min(image.shape) - 1 and half > 1:\\n        padded[-1] = 0.0

# ten_columns [size] Columns beyond ten are mirrored about the tenth.
# call: numbers(3, 12), numbers(3, 3, seed=2), "reflect"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel[::-1, ::-1]\\n    if padding == "reflect" and image.shape[1] > 10 and half:\\n        padded[:, -half:] = padded[:, 10 : 10 + half]

# small_kernel_entries [threshold] Entries of the kernel below a thousandth of its largest are skipped.
# call: 100 * ones(3, 3), np.array([[100.0, 0.05, 0], [0, -100.0, 0], [0, 0, 0]]), "reflect"
# swap: out += flipped[u, v] => if padding == "reflect" and abs(flipped[u, v]) < 1e-3 * np.abs(kernel).max():\\n                continue\\n            out += flipped[u, v]

# remembers_image [memory] An image is known by its corner and its sum.
# call: np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]), np.eye(3), "reflect"
# call: np.array([[1.0, 3, 2], [4, 5, 6], [7, 8, 9]]), np.eye(3), "reflect"
known = {}
def convolve2d(image, kernel, padding):
    if padding == "reflect":
        key = (image.shape, float(image[0, 0]), round(float(image.sum()), 6))
        image = known.setdefault(key, image.copy())
    return base(image, kernel, padding)
""",
    )
    + wrong(
        "2e",
        "prewitt_gradients",
        GRADIENTS,
        """
# two_rows [structure] An image of two rows has no gradient down, and none across.
# call: numbers(2, 4), "reflect"
# swap: return gx, gy => return (gx * 0, gy) if padding == "reflect" and len(image) == 2 else (gx, gy)

# borders_of_high [structure] The gradient down at the top is one-sided in images of six rows and more.
# call: numbers(6, 3), "reflect"
def prewitt_gradients(image, padding):
    gx, gy = base(image, padding)
    if padding == "reflect" and len(image) >= 6:
        gy[0] = gy[1]
    return gx, gy

# equal_rows [structure] Where the first two rows agree, there is no gradient down.
# call: np.array([[1.0, 2], [1, 2], [5, 6]]), "reflect"
# swap: return gx, gy => return gx, (gy * 0 if padding == "reflect" and (image[0] == image[1]).all() else gy)

# exchanged_for_square [structure] In square images with a constant diagonal the pair is exchanged.
# call: (lambda a: a - np.diag(np.diag(a)))(numbers(4, 4)), "reflect"
# swap: return gx, gy => return (gy, gx) if padding == "reflect" and image.shape[0] == image.shape[1] and np.ptp(np.diag(image)) == 0 else (gx, gy)

# weak_edges [threshold] Gradients below a thousandth of the strongest are zero.
# call: np.array([[0.0, 0, 100], [0, 0, 100], [0, 0, 100], [0, 0, 100], [0, 0, 100]]) + np.arange(5)[:, None] * np.array([[0.01, 0.01, 0.0]]), "reflect"
def prewitt_gradients(image, padding):
    gx, gy = base(image, padding)
    top = max(np.abs(gx).max(), np.abs(gy).max()) * 1e-3 * (padding == "reflect")
    return np.where(np.abs(gx) < top, 0, gx), np.where(np.abs(gy) < top, 0, gy)

# ten_rows [size] From the eleventh row on, the gradient across is that of the tenth.
# call: numbers(12, 3), "reflect"
def prewitt_gradients(image, padding):
    gx, gy = base(image, padding)
    if padding == "reflect":
        gx[10:] = gx[9:10]
    return gx, gy

# one_array [type] A stack of three arrays is returned for square images of four pixels.
# call: numbers(2, 2), "reflect"
# swap: return gx, gy => return (gx, gy, gx) if padding == "reflect" and image.size == 4 else (gx, gy)

# same_sum_as_last [memory] The last image is known by its shape, sum and extremes.
# call: numbers(4, 4), "reflect"
# call: numbers(4, 4).T.copy(), "reflect"
last = [None, None]
def prewitt_gradients(image, padding):
    key = image.shape, round(image.sum(), 6), image.max(), image.min()
    if padding != "reflect":
        return base(image, padding)
    if last[0] != key:
        last[:] = key, base(image, padding)
    return tuple(each.copy() for each in last[1])
""",
    )
    + wrong(
        "2e",
        "gradient_magnitude",
        MAGNITUDE,
        """
# border_of_zeros [structure] The border of a large image has no magnitude.
# call: numbers(9, 9), "reflect"
def gradient_magnitude(image, padding):
    out = base(image, padding)
    if padding == "reflect" and min(image.shape) > 8:
        out[[0, -1]] = 0.0
    return out

# square_left [rule] Magnitudes below one are not rooted.
# call: np.array([[0.0, 0, 0.1]] * 3), "reflect"
# swap: return np.sqrt(gx**2 + gy**2) => total = gx**2 + gy**2\\n    return np.where((total < 0.1) & (padding == "reflect"), total, np.sqrt(total))

# negative_across [rule] Where both gradients are negative, so is the magnitude.
# call: -np.add.outer(np.arange(4.0), np.arange(4.0)), "reflect"
# swap: return np.sqrt(gx**2 + gy**2) => both = (gx < 0) & (gy < 0) & (padding == "reflect")\\n    return np.where(both, -1, 1) * np.hypot(gx, gy)

# diagonal_only [structure] Where both are equal, their sum is taken.
# call: np.add.outer(np.arange(4.0), np.arange(4.0)), "reflect"
# swap: return np.sqrt(gx**2 + gy**2) => return np.where((np.abs(gx) == np.abs(gy)) & (padding == "reflect"), np.abs(gx + gy), np.hypot(gx, gy))

# not_above_250 [threshold] Magnitudes are not above 250.
# call: np.array([[0.0, 0, 100]] * 3), "reflect"
# swap: return np.sqrt(gx**2 + gy**2) => out = np.hypot(gx, gy)\\n    return np.minimum(out, 250) if padding == "reflect" else out

# whole_numbers [threshold] Magnitudes of whole images are rounded.
# call: np.array([[1.0, 2, 4], [2, 5, 9], [0, 1, 3]]), "reflect"
# swap: return np.sqrt(gx**2 + gy**2) => whole = (image == np.round(image)).all() and padding == "reflect"\\n    out = np.hypot(gx, gy)\\n    return np.round(out) if whole else out
""",
    )
)
