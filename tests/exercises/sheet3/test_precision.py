"""Half precision is judged at its two borders, where the rounding decides."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import precision as question
from reference import precision as model
from tests.exercises.sheet3.recorded import judged


def counts_bits(shape, precision):
    return 8 * model.memory_bytes(shape, precision)


def takes_double_for_single(shape, precision):
    return 2 * model.memory_bytes(shape, precision)


def adds_the_sides(shape, precision):
    return sum(shape) * model.BYTES[precision]


def multiplies_in_32_bits(shape, precision):
    return model.memory_bytes(shape, precision) % 2**32


def multiplies_floats(shape, precision):
    return int(float(np.prod(np.array(shape, dtype=float))) * model.memory_bytes((1,), precision))


def takes_any_other_word_for_half(shape, precision):
    return model.memory_bytes(shape, "single" if precision == "single" else "half")


def ignores_case_and_spaces(shape, precision):
    return model.memory_bytes(shape, precision.strip().lower())


def looks_for_the_word_in_a_text(shape, precision):
    if precision not in "single or half":
        raise ValueError(precision)
    return model.memory_bytes(shape, "half" if precision == "half" else "single")


def goes_by_the_first_letter(shape, precision):
    return model.memory_bytes(shape, {"s": "single", "h": "half"}.get(precision[:1], precision))


def raises_a_key_error(shape, precision):
    return model.memory_bytes(shape, {"single": "single", "half": "half"}[precision])


def knows_double_as_well(shape, precision):
    return 8 if precision == "double" else model.memory_bytes(shape, precision)


MEMORY = question.test_memory_is_four_or_two_bytes_a_number
WORDS = question.test_memory_refuses_other_words


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (counts_bits, MEMORY, "returned 25088, should be 3136"),
        (takes_double_for_single, MEMORY, "returned 6272, should be 3136"),
        (adds_the_sides, MEMORY, "returned 232, should be 3136"),
        (multiplies_in_32_bits, MEMORY, "returned .*, should be 18063360000"),
        (multiplies_floats, MEMORY, "returned .*, should be 4611686018427387906"),
        (takes_any_other_word_for_half, WORDS, "accepted what it should refuse"),
        (ignores_case_and_spaces, WORDS, "accepted what it should refuse"),
        (looks_for_the_word_in_a_text, WORDS, "accepted what it should refuse"),
        (goes_by_the_first_letter, WORDS, "accepted what it should refuse"),
        (raises_a_key_error, WORDS, "^'"),
        (knows_double_as_well, WORDS, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_memory_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises((AssertionError, KeyError), match=feedback):
        judged(judge, SimpleNamespace(memory_bytes=mistake))


def with_entries(**entries):
    """The model's faults, with entries computed from the values in another way."""

    def mistake(values):
        changed = {name: compute(np.abs(values)) for name, compute in entries.items()}
        return {**model.half_precision_faults(values), **changed}

    return mistake


def relative_error_above(smallest):
    """The largest relative error of values that are at least ``smallest``."""

    def compute(size):
        kept = size[(size >= smallest) & (size < question.HIGHEST)]
        return model.half_precision_faults(kept)["relative_error"]

    return compute


def mean_relative_error(size):
    kept = size[(size > question.LOWEST) & (size < question.HIGHEST)].astype(float)
    return float(np.mean(np.abs(kept.astype(np.float16) - kept) / kept)) if kept.size else 0.0


def largest_absolute_error(size):
    kept = size[size < question.HIGHEST].astype(float)
    return float(np.abs(kept.astype(np.float16) - kept).max(initial=0.0))


def takes_positive_values_only(values):
    return model.half_precision_faults(np.maximum(values, 0))


def returns_a_tuple(values):
    return tuple(model.half_precision_faults(values).values())


def misspells_a_key(values):
    faults = model.half_precision_faults(values)
    return {"overflows": faults.pop("overflow"), **faults}


def shares_instead_of_counts(values):
    faults = model.half_precision_faults(values)
    return {**faults, "overflow": faults["overflow"] / len(values)}


def nothing_over_nothing_is_nan(values):
    faults = model.half_precision_faults(values)
    return {**faults, "relative_error": faults["relative_error"] or float("nan")}


above_the_largest = with_entries(overflow=lambda v: int((v > 65504).sum()))
from_the_next_power = with_entries(overflow=lambda v: int((v >= 65536).sum()))
beyond_half_way = with_entries(overflow=lambda v: int((v > 65520).sum()))
below_the_smallest = with_entries(underflow=lambda v: int(((v > 0) & (v < 2**-24)).sum()))
flushes_subnormals = with_entries(underflow=lambda v: int(((v > 0) & (v < 2**-14)).sum()))
short_of_half_way = with_entries(underflow=lambda v: int(((v > 0) & (v < 2**-25)).sum()))
counts_zeros = with_entries(underflow=lambda v: int((v <= 2**-25).sum()))
of_normal_halves = with_entries(relative_error=relative_error_above(2**-14))
of_the_underflows_too = with_entries(relative_error=lambda v: 1.0 if (v < 2**-25).any() else 0.0)
on_average = with_entries(relative_error=mean_relative_error)
in_absolute_terms = with_entries(relative_error=largest_absolute_error)

FAULTS = question.test_faults_agree_with_the_definition
OVERFLOW = question.test_overflow_begins_half_way_to_the_next_power
UNDERFLOW = question.test_underflow_ends_at_half_the_smallest_number
ERROR = question.test_relative_error_is_the_largest_there_is


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (returns_a_tuple, FAULTS, "returned a tuple, should be a dict"),
        (lambda _: None, FAULTS, "is a return missing"),
        (misspells_a_key, FAULTS, "a dict without the key 'overflow'"),
        (shares_instead_of_counts, FAULTS, "the float .*, should be an int"),
        (takes_positive_values_only, FAULTS, "should be"),
        (takes_positive_values_only, OVERFLOW, "should be"),
        (takes_positive_values_only, UNDERFLOW, "should be"),
        (takes_positive_values_only, ERROR, "should be"),
        (above_the_largest, OVERFLOW, "should be"),
        (above_the_largest, FAULTS, "should be"),
        (from_the_next_power, OVERFLOW, "returned 0, should be 1"),
        (beyond_half_way, OVERFLOW, "returned 0, should be 1"),
        (below_the_smallest, UNDERFLOW, "should be"),
        (below_the_smallest, FAULTS, "should be"),
        (flushes_subnormals, UNDERFLOW, "should be"),
        (short_of_half_way, UNDERFLOW, "returned 0, should be 1"),
        (counts_zeros, UNDERFLOW, "should be"),
        (of_normal_halves, ERROR, "should be"),
        (of_normal_halves, FAULTS, "should be"),
        (of_the_underflows_too, ERROR, "should be"),
        (on_average, ERROR, "should be"),
        (in_absolute_terms, ERROR, "should be"),
        (nothing_over_nothing_is_nan, ERROR, "NaN is never right"),
    ],
)
def test_a_mistake_about_rounding_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(half_precision_faults=mistake))


def test_a_wrong_error_does_not_cost_the_counts():
    """The borders are worth their own points: who counts rightly has understood half of it."""
    student = SimpleNamespace(half_precision_faults=on_average)

    judged(OVERFLOW, student)
    judged(UNDERFLOW, student)
