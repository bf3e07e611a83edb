"""The benchmark counts what the grader says, and nothing that it does not say."""

import pytest

from benchmarks import verdicts
from tests.verdicts.bank import right_variants, wrong_variants
from tests.verdicts.variant import wrong

EVERYWHERE = "1d-memory_bytes-through_floats"
ZERO_ONLY = "2d-convolve2d-clipped"


def variant(title):
    (found,) = [v for v in [*wrong_variants(), *right_variants()] if v.title == title]
    return found


def sorted_out(title, *verdicts_of_laws):
    return verdicts.sorted_out(variant(title), verdicts_of_laws)


def test_a_point_lost_with_its_own_function_counts():
    """Whatever the outcome is called."""
    laws = [("1d", "memory_bytes", "law", outcome) for outcome in ("wrong", "timed out", "passed")]
    found = sorted_out(EVERYWHERE, *laws)
    assert found.lost == ("1d law: wrong", "1d law: timed out")
    assert (found.spilt, found.undecided) == ((), ())


def test_what_is_undecided_is_neither_lost_nor_held():
    """A broken machine shows nothing about the corpus."""
    found = sorted_out(EVERYWHERE, ("1d", "memory_bytes", "law", "undecided"))
    assert found == verdicts.Graded(undecided=("1d law: undecided",))


def test_other_functions_may_be_missing_or_right_but_nothing_else():
    """A submission holds one function, and what its author's own code calls."""
    laws = [("1d", "half_precision_faults", "law", each) for each in ("missing", "passed", "wrong")]
    assert sorted_out(EVERYWHERE, *laws).spilt == ("1d law: wrong",)


def test_a_loss_in_another_question_is_spilt_only_where_the_oracle_finds_nothing():
    """Filters are asked in 2d and in 2e, with one padding each."""
    laws = ("2d", "convolve2d", "law", "wrong"), ("2e", "convolve2d", "law", "wrong")
    assert sorted_out(ZERO_ONLY, *laws).spilt == ("2e law: wrong",)
    page = "# unfiltered [rule] Nothing is filtered.\ndef convolve2d(image, kernel, padding):\n"
    (wrong_in_both,) = wrong("2d", "convolve2d", "", page + "    return image")
    assert verdicts.sorted_out(wrong_in_both, laws).spilt == ()


def test_bounds_hold_the_share():
    """As Clopper and Pearson gave them: 0 of 10 may still be three in ten."""
    assert verdicts.share(0, 10) == "  0 of  10 ( 0.0 to  30.8 %)"
    assert verdicts.share(5, 10) == "  5 of  10 (18.7 to  81.3 %)"


@pytest.fixture
def examined():
    """A worker's way of grading, whose template ends with the test."""
    verdicts.begin("limits")
    yield verdicts.graded
    verdicts._open.close()


def test_the_grader_is_really_asked(examined):
    """A right function of the bank keeps its points; a coarse mistake loses one."""
    assert examined(variant("2c-denoised_mean-a_lambda")) == verdicts.Graded()
    found = examined(variant("1d-memory_bytes-thirty_two_bits"))
    assert found.lost
    assert (found.spilt, found.undecided) == ((), ())
