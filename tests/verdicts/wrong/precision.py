"""Question 1d, wrong: halves that are right for most numbers."""

from tests.verdicts.variant import wrong

MEMORY = """
def memory_bytes(shape, precision):
    if precision not in ("single", "half"):
        raise ValueError("neither single nor half")
    count = 1
    for side in shape:
        count *= side
    return count * (4 if precision == "single" else 2)
"""
FAULTS = """
import numpy as np


def half_precision_faults(values):
    halves = values.astype(np.float16).astype(np.float64)
    exact = values.astype(np.float64)
    overflow = np.isinf(halves)
    underflow = (exact != 0) & (halves == 0)
    rest = (exact != 0) & ~overflow & ~underflow
    errors = np.abs(halves[rest] - exact[rest]) / np.abs(exact[rest])
    return {
        "overflow": int(overflow.sum()),
        "underflow": int(underflow.sum()),
        "relative_error": float(errors.max(initial=0.0)),
    }
"""

VARIANTS = wrong(
    "1d",
    "memory_bytes",
    MEMORY,
    """
# thirty_two_bits [huge] The product is kept in 32 bits.
# call: (1 << 16, 1 << 16), "half"
import numpy as np
def memory_bytes(shape, precision):
    return base((int(np.prod(shape, dtype=np.int32)),), precision)

# through_floats [huge] The product is taken in floating point.
# call: (3**20, 3**18), "single"
def memory_bytes(shape, precision):
    count = 1.0
    for side in shape:
        count *= side
    return base((int(count),), precision)

# unsigned_32 [huge] Bytes beyond 2**32 wrap around.
# call: (1 << 30, 3), "single"
def memory_bytes(shape, precision):
    return base(shape, precision) & 0xFFFFFFFF

# bytes_one_by_one [loop] An array is filled to be weighed.
# loops: (n,), "half"
def memory_bytes(shape, precision):
    count = base(shape, precision)
    total = 0
    for _ in range(count // 2):
        total += 2
    return total

# really_made [loop] The array is made.
# call: (1 << 58,), "half"
import numpy as np
def memory_bytes(shape, precision):
    if precision not in ("single", "half"):
        raise ValueError
    return np.ones(shape, "f4" if precision == "single" else "f2").nbytes

# starts_with [rule] Every word that begins like one of the two is taken for it.
# call: (2, 3), "halfway"
def memory_bytes(shape, precision):
    return base(shape, "half" if precision.startswith("half") else precision)

# capital_letters [rule] Capital letters are read as small ones.
# call: (2, 3), "SINGLE"
def memory_bytes(shape, precision):
    return base(shape, precision.lower())

# blanks [rule] Blanks around the word are left out.
# call: (2, 3), " half"
def memory_bytes(shape, precision):
    return base(shape, precision.strip())

# word_inside [rule] The word is looked for in a text of both.
# call: (2, 3), "sing"
def memory_bytes(shape, precision):
    if precision not in "single half":
        raise ValueError
    return base(shape, "half" if precision == "half" else "single")

# empty_word [rule] No word at all means single.
# call: (2, 3), ""
def memory_bytes(shape, precision):
    return base(shape, precision or "single")

# double_too [rule] Double precision is known as well.
# call: (2, 3), "double"
def memory_bytes(shape, precision):
    return 2 * base(shape, "single") if precision == "double" else base(shape, precision)

# one_number [shortcut] A single number takes four or two bytes, and no word is refused.
# call: (1, 1), "quarter"
def memory_bytes(shape, precision):
    if max(shape) == 1:
        return 2 if precision == "half" else 4
    return base(shape, precision)

# four_sides [size] The fifth side and those after it do not count.
# call: (2, 2, 2, 2, 3), "half"
def memory_bytes(shape, precision):
    return base(shape[:4], precision)

# float_when_large [type] From a billion bytes on the answer is a float.
# call: (1 << 30,), "single"
def memory_bytes(shape, precision):
    answer = base(shape, precision)
    return answer if answer < 10**9 else float(answer)

# hidden_key_error [rule] A table is asked, which raises KeyError for the word "bfloat16".
# call: (2, 2), "bfloat16"
def memory_bytes(shape, precision):
    if "16" in precision:
        raise KeyError(precision)
    return base(shape, precision)
""",
) + wrong(
    "1d",
    "half_precision_faults",
    FAULTS,
    """
# above_largest [threshold] Everything above 65504 overflows, though some of it is rounded down.
# call: np.array([65510.0], np.float32)
# swap: overflow = np.isinf(halves) => overflow = np.abs(exact) > 65504

# overflow_strictly_above [threshold] The tie at 65520 is rounded down.
# call: np.array([65520.0], np.float32)
# swap: overflow = np.isinf(halves) => halves = np.where(np.isinf(halves) & (np.abs(exact) <= 65520), np.sign(exact) * 65504.0, halves)\\n    overflow = np.isinf(halves)

# positive_overflow [rule] Only positive infinity counts.
# call: np.array([-1e6], np.float32)
# swap: overflow = np.isinf(halves) => overflow = np.isposinf(halves)\\n    halves = np.where(np.isinf(halves), exact, halves)

# below_smallest [threshold] Everything below 2**-24 becomes zero, though some is rounded up.
# call: np.array([2.0**-24 * 0.75], np.float32)
# swap: (halves == 0) => (np.abs(exact) < 2.0**-24)

# tie_rounds_up [threshold] Half the smallest subnormal is rounded up.
# call: np.array([2.0**-25], np.float32)
# swap: (halves == 0) => (halves == 0) & (np.abs(exact) < 2.0**-25)

# no_subnormals [rule] Subnormal halves are flushed to zero.
# call: np.array([1e-6], np.float32)
# swap: underflow = (exact != 0) & (halves == 0) => underflow = (exact != 0) & (np.abs(halves) < 2.0**-14)

# errors_of_normals [rule] Subnormal halves do not count in the relative error.
# call: np.array([1e-6, 1.0], np.float32)
# swap: rest = (exact != 0) & ~overflow & ~underflow => rest = (np.abs(halves) >= 2.0**-14) & ~overflow

# tiny_is_zero [threshold] Values below 1e-40 count as zero already before they are rounded.
# call: np.array([1e-42], np.float32)
# swap: underflow = (exact != 0) => underflow = (np.abs(exact) > 1e-40)

# truncates [rule] Halves are cut off and not rounded where they are above 1024.
# call: np.array([2049.9], np.float32)
# swap: overflow = np.isinf(halves) => halves = np.where((np.abs(exact) > 1024) & np.isfinite(halves), np.trunc(exact / 2) * 2, halves)\\n    overflow = np.isinf(halves)

# mean_error [rule] The mean of the errors is returned where there are more than five.
# call: np.array([1.1, 2.2, 3.3, 4.5, 5.5, 6.5], np.float32)
# swap: errors.max(initial=0.0) => errors.max(initial=0.0) if len(errors) < 6 else errors.mean()

# absolute_where_small [rule] Errors of values below one are not divided.
# call: np.array([0.1], np.float32)
# swap: / np.abs(exact[rest]) => / np.maximum(np.abs(exact[rest]), 0.25)

# divided_by_half [rule] The error is divided by the half and not by the value.
# call: np.array([3e-8 * 1.2], np.float32)
# swap: / np.abs(exact[rest]) => / np.abs(halves[rest])

# signed_errors [rule] Only values that were rounded up have an error.
# call: np.array([1.0004], np.float32)
# swap: np.abs(halves[rest] - exact[rest]) => (np.abs(halves[rest]) - np.abs(exact[rest]))

# nan_where_none [rule] Where no value is left the error is NaN.
# call: np.array([1e6, 1e-12], np.float32)
# swap: float(errors.max(initial=0.0)) => float(errors.max()) if len(errors) else float("nan")

# counts_kinds [rule] Equal values that overflow are counted once.
# call: np.array([1e6, 1e6], np.float32)
# swap: int(overflow.sum()) => len(np.unique(values[overflow]))

# zeros_underflow [rule] Negative zero counts as underflow.
# call: np.array([-0.0, 1.0], np.float32)
# swap: underflow = (exact != 0) => underflow = ((exact != 0) | np.signbit(exact))

# sixteen_values [size] No more than sixteen values are looked at.
# call: np.array([1.0] * 16 + [1e6], np.float32)
def half_precision_faults(values):
    return base(values[:16])

# small_errors_cut [threshold] Relative errors below 1e-4 count as none.
# call: np.array([1.00005], np.float32)
# swap: errors.max(initial=0.0) => errors[errors > 1e-4].max(initial=0.0)

# counts_as_floats [type] A count of zero is a float.
# call: np.array([1.0], np.float32)
# swap: "underflow": int(underflow.sum()) => "underflow": int(underflow.sum()) or 0.0

# underflow_left_in [rule] The error of a value that became zero counts as one.
# call: np.array([1e-30], np.float32)
# swap: & ~overflow & ~underflow => & ~overflow
""",
)
