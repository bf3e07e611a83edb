"""A misspelt name is met with the name that was meant."""

import time

import pytest

from grader.loaded import Loading
from grader.model import Submission
from grader.nearly import nearest
from grader.reporters.plain import plain_lines

AVERAGE = "def average(values): return sum(values) / len(values)\n"


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("softmax", {"sofmax", "print"}, "sofmax"),
        ("softmax", {"soft_max", "SoftMax"}, "soft_max"),
        ("softmax_jacobian", {"softmaxJacobian", "softmax"}, "softmaxJacobian"),
        ("softmax", {"relu", "smax"}, ""),
        ("max_pool2d", {"average_pool2d"}, ""),
        ("average", set(), ""),
        ("average", {"averagd", "averagb", "averagc"}, "averagd"),
    ],
)
def test_the_nearest_name_is_found(name, known, meant):
    """Not one that only shares a part; of equally near ones always the same."""
    assert nearest(name, frozenset(known)) == meant


def test_a_name_that_means_itself_is_not_suggested():
    """Where the sheet asks for both, the one that is there is no misspelling."""
    known = frozenset({"convolve2d", "convolv2d"})
    assert nearest("convolve1d", known, frozenset({"convolve2d"})) == "convolv2d"


def test_thousands_of_names_take_no_time():
    """They come from the student's process, at most 2000 of 100 characters."""
    known = frozenset(f"{'ab' * 48}{n}" for n in range(2000))
    start = time.monotonic()
    nearest("ba" * 49, known)
    assert time.monotonic() - start < 5


def test_a_misspelt_function_is_named(grade):
    """It earns nothing, and its author is told why in the words that mend it."""
    report = grade("def duoble(x): return 2 * x\n" + AVERAGE)
    verdict = report.marks[0].verdicts[0]
    assert verdict.outcome == "missing"
    assert verdict.message == (
        "there is no function called double; duoble has nearly that name: rename it if it is meant"
    )
    lines = list(plain_lines(report))
    assert [line for line in lines if "duoble" in line] == [
        "There is no function called double; duoble has nearly that name: rename it if it is meant"
    ]
    assert not [line for line in lines if line.startswith("There is no function called:")]


def test_a_function_that_the_sheet_asks_for_is_not_taken_for_another():
    """One that is there does not have the name of one that is not."""
    loading = Loading(callables=frozenset({"denoised_mean"}))
    file = Submission("submission.py", b"")
    assert "denoised_mean has nearly" in loading.reason("denoise_mean", file)
    assert loading.reason("denoise_mean", file, frozenset({"denoised_mean"})) == ""


def test_a_hostile_name_is_cleaned(grade):
    """It may turn text around as an identifier of another script does, but not be endless."""
    report = grade(f"globals()['double\\u200b'] = print\nglobals()['doublé'] = print\n{AVERAGE}")
    assert "doublé has nearly" in report.marks[0].verdicts[0].message
    assert "\u200b" not in report.marks[0].verdicts[0].message
