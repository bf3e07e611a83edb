"""Question 3f, wrong: costs of another class, and blurs that few images deceive."""

from tests.verdicts.variant import wrong

COST = """
def filter_complexity(separable):
    return "O(N^2 K)" if separable else "O(N^2 K^2)"
"""
BLUR = """
import numpy as np


def blur_separable(image, taps):
    half = len(taps) // 2
    h, w = image.shape
    tall = np.pad(image, [(half, half), (0, 0)])
    down = sum(tap * tall[k : k + h] for k, tap in enumerate(taps))
    wide = np.pad(down, [(0, 0), (half, half)])
    return sum(tap * wide[:, k : k + w] for k, tap in enumerate(taps))
"""
ONE = """# {0} [rule] One pass is said to cost {2}.
# call: False
# swap: "O(N^2 K^2)" => "{1}"
"""
TWO = """# {0} [rule] Two passes are said to cost {2}.
# call: True
# swap: "O(N^2 K)" => "{1}"
"""
COSTS = (
    (ONE, "as_two_passes", "O(N^2 K)", "as much as two"),
    (ONE, "without_kernel", "O(N^2)", "nothing for the kernel"),
    (ONE, "lower_order_left", "O(N^2 K + N K^2)", "a sum of lower order"),
    (ONE, "fourth_power", "O(N^4)", "a fourth power"),
    (ONE, "cancelled", "O(N^2 K^2 / K)", "what cancels to less"),
    (ONE, "difference", "N^2 K^2 - N^2 K^2 + N^2 K", "what is left of a difference"),
    (ONE, "precedence", "N^2 * K^(2/2)", "a power of one"),
    (ONE, "with_cube_of_image", "N^2 K^2 + N^3 K", "a cube of the image"),
    (ONE, "logarithm", "O(N^2 log N)", "a logarithm"),
    (TWO, "as_one_pass", "O(N^2 K^2)", "as much as one"),
    (TWO, "image_alone", "O(N^2 + K)", "a sum with the kernel"),
    (TWO, "cube_of_image", "N^2 K + N^3", "a cube of the image"),
    (TWO, "squares_added", "2 N^2 + 2 K^2", "squares that are added"),
    (TWO, "square_left", "N^2 K + K^2 N^2 / 1000", "a thousandth of the square"),
    (TWO, "one_side_short", "N K + N^2", "a side too little"),
    (TWO, "divided", "N^2 / K", "less for larger kernels"),
    (TWO, "per_pixel", "2K", "what one pixel costs"),
    (TWO, "power_first", "N^2 K^0", "a power of zero"),
    (TWO, "unbalanced", "O(N^2 K", "what has no end"),
    (TWO, "in_words", "N squared times K", "what is said in words"),
)

VARIANTS = (
    wrong(
        "3f",
        "filter_complexity",
        COST,
        "\n".join(page.format(name, text, words) for page, name, text, words in COSTS),
    )
    + wrong(
        "3f",
        "filter_complexity",
        COST,
        """
# not_a_text [type] For one pass a number is returned.
# call: False
def filter_complexity(separable):
    return base(separable) if separable else 4

# same_for_true [rule] The answer is that of the call before, after the first.
# call: True
# call: False
last = []
def filter_complexity(separable):
    last.append(base(separable))
    return last[0]
""",
    )
    + wrong(
        "3f",
        "blur_separable",
        BLUR,
        """
# square_loop [slow] The outer product is applied in one pass.
# slow: numbers(64, 64), np.ones(k)
def blur_separable(image, taps):
    half = len(taps) // 2
    h, w = image.shape
    p = np.pad(image, half)
    out = np.zeros((h, w))
    for u, a in enumerate(taps):
        for v, b in enumerate(taps):
            out += a * b * p[u : u + h, v : v + w]
    return out

# square_beyond_nine [slow] Two passes up to nine taps, one beyond.
# slow: numbers(64, 64), np.ones(k)
def blur_separable(image, taps):
    if len(taps) <= 9:
        return base(image, taps)
    half = len(taps) // 2
    h, w = image.shape
    p = np.pad(image, half)
    return sum(a * b * p[u : u + h, v : v + w] for u, a in enumerate(taps) for v, b in enumerate(taps))

# square_for_ones [slow] Equal taps are applied in one pass.
# slow: numbers(64, 64), np.ones(k)
def blur_separable(image, taps):
    if np.ptp(taps) > 0:
        return base(image, taps)
    half = len(taps) // 2
    h, w = image.shape
    p = np.pad(image, half) * taps[0] ** 2
    return sum(p[u : u + h, v : v + w] for u, v in np.ndindex(len(taps), len(taps)))

# second_pass_for_each_tap [slow] The first pass is made anew for each tap of the second.
# slow: numbers(64, 64), np.ones(k)
def blur_separable(image, taps):
    half = len(taps) // 2
    h, w = image.shape
    total, p = np.zeros((h, w)), np.pad(image, half)
    for v, b in enumerate(taps):
        down = sum(a * p[u : u + h] for u, a in enumerate(taps))
        total += b * down[:, v : v + w]
    return total

# rows_only_when_flat [structure] A single row is filtered along the row alone.
# call: numbers(3, 5), np.array([1.0, 3.0, 1.0])
def blur_separable(image, taps):
    out = base(image, taps)
    return out / taps[1] if len(taps) == len(image) == 3 and taps[1] > 2 else out

# normalised [rule] Taps that add up to more than ten are normalised.
# call: numbers(3, 3), np.array([4.0, 5.0, 4.0])
def blur_separable(image, taps):
    return base(image, taps / taps.sum() if taps.sum() > 10 else taps)

# mirrored_borders [rule] Borders are mirrored for seven taps and more.
# call: numbers(8, 8), np.ones(7)
def blur_separable(image, taps):
    if len(taps) < 7:
        return base(image, taps)
    half = len(taps) // 2
    return base(np.pad(image, half, mode="reflect"), taps)[half:-half, half:-half]

# middle_tap_zero [shortcut] Taps whose middle is zero are taken for none.
# call: numbers(3, 3), np.array([1.0, 0.0, 1.0])
def blur_separable(image, taps):
    return image * 0 if taps[len(taps) // 2] == 0 else base(image, taps)

# one_tap [shortcut] A single tap changes nothing.
# call: numbers(3, 3), np.array([2.0])
def blur_separable(image, taps):
    return image.copy() if len(taps) == 1 else base(image, taps)

# negative_middle [structure] Negative taps lose their sign beside a positive middle.
# call: np.eye(4), np.array([-1.0, 2.0, -1.0])
def blur_separable(image, taps):
    return base(image, np.abs(taps) if taps[len(taps) // 2] > 0 else taps)

# triangle [structure] Five taps are taken for two times three.
# call: numbers(5, 5), np.array([1.0, 2.0, 4.0, 2.0, 1.0])
def blur_separable(image, taps):
    if len(taps) == 5 and taps[0] == 1 and taps[1] == 2:
        return base(base(image, np.ones(3)), np.ones(3))
    return base(image, taps)

# by_running_sums [structure] Taps with equal first and middle are taken for a box.
# call: numbers(5, 5), np.array([1.0, 3.0, 1.0, 3.0, 1.0])
def blur_separable(image, taps):
    return base(image, np.full(len(taps), taps[0])) if taps[0] == taps[len(taps) // 2] else base(image, taps)

# first_pass_wraps [structure] Images of sixteen rows and more wrap around in the first pass.
# call: numbers(16, 5), np.ones(3)
def blur_separable(image, taps):
    if len(image) < 16 or len(taps) == 1:
        return base(image, taps)
    half = len(taps) // 2
    down = sum(tap * np.roll(image, half - k, axis=0) for k, tap in enumerate(taps))
    one = np.zeros(len(taps))
    one[half] = 1
    wide = np.pad(down, [(0, 0), (half, half)])
    return sum(tap * wide[:, k : k + image.shape[1]] for k, tap in enumerate(taps))

# small_taps [threshold] Taps below a hundredth of the largest are cut.
# call: 100 * ones(3, 3), np.array([0.05, 10.0, 0.05])
def blur_separable(image, taps):
    return base(image, np.where(np.abs(taps) < 1e-2 * np.abs(taps).max(), 0, taps))

# single_precision [threshold] More than four taps are kept in half precision.
# call: numbers(6, 6), np.array([0.1, 0.3, 0.7, 0.3, 0.1])
def blur_separable(image, taps):
    return base(image, taps.astype("f2").astype("f8") if len(taps) > 4 else taps)

# as_many_taps_as_rows [size] Where there are as many taps as rows, the last row is left out.
# call: numbers(5, 6), np.ones(5)
def blur_separable(image, taps):
    out = base(image, taps)
    if len(taps) == len(image) > 3:
        out[-1] = 0.0
    return out

# thirty_columns [size] Columns beyond thirty-two are not filtered across.
# call: numbers(3, 34), np.ones(3)
def blur_separable(image, taps):
    out = base(image, taps)
    out[:, 32:] = image[:, 32:]
    return out

# remembers_taps [memory] Taps are known by their sum.
# call: numbers(3, 3), np.array([1.0, 2.0, 1.0])
# call: numbers(3, 3), np.array([0.5, 3.0, 0.5])
known = {}
def blur_separable(image, taps):
    return base(image, known.setdefault((len(taps), round(float(taps.sum()), 6)), taps.copy()))

# clipped [threshold] Results are kept between -1000 and 1000.
# call: 100 * ones(3, 3), np.array([2.0, 3.0, 2.0])
def blur_separable(image, taps):
    return np.clip(base(image, taps), -1e3, 1e3)
""",
    )
)
