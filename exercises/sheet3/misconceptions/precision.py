"""Mistakes with bytes and with the ends of half precision."""

import math

import numpy as np

from grader.authoring.misconceive import misconception

LARGEST, SMALLEST_NORMAL, SMALLEST = 65504.0, 2.0**-14, 2.0**-24


def counted(values, overflows, underflows, errors=None, zero_is_lost=False):
    """Faults, where the masks say what is lost."""
    with np.errstate(all="ignore"):
        halves = values.astype(np.float16).astype(np.float64)
        exact = values.astype(np.float64)
        relative = np.abs(halves - exact) / np.abs(exact) if errors is None else errors
    rest = (exact != 0) & ~overflows & ~underflows & np.isfinite(relative)
    return {
        "overflow": int(overflows.sum()),
        "underflow": int((underflows & ((exact != 0) | zero_is_lost)).sum()),
        "relative_error": float(relative[rest].max(initial=0.0)),
    }


def masks(values):
    with np.errstate(all="ignore"):
        halves = values.astype(np.float16)
    return np.isinf(halves), (halves == 0) & (values != 0)


@misconception("memory_bytes", "bits were counted: a byte has 8 of them", combines=True)
def counts_bits(right, shape, precision):
    return 8 * right(shape, precision)


@misconception("memory_bytes", "double precision was taken for single: 8 bytes, and 4 for half")
def takes_double_for_single(right, shape, precision):
    return 2 * right(shape, precision)


@misconception("memory_bytes", "the words were exchanged: single takes 4 bytes, half 2")
def exchanges_the_words(right, shape, precision):
    return right(shape, {"single": "half", "half": "single"}.get(precision, precision))


@misconception("memory_bytes", "the sides were added; a shape holds their product", combines=True)
def adds_the_sides(right, shape, precision):
    return right((sum(shape),), precision)


@misconception("memory_bytes", "the first axis, the batch, was left out", combines=True)
def leaves_out_the_batch(right, shape, precision):
    return right(shape[1:] or (1,), precision)


@misconception(
    "memory_bytes", "any word but 'single' was taken for half; unknown words are refused"
)
def takes_any_word_for_half(shape, precision):
    return math.prod(shape) * (4 if precision == "single" else 2)


@misconception("memory_bytes", "capitals and spaces were forgiven; other spellings are refused")
def forgives_the_spelling(right, shape, precision):
    return right(shape, precision.strip().lower())


@misconception("memory_bytes", "NumPy's and other names were taken too; only two words are known")
def knows_other_names(right, shape, precision):
    names = {"float32": "single", "float16": "half", "32": "single", "16": "half"}
    return right(shape, names.get(precision, precision))


@misconception("memory_bytes", "the product was taken in 32 bits, and overflowed beyond 2**31")
def multiplies_in_32_bits(right, shape, precision):
    value = right(shape, precision) % 2**32
    return value - 2**32 if value >= 2**31 else value


@misconception("memory_bytes", "a float was returned, which is not exact beyond 2**53")
def returns_a_float(right, shape, precision):
    return float(right(shape, precision))


@misconception(
    "half_precision_faults",
    "everything above 65504 was counted as overflow; up to 65520 it is rounded down to that",
)
def overflows_above_the_largest(values):
    return counted(values, np.abs(values) > LARGEST, masks(values)[1])


@misconception("half_precision_faults", "65520 itself was not counted as overflow: the tie goes up")
def overflows_above_the_tie(values):
    overflows, underflows = masks(values)
    tie = np.abs(values) == 65520
    return counted(values, overflows & ~tie, underflows)


@misconception(
    "half_precision_faults",
    "everything below the smallest normal number was counted as underflow; subnormals are kept",
)
def underflows_below_normal(values):
    below = (np.abs(values) < SMALLEST_NORMAL) & (values != 0)
    return counted(values, masks(values)[0], below)


@misconception(
    "half_precision_faults",
    "everything below the smallest half was counted as underflow; from half of it on it rounds up",
)
def underflows_below_the_smallest(values):
    below = (np.abs(values) < SMALLEST) & (values != 0)
    return counted(values, masks(values)[0], below)


@misconception("half_precision_faults", "2**-25 was not counted as underflow: the tie goes to zero")
def keeps_the_lower_tie(values):
    overflows, underflows = masks(values)
    tie = np.abs(values) == 2.0**-25
    return counted(values, overflows, underflows & ~tie)


@misconception("half_precision_faults", "negative values were not looked at by their size")
def overlooks_negative_overflow(values):
    overflows, underflows = masks(values)
    return counted(values, overflows & (values > 0), underflows)


@misconception("half_precision_faults", "values that are zero already were counted as underflow")
def counts_zeros(values):
    overflows, underflows = masks(values)
    return counted(values, overflows, underflows | (values == 0), zero_is_lost=True)


@misconception(
    "half_precision_faults",
    "values that become zero were kept in the relative error, where it is 1",
)
def keeps_lost_values_in_the_error(right, values):
    faults = right(values)
    return {**faults, "relative_error": 1.0} if faults["underflow"] else faults


@misconception("half_precision_faults", "the absolute error was returned; divide it by |v|")
def takes_the_absolute_error(values):
    with np.errstate(all="ignore"):
        errors = np.abs(values.astype(np.float16).astype(np.float64) - values)
    return counted(values, *masks(values), errors)


@misconception("half_precision_faults", "the mean relative error was returned, not the largest")
def averages_the_errors(right, values):
    exact = values.astype(np.float64)
    with np.errstate(all="ignore"):
        halves = values.astype(np.float16).astype(np.float64)
    rest = (halves != 0) & np.isfinite(halves)
    errors = np.abs(halves[rest] - exact[rest]) / np.abs(exact[rest])
    return {**right(values), "relative_error": float(errors.mean()) if rest.any() else 0.0}


@misconception("half_precision_faults", "subnormal halves were left out of the relative error")
def leaves_out_subnormals(right, values):
    usual = values[np.abs(values) >= SMALLEST_NORMAL]
    return {**right(values), "relative_error": right(usual)["relative_error"]}


@misconception("half_precision_faults", "the error was divided by |half(v)| and not by |v|")
def divides_by_the_half(values):
    with np.errstate(all="ignore"):
        halves = values.astype(np.float16).astype(np.float64)
        errors = np.abs((halves - values) / halves)
    return counted(values, *masks(values), errors)


@misconception("half_precision_faults", "the error was kept with its sign, not as a size")
def keeps_the_sign_of_the_error(values):
    with np.errstate(all="ignore"):
        exact = values.astype(np.float64)
        errors = (values.astype(np.float16).astype(np.float64) - exact) / exact
    return counted(values, *masks(values), errors)
