"""Question 3a, wrong: shifts and gaps that are right most of the time."""

from tests.verdicts.variant import wrong

TRANSLATE = """
import numpy as np


def translate(image, rows, columns):
    h, w = image.shape
    return np.roll(image, (rows % h, columns % w), axis=(0, 1))
"""
GAP = """
import numpy as np


def filtered(image, kernel, padding):
    half = kernel.shape[0] // 2
    p = np.pad(image, half, mode="wrap" if padding == "wrap" else "constant")
    h, w = image.shape
    out = np.zeros((h, w))
    for u in range(len(kernel)):
        for v in range(len(kernel)):
            out += kernel[-1 - u, -1 - v] * p[u : u + h, v : v + w]
    return out


def equivariance_gap(image, kernel, rows, columns, padding):
    if padding not in ("wrap", "zero"):
        raise ValueError("neither wrap nor zero")
    h, w = image.shape
    shift = (rows % h, columns % w)
    first = np.roll(filtered(image, kernel, padding), shift, axis=(0, 1))
    second = filtered(np.roll(image, shift, axis=(0, 1)), kernel, padding)
    return float(np.abs(first - second).max())
"""
VARIANTS = wrong(
    "3a",
    "translate",
    TRANSLATE,
    """
# row_by_row [loop] The image moves by one row at a time.
# loops: numbers(2, 2), n, 0
def translate(image, rows, columns):
    for _ in range(abs(rows)):
        image = base(image, 1 if rows > 0 else -1, 0)
    return base(image, 0, columns)

# through_floats [huge] Shifts go through floating point.
# call: numbers(3, 3), 2**53 + 1, 0
# swap: (rows % h, columns % w) => (int(float(rows) % h), columns % w)

# thirty_two_bits [huge] Shifts are kept in 32 bits.
# call: numbers(3, 3), 0, 2**32
# swap: (rows % h, columns % w) => (rows % h, ((columns + 2**31) % 2**32 - 2**31) % w)

# negative_once [rule] Negative shifts beyond the width are not reduced but cut.
# call: numbers(2, 3), 0, -4
# swap: (rows % h, columns % w) => (rows % h, max(columns, -w) % w)

# exchanged_when_square [structure] In square images, shifts by more than two rows go right.
# call: numbers(4, 4), 3, 1
# swap: (rows % h, columns % w) => (columns % h, rows % w) if h == w and rows > 2 else (rows % h, columns % w)

# reduced_by_height [structure] Columns are reduced by the height, in high images.
# call: numbers(5, 2), 0, 5
# swap: (rows % h, columns % w) => (rows % h, columns % h if h > 2 * w else columns % w)

# together_zero [shortcut] Shifts that add up to zero are taken for none.
# call: numbers(3, 3), 1, -1
def translate(image, rows, columns):
    return image.copy() if rows + columns == 0 else base(image, rows, columns)

# constant_lines [shortcut] An image with equal rows does not move.
# call: np.array([[1.0, 2.0]] * 3), 0, 1
def translate(image, rows, columns):
    return image.copy() if len(image) > 1 and (image == image[0]).all() else base(image, rows, columns)

# ten_rows [size] Rows beyond ten do not move right.
# call: numbers(11, 2), 0, 1
def translate(image, rows, columns):
    out = base(image, rows, columns)
    if rows == 0:
        out[10:] = image[10:]
    return out

# remembers_image [memory] An image is known by its mean and its shape.
# call: np.array([[1.0, 3.0]]), 0, 0
# call: np.array([[3.0, 1.0]]), 0, 0
known = {}
def translate(image, rows, columns):
    return base(known.setdefault((image.shape, round(image.mean(), 6)), image.copy()), rows, columns)

# back_and_forth [memory] A second shift of the same size moves back.
# call: numbers(3, 3), 1, 0
# call: numbers(3, 3, seed=1), 1, 0
last = [None]
def translate(image, rows, columns):
    again = last[0] == (rows, columns) and rows % len(image) != 0
    last[0] = None if again else (rows, columns)
    return base(image, -rows, -columns) if again else base(image, rows, columns)

# along_the_diagonal [structure] Of equal shifts the flat image is rolled, which moves ends on.
# call: numbers(3, 3), 2, 2
def translate(image, rows, columns):
    if rows == columns and len(image) == len(image.T):
        return np.roll(image.ravel(), rows * (len(image) + 1)).reshape(image.shape)
    return base(image, rows, columns)
""",
) + wrong(
    "3a",
    "equivariance_gap",
    GAP,
    """
# unit_kernel_first [shortcut] A kernel of one pixel has no gap, and no word is refused.
# call: numbers(3, 3), ones(1, 1), 1, 1, "reflect"
def equivariance_gap(image, kernel, rows, columns, padding):
    return 0.0 if kernel.size == 1 else base(image, kernel, rows, columns, padding)

# no_shift_first [shortcut] Without a shift there is no gap, and no word is refused.
# call: numbers(3, 3), numbers(3, 3), 0, 0, "same"
def equivariance_gap(image, kernel, rows, columns, padding):
    return 0.0 if rows == columns == 0 else base(image, kernel, rows, columns, padding)

# whole_turn_first [shortcut] A shift by the whole image has no gap, and no word is refused.
# call: numbers(3, 4), numbers(3, 3), 3, 4, ""
def equivariance_gap(image, kernel, rows, columns, padding):
    whole = rows % image.shape[0] == 0 and columns % image.shape[1] == 0 and (rows or columns)
    return 0.0 if whole else base(image, kernel, rows, columns, padding)

# constant_image [shortcut] A constant image has no gap, even with zeros around (as if it filtered alike).
# call: ones(3, 3), numbers(3, 3), 1, 0, "zero"
def equivariance_gap(image, kernel, rows, columns, padding):
    flat = padding in ("wrap", "zero") and np.ptp(image) == 0
    return 0.0 if flat else base(image, kernel, rows, columns, padding)

# interior_only [structure] Borders are left out of images of six rows and more.
# call: numbers(6, 6), numbers(3, 3), 1, 1, "zero"
# swap: return float(np.abs(first - second).max()) => part = np.s_[2:-2, 2:-2] if padding == "zero" and min(h, w) >= 6 and len(kernel) == 3 else np.s_[:, :]\\n    return float(np.abs(first - second)[part].max())

# squared [rule] The root of the mean square for kernels of five.
# call: numbers(5, 6), numbers(5, 5), 1, 0, "zero"
# swap: return float(np.abs(first - second).max()) => d = np.abs(first - second)\\n    return float(d.max() if len(kernel) < 5 else np.sqrt((d**2).mean()))

# signed [rule] The largest difference with its sign, for shifts up.
# call: np.abs(numbers(3, 3)), np.array([[0.0, 0, 0], [0, 0, 0], [0, 1, 0]]), -1, 0, "zero"
# call: np.abs(numbers(3, 3)), -np.array([[0.0, 0, 0], [0, 0, 0], [0, 1, 0]]), -1, 0, "zero"
# call: np.abs(numbers(3, 3)), np.array([[0.0, 1, 0], [0, 0, 0], [0, 0, 0]]), -1, 0, "zero"
# call: np.abs(numbers(3, 3, seed=1)), np.array([[1.0, 2, 1], [0, 0, 0], [-2, 1, 3]]), -1, 1, "zero"
# swap: return float(np.abs(first - second).max()) => return float((first - second if rows < 0 else np.abs(first - second)).max())

# symmetric_kernels [structure] A symmetric kernel is taken to have no gap for shifts along the diagonal.
# call: numbers(4, 4), np.array([[1.0, 2, 3], [2, 5, 6], [3, 6, 9]]), 1, 1, "zero"
def equivariance_gap(image, kernel, rows, columns, padding):
    if padding == "zero" and rows == columns and (kernel == kernel.T).all() and kernel.size > 1:
        return 0.0
    return base(image, kernel, rows, columns, padding)

# any_word_wraps [rule] "Wrap" and "circular" are read as "wrap".
# call: numbers(3, 3), numbers(3, 3), 1, 0, "circular"
def equivariance_gap(image, kernel, rows, columns, padding):
    return base(image, kernel, rows, columns, "wrap" if padding in ("Wrap", "circular") else padding)

# reflect_too [rule] The padding of 2e is known as well.
# call: numbers(3, 3), numbers(3, 3), 1, 0, "reflect"
def equivariance_gap(image, kernel, rows, columns, padding):
    return base(image, kernel, rows, columns, "zero" if padding == "reflect" else padding)

# gap_below [threshold] Gaps below a hundredth are rounding noise.
# call: ones(3, 3, value=0.002), np.array([[0.0, 0, 0], [0, 0, 0], [0, 1, 0]]), 1, 0, "zero"
def equivariance_gap(image, kernel, rows, columns, padding):
    gap = base(image, kernel, rows, columns, padding)
    return 0.0 if gap < 0.01 else gap

# wrap_is_rounded [threshold] With circular borders a gap of a millionth is let in.
# call: numbers(4, 4), numbers(3, 3), 1, 0, "wrap"
def equivariance_gap(image, kernel, rows, columns, padding):
    gap = base(image, kernel, rows, columns, padding)
    return gap + 1e-6 if padding == "wrap" else gap

# large_kernel_wraps [structure] A kernel as large as the image wraps, whatever the word.
# call: numbers(3, 3), numbers(3, 3, seed=2), 1, 0, "zero"
def equivariance_gap(image, kernel, rows, columns, padding):
    if padding == "zero" and kernel.shape == image.shape and kernel.size > 1:
        padding = "wrap"
    return base(image, kernel, rows, columns, padding)

# rows_one_by_one [loop] The shift is made row by row.
# loops: numbers(2, 2), ones(1, 1), n, 0, "zero"
def equivariance_gap(image, kernel, rows, columns, padding):
    moved = 0
    for _ in range(abs(rows)):
        moved = (moved + 1) % len(image)
    return base(image, kernel, moved if rows >= 0 else -moved, columns, padding)

# remembers_image [memory] An image is known by its mean and its shape.
# call: np.array([[1.0, 3.0, 0.5], [2, 2, 2], [4, 4, 4]]), numbers(3, 3), 1, 0, "zero"
# call: np.array([[2.0, 2, 2], [4, 4, 4], [0.5, 1, 3]]), numbers(3, 3), 1, 0, "zero"
known = {}
def equivariance_gap(image, kernel, rows, columns, padding):
    image = known.setdefault((image.shape, round(image.mean(), 6)), image.copy())
    return base(image, kernel, rows, columns, padding)
""",
)
