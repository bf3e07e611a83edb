"""A mistake that explains a few answers is named only where it explains further ones, too."""

from pathlib import Path

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.model import Outcome, Submission
from grader.sandbox.limits import Limits
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import choose, load_sheet

RIGHT = (Path(__file__).parents[3] / "submissions" / "right.py").read_text("utf-8")

FEW_CORNERS = """
def random_crop(image, size, rng):
    i, j = (int(rng.integers(max((n - size + 1) // 2, 1))) for n in image.shape[:2])
    return image[i : i + size, j : j + size].copy()
"""
ALWAYS_ONE_CORNER = """
def random_crop(image, size, rng):
    return image[:size, :size].copy()
"""
PADDED_ON_ONE_SIDE = """
def conv_output_size(size, kernel, stride, padding):
    if kernel > size + padding:
        raise ValueError
    return (size + 2 * padding - kernel) // stride + 1
"""
NOT_PADDED = """
def conv_output_size(size, kernel, stride, padding):
    if kernel > size:
        raise ValueError
    return (size + 2 * padding - kernel) // stride + 1
"""
SLOW_FOR_ANOTHER_REASON = """
right_blur = blur_separable
def blur_separable(image, taps):
    for _ in range(60 * len(taps) ** 3):
        pass
    return right_blur(image, taps)
"""


@pytest.fixture
def named(launched):
    """The mistakes that are named in a function, beside a right submission's others."""
    sheet = load_sheet()
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    roomy = Limits(advice_seconds=60.0)  # on a busy machine
    settings = Settings(tier="limits", search_seconds=0.0, limits=roomy)

    def graded(source, question):
        examiner = open_examiner(launched, sheet, corpus, settings, choose(sheet, [question]))
        report = check(examiner, Submission("submission.py", f"{RIGHT}\n{source}".encode()))
        lost = [v for v in report.marks[0].verdicts if v.outcome is not Outcome.PASSED]
        assert lost
        return {v.misconception for v in lost}

    return graded


@pytest.mark.parametrize(
    ("source", "question", "mistake"),
    [
        (ALWAYS_ONE_CORNER, "1e", "the crop is always the top left corner"),
        (NOT_PADDED, "1b", "the kernel was compared with the input without its padding"),
    ],
)
def test_a_mistake_that_explains_all_answers_is_named(named, source, question, mistake):
    """After further calls as well."""
    assert mistake in "; ".join(named(source, question))


@pytest.mark.parametrize(
    ("source", "question", "mistake"),
    [
        (FEW_CORNERS, "1e", "always the top left corner"),
        (PADDED_ON_ONE_SIDE, "1b", "without its padding"),
        (SLOW_FOR_ANOTHER_REASON, "3f", "the whole K by K kernel"),
    ],
)
def test_a_mistake_that_explains_some_answers_only_is_not_named(named, source, question, mistake):
    """It is wrong at other calls than the student is, or nothing but time speaks for it."""
    assert mistake not in "; ".join(named(source, question))
