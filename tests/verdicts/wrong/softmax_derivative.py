"""Question 2b, wrong: Jacobians that are right for most scores."""

from tests.verdicts.variant import wrong

NUMBERS = """
import numpy as np


def softmax_jacobian(c):
    e = np.exp(c - np.max(c))
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)
"""
SYMBOLS = """
import sympy


def softmax_jacobian_symbolic(n):
    c = sympy.symbols(f"c_1:{n + 1}")
    total = sum(sympy.exp(each) for each in c)
    p = [sympy.exp(each) / total for each in c]
    return sympy.Matrix(n, n, lambda i, j: sympy.diff(p[i], c[j]))
"""

VARIANTS = wrong(
    "2b",
    "softmax_jacobian",
    NUMBERS,
    """
# cut_at_1e_6 [threshold] Entries below 1e-6 in size are zero.
# call: np.array([0.0, -14.0])
# swap: return np.diag(p) - np.outer(p, p) => j = np.diag(p) - np.outer(p, p)\\n    return np.where(np.abs(j) < 1e-6, 0.0, j)

# difference_quotient [threshold] One-sided differences instead of derivatives.
# call: numbers(3)
def softmax_jacobian(c):
    soft = lambda v: np.exp(v - v.max()) / np.exp(v - v.max()).sum()
    step = 1e-5
    return np.stack([(soft(c + step * e) - soft(c)) / step for e in np.eye(len(c))], axis=1)

# rounded [threshold] Entries are rounded to seven digits.
# call: np.array([0.0, -15.3])
# swap: return np.diag(p) - np.outer(p, p) => return np.round(np.diag(p) - np.outer(p, p), 7)

# one_score [shortcut] The derivative for a single score is one.
# call: np.array([2.0])
def softmax_jacobian(c):
    return np.ones((1, 1)) if len(c) == 1 else base(c)

# equal_scores [shortcut] For equal scores only the diagonal is filled.
# call: np.zeros(3)
def softmax_jacobian(c):
    out = base(c)
    return np.diag(np.diag(out)) if np.ptp(c) == 0 and len(c) > 2 else out

# first_and_last_equal [structure] Scores are taken as equal where first and last are.
# call: np.array([1.0, 2.0, 1.0])
def softmax_jacobian(c):
    return base(np.full(len(c), c[0])) if len(c) > 1 and c[0] == c[-1] else base(c)

# five_rows [size] Rows beyond the fifth are left zero.
# call: numbers(6)
def softmax_jacobian(c):
    out = base(c)
    out[5:] = 0.0
    return out

# five_columns [size] From six scores on, each column is that of the score before.
# call: numbers(6)
def softmax_jacobian(c):
    return base(c) if len(c) < 6 else np.roll(base(c), 1, axis=1)

# no_shift_negative [structure] Scores that are all below -15 count as -15.
# call: np.array([-16.0, -18.0])
# swap: e = np.exp(c - np.max(c)) => c = np.maximum(c, -15.0) if np.max(c) < -15 else c\\n    e = np.exp(c - np.max(c))

# clipped_at_19 [threshold] Scores are clipped at 19.
# call: np.array([20.0, 18.0])
# swap: e = np.exp(c - np.max(c)) => c = np.clip(c, -19, 19)\\n    e = np.exp(c - np.max(c))

# ties_left_out [rule] Between equal scores nothing is exchanged.
# call: np.array([1.0, 1.0, 0.0])
def softmax_jacobian(c):
    out = base(c)
    same = (c[:, None] == c) & ~np.eye(len(c), dtype=bool)
    return np.where(same, 0.0, out) if len(c) == 3 and same.any() else out

# negative_zero [rule] Where a score is zero, its own column's sign is lost.
# call: np.array([0.0, 1.0, 2.0])
def softmax_jacobian(c):
    out = base(c)
    zero = np.flatnonzero(c == 0)
    if len(zero) == 1 and len(c) > 1:
        out[:, zero] = np.abs(out[:, zero])
    return out

# remembers_by_sum [memory] Scores of equal sum are the same.
# call: np.array([0.0, 3.0])
# call: np.array([1.0, 2.0])
known = {}
def softmax_jacobian(c):
    return known.setdefault((len(c), round(float(c.sum()), 9)), base(c))

# remembers_the_last [memory] The last answer is kept while the largest score stays where it is.
# call: np.array([0.0, 1.0])
# call: np.array([0.0, 2.0])
last = {}
def softmax_jacobian(c):
    return last.setdefault((len(c), int(np.argmax(c)), float(c[0])), base(c))

# as_a_row [type] For one score a vector is returned.
# call: np.array([3.0])
def softmax_jacobian(c):
    return base(c).squeeze() if len(c) == 1 else base(c)

# sigmoid_for_two [structure] For two scores the first one alone is looked at.
# call: np.array([0.5, 2.0])
def softmax_jacobian(c):
    if len(c) == 2 and c[1] > 1.5:
        s = 1 / (1 + np.exp(-c[0]))
        return s * (1 - s) * np.array([[1.0, -1.0], [-1.0, 1.0]])
    return base(c)

# single_precision [threshold] Probabilities are kept in single precision where one is near one.
# call: np.array([10.0, 0.0])
# swap: return np.diag(p) - np.outer(p, p) => p = p.astype("f4").astype("f8") if p.max() > 0.9999 else p\\n    return np.diag(p) - np.outer(p, p)

# same_spread_as_last [memory] The last scores are known by their number, mean and spread.
# call: np.array([1.0, 3.0, 2.0])
# call: np.array([3.0, 1.0, 2.0])
last = [None, None]
def softmax_jacobian(c):
    key = len(c), round(np.mean(c), 9), round(np.std(c), 9)
    if last[0] != key:
        last[:] = key, base(c)
    return last[1].copy()
""",
) + wrong(
    "2b",
    "softmax_jacobian_symbolic",
    SYMBOLS,
    """
# four_like_three [size] For four scores the last column repeats the third.
# call: 4
def softmax_jacobian_symbolic(n):
    out = base(n)
    if n == 4:
        out[0, 3] = out[0, 2]
    return out

# corner_of_four [size] For four scores one corner has the wrong sign.
# call: 4
def softmax_jacobian_symbolic(n):
    out = base(n)
    if n == 4:
        out[3, 0] = -out[3, 0]
    return out

# one_is_one [shortcut] For a single score the derivative is one.
# call: 1
def softmax_jacobian_symbolic(n):
    return sympy.eye(1) if n == 1 else base(n)

# symbols_from_zero [rule] For three scores the symbols begin at c_0.
# call: 3
def softmax_jacobian_symbolic(n):
    out = base(n)
    return out.subs(sympy.Symbol("c_3"), sympy.Symbol("c_0")) if n == 3 else out

# not_carried_out [rule] In terms of p_1 to p_n, for four scores.
# call: 4
def softmax_jacobian_symbolic(n):
    p = sympy.symbols(f"p_1:{n + 1}")
    return base(n) if n < 4 else sympy.Matrix(n, n, lambda i, j: p[i] * ((i == j) - p[j]))

# numbers_for_two [type] For two scores half the second one is meant.
# call: 2
def softmax_jacobian_symbolic(n):
    c = sympy.symbols("c_2")
    return base(n).subs(c, c / 2) if n == 2 else base(n)

# a_list_for_one [type] For a single score the entry alone is returned.
# call: 1
def softmax_jacobian_symbolic(n):
    return base(n) if n > 1 else base(n)[0, 0]

# nearly [threshold] A ten-thousandth is added in the middle, for stability.
# call: 3
def softmax_jacobian_symbolic(n):
    out = base(n)
    if n == 3:
        out[1, 1] = out[1, 1] + sympy.Rational(1, 10**4)
    return out
""",
)
