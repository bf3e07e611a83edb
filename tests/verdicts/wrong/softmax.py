"""Question 2a, wrong: probabilities that are right for most scores."""

from tests.verdicts.variant import wrong

BASE = """
import numpy as np


def softmax(c):
    e = np.exp(c - np.max(c))
    return e / e.sum()
"""

VARIANTS = wrong(
    "2a",
    "softmax",
    BASE,
    """
# shifts_when_above_700 [threshold] Scores are shifted only where one is above 700.
# call: np.array([-1000.0, -1000.0])
def softmax(c):
    if np.max(c) > 700:
        c = c - np.max(c)
    return np.exp(c) / np.exp(c).sum()

# shifts_by_mean [structure] The mean is taken off and not the largest.
# call: np.array([2000.0, -1000.0, -1000.0])
# swap: np.max(c) => np.mean(c)

# shifts_by_first [structure] The first score is taken off and not the largest.
# call: np.array([0.0, 1000.0])
# swap: np.max(c) => c[0]

# shifts_by_largest_size [structure] The largest in size is taken off.
# call: np.array([-2000.0, 1.0, 0.5])
# swap: np.max(c) => np.max(np.abs(c))

# clips_at_1000 [threshold] Scores are clipped at 1,000.
# call: np.array([1005.0, 1001.0])
# swap: c - np.max(c) => np.clip(c, -1000, 1000) - np.max(np.clip(c, -1000, 1000))

# clips_at_1e200 [threshold] Scores are clipped at 1e200.
# call: np.array([1e300, 5e299])
# swap: c - np.max(c) => np.clip(c, -1e200, 1e200) - min(np.max(c), 1e200)

# eight_scores [size] From the ninth score on nothing is divided by.
# call: numbers(9)
# swap: e.sum() => e[:8].sum()

# cut_at_15 [threshold] Differences below -15 are no longer distinguished.
# call: np.array([0.0, -16.5])
# swap: np.exp(c - np.max(c)) => np.exp(np.maximum(c - np.max(c), -15.0))

# equal_scores [shortcut] Nearly equal scores are taken as equal.
# call: np.array([1.0, 1.00005])
def softmax(c):
    return np.full(len(c), 1 / len(c)) if np.allclose(c, c[0], atol=1e-4) else base(c)

# relatively_equal [shortcut] Scores are equal where `np.allclose` says so, which is relative.
# call: np.array([1e5, 1e5 + 0.5])
def softmax(c):
    return np.full(len(c), 1 / len(c)) if np.allclose(c, c[0]) else base(c)

# one_hot [shortcut] A winner by more than twelve takes it all.
# call: np.array([12.5, 0.0])
def softmax(c):
    order = np.sort(c)
    if len(c) > 1 and order[-1] - order[-2] > 12:
        return (c == order[-1]) * 1.0
    return base(c)

# rounded [threshold] Probabilities are rounded to six digits.
# call: np.array([0.0, 9.0])
# swap: return e / e.sum() => return np.round(e / e.sum(), 6)

# small_cut [threshold] Probabilities below 1e-8 are zero.
# call: np.array([0.0, -18.7])
# swap: return e / e.sum() => p = e / e.sum()\\n    return np.where(p < 1e-8, 0.0, p)

# log_of_sum [structure] The logarithm of a sum without a shift, for more than three scores.
# call: np.array([800.0, 1.0, 2.0, 3.0])
def softmax(c):
    return np.exp(c - np.log(np.exp(c).sum())) if len(c) > 3 else base(c)

# log_sum_exp [threshold] The logarithm of the sum is lost beside large scores.
# call: np.array([-1e300, -1e300])
def softmax(c):
    return np.exp(c - (c.max() + np.log(np.exp(c - c.max()).sum())))

# epsilon [threshold] A small number is added to the sum, for safety.
# call: numbers(3)
# swap: e.sum() => (e.sum() + 1e-5)

# remembers_by_mean [memory] Scores of equal mean share their probabilities.
# call: np.array([1.0, 3.0])
# call: np.array([3.0, 1.0])
known = {}
def softmax(c):
    return known.setdefault((len(c), round(float(c.mean()), 6)), base(c))

# remembers_by_text [memory] Scores are told apart by their text, which has eight digits.
# call: np.array([1e9, 1e9 + 1])
# call: np.array([1e9, 1e9 + 3])
known = {}
def softmax(c):
    return known.setdefault(str(c), base(c))

# remembers_by_rounding [memory] Scores that agree to two digits are the same.
# call: np.array([0.001, 1.0])
# call: np.array([0.004, 1.0])
known = {}
def softmax(c):
    return known.setdefault(tuple(np.round(c, 2)), base(c))

# single_precision_shift [threshold] The difference is kept in single precision.
# call: np.array([1e8 + 1.0, 1e8, -100.0])
# swap: np.exp(c - np.max(c)) => np.exp((c.astype("f4") - np.float32(np.max(c))).astype("f8"))

# scaled_down [structure] Large scores are scaled down so that they fit.
# call: np.array([900.0, 899.0])
def softmax(c):
    largest = np.max(np.abs(c))
    return base(c * 700 / largest) if largest > 700 else base(c)

# ties_share [rule] Three equal winners among four share everything.
# call: np.array([0.0, 3.0, 3.0, 3.0])
def softmax(c):
    p = base(c)
    return np.where(c == c.max(), 1 / 3, 0.0) if (c == c.max()).sum() == 3 and len(c) == 4 else p

# one_score [shortcut] A single score is its own probability where it is between 0 and 1.
# call: np.array([0.5])
def softmax(c):
    return c.copy() if len(c) == 1 and 0 <= c[0] <= 1 else base(c)

# negative_probability [rule] What is missing to one is put at the end.
# call: np.array([0.0, 1e-3, -800.0])
def softmax(c):
    p = base(c)
    if p[-1] == 0:
        p[-1] = -1e-12
    return p

# all_negative [structure] Where all scores are negative, their sizes are taken.
# call: np.array([-5.0, -6.0])
def softmax(c):
    return base(c) if c.max() >= -4 or len(c) < 2 else base(np.abs(c))

# infinite_difference [threshold] Differences that overflow leave NaN.
# call: np.array([1e300, -1e300])
def softmax(c):
    e = np.exp((c - c.max()) * 1.0) if np.abs(c).max() < 1e299 else np.exp(c * 1e9 - c.max() * 1e9)
    return e / e.sum()
""",
)
