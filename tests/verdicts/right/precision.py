"""Question 1d, right: bits, fractions and tables."""

from tests.verdicts.variant import right

VARIANTS = right(
    "1d",
    "memory_bytes",
    "",
    """
# table_and_prod A table, and the product of Python ints.
import math
def memory_bytes(shape, precision):
    try:
        return math.prod(shape) * {"single": 4, "half": 2}[precision]
    except KeyError:
        raise ValueError(precision) from None

# by_dtype The bytes that NumPy gives one number.
import numpy as np
from functools import reduce
def memory_bytes(shape, precision):
    if precision == "single":
        one = np.dtype(np.float32).itemsize
    elif precision == "half":
        one = np.finfo(np.float16).bits // 8
    else:
        raise ValueError
    return np.int64(reduce(lambda a, b: a * b, shape, one))

# enumeration An enumeration refuses other words by itself.
from enum import Enum
class Precision(Enum):
    SINGLE = "single"
    HALF = "half"
    @property
    def bits(self):
        return 32 if self is Precision.SINGLE else 16
def memory_bytes(shape, precision):
    total = Precision(precision).bits
    for side in shape:
        total *= int(side)
    return total // 8

# int_enum An answer that is an int of a class of its own, by recursion.
class Bytes(int):
    def __eq__(self, other):
        return NotImplemented
    __hash__ = int.__hash__
def memory_bytes(shape, precision):
    words = ["half", "single"]
    if not shape:
        return Bytes(2 << words.index(precision))
    return Bytes(int(shape[0]) * int(memory_bytes(shape[1:], precision)))

# struct_sizes The standard library's own sizes.
import struct
def memory_bytes(shape, precision, **more):
    size = struct.calcsize({"half": "e", "single": "f"}.get(precision, "x"))
    if size == 1:
        raise ValueError("another word")
    for side in reversed(shape):
        size = size * side
    return size

# unsigned An unsigned NumPy integer.
import numpy as np
def memory_bytes(shape, precision):
    if precision not in {"single", "half"}:
        raise ValueError
    return np.multiply.reduce(np.array([*shape, 4 if precision == "single" else 2], np.uint64))
""",
) + right(
    "1d",
    "half_precision_faults",
    "",
    """
# struct_halves The standard library rounds, one value after the other.
import struct
def half_precision_faults(values):
    over = under = 0
    worst = 0.0
    for v in values.tolist():
        try:
            half, = struct.unpack("e", struct.pack("e", v))
        except OverflowError:
            over += 1
            continue
        if v and not half:
            under += 1
        elif v:
            worst = max(worst, abs(half - v) / abs(v))
    return dict(overflow=over, underflow=under, relative_error=worst)

# single_precision_throughout Errors in single precision are precise enough.
import numpy as np
def half_precision_faults(values):
    with np.errstate(all="ignore"):
        half = values.astype("e").astype("f")
        error = np.abs((half - values) / values)
    lost = (half == 0) & (values != 0)
    kept = np.isfinite(half) & (half != 0)
    return {"overflow": np.isinf(half).sum(), "underflow": np.count_nonzero(lost),
            "relative_error": np.max(np.where(kept, error, 0))}

# by_thresholds Bounds for overflow and underflow, and a quantum for each binade.
import math
def half_precision_faults(values):
    answer = {"relative_error": 0, "underflow": 0, "overflow": 0}
    for value in map(float, values):
        size = abs(value)
        if size >= 65520:
            answer["overflow"] += 1
        elif 0 < size <= 2.0**-25:
            answer["underflow"] += 1
        elif size:
            quantum = 2.0 ** max(math.frexp(size)[1] - 11, -24)
            half = round(size / quantum) * quantum
            answer["relative_error"] = max(answer["relative_error"], abs(half - size) / size)
    return answer

# all_halves Every value is looked up in a table of all halves.
import numpy as np
ALL = np.arange(0x7C00, dtype=np.uint16).view(np.float16).astype(float)
def half_precision_faults(values):
    size = np.abs(values.astype(float))
    above = np.searchsorted(ALL, size).clip(1, len(ALL) - 1)
    low, high = ALL[above - 1], ALL[above]
    middle = (low + high) / 2
    up = (size > middle) | ((size == middle) & (above % 2 == 0))
    half = np.where(up, high, low)
    half[size == 0] = 0
    infinite = size >= 65520
    zero = (half == 0) & (size > 0)
    some = (size > 0) & ~infinite & ~zero
    error = np.abs(half - size)[some] / size[some]
    return {"overflow": np.array(infinite.sum()), "underflow": np.int16(zero.sum()),
            "relative_error": np.array(max([0.0, *error]))}

# fractions Exact fractions until the last division; an ordered dict.
from collections import OrderedDict
from fractions import Fraction
import numpy as np
def half_precision_faults(values):
    pairs = [(Fraction(float(v)), float(np.float16(v))) for v in values if v != 0]
    finite = [(v, Fraction(h)) for v, h in pairs if abs(h) != float("inf")]
    errors = [abs(h - v) / abs(v) for v, h in finite if h]
    return OrderedDict(
        overflow=len(pairs) - len(finite),
        underflow=sum(1 for _, h in finite if not h),
        relative_error=float(max(errors, default=Fraction(0))))

# default_dict Counted by words.
from collections import Counter
import numpy as np
def half_precision_faults(values):
    def fate(v):
        h = np.float16(v)
        return "overflow" if np.isinf(h) else "underflow" if v != 0 and h == 0 else "kept"
    kept = [v for v in values if fate(v) == "kept" and v != 0]
    errors = [abs(np.longdouble(np.float16(v)) / np.longdouble(v) - 1) for v in kept]
    counts = Counter({"overflow": 0, "underflow": 0})
    counts.update(fate(v) for v in values)
    del counts["kept"]
    counts["relative_error"] = float(max(errors, default=0))
    return counts

# mantissa_bits Bits are cut from the single and rounded by hand.
import numpy as np
def half_precision_faults(values):
    d = np.abs(values).astype(np.float64)
    exponent = np.floor(np.log2(np.where(d > 0, d, 1)))
    exponent = np.where(2.0**exponent > d, exponent - 1, exponent)
    unit = 2.0 ** (np.maximum(exponent, -14) - 10)
    half = np.rint(d / unit) * unit
    over = half > 65504
    under = (half == 0) & (d > 0)
    left = (d > 0) & ~(over | under)
    worst = (np.abs(half - d) / np.where(d > 0, d, 1))[left]
    return {"overflow": over.sum(), "underflow": under.sum(),
            "relative_error": worst.max() if left.any() else 0}
""",
)
