"""What answers depend on besides the arguments is named, and only where it was seen."""

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
REMEMBERED = (
    "right as the first call of a new process: the answer depends on more than the arguments, "
    "such as on what was called before"
)
UNUSED = "nothing is drawn from `rng`"

CACHED = """
seen = {}
def double(x):
    if not len(x):
        raise ValueError
    return seen.setdefault(len(x), 2 * x)
"""
COUNTED = """
calls = []
def double(x):
    if not len(x):
        raise ValueError
    calls.append(1)
    return 2 * x + (len(calls) > 3)
"""
WRONG = "def double(x): return 3 * x"
BY_LOT = """
import random
def double(x):
    if not len(x):
        raise ValueError
    return 2 * x + (random.SystemRandom().random() < 0.9)
"""


def mistakes(report, function):
    """What is named as the mistake behind each lost property of a function."""
    verdicts = [v for mark in report.marks for v in mark.verdicts if v.function == function]
    return [v.misconception for v in verdicts if v.outcome is not Outcome.PASSED]


@pytest.mark.parametrize("source", [CACHED, COUNTED])
def test_a_function_that_remembers_is_named(grade, source):
    """Its answer is wrong where it was asked before, and right in every fresh process."""
    found = mistakes(grade("import numpy as np\n" + source), "double")
    assert found
    assert set(found) == {REMEMBERED}


@pytest.mark.parametrize("source", [WRONG, BY_LOT])
def test_what_is_wrong_in_a_new_process_too_is_not_said_to_remember(grade, source):
    """By its arguments alone, or by lot."""
    found = mistakes(grade("import numpy as np\n" + source), "double")
    assert found
    assert REMEMBERED not in found


LATE = """
calls = []
def double(x):
    if not len(x):
        raise ValueError
    calls.append(1)
    return 2 * x + (len(calls) in (4, 5))
"""


def test_an_answer_that_was_wrong_once_is_not_shown_as_if_it_came_each_time(grade):
    """The call that is shown is right when somebody pastes it, and the report says so."""
    assert REMEMBERED in mistakes(grade("import numpy as np\n" + LATE), "double")


def test_remembering_is_told_in_the_place_of_where(grade):
    """Where such a function goes wrong is no matter of its arguments."""
    verdicts = grade("import numpy as np\n" + COUNTED, hint=2).marks[0].verdicts
    assert REMEMBERED in [verdict.message for verdict in verdicts]


@pytest.fixture
def augmented(launched):
    """What is named behind each lost property of a function of sheet 3's augmentation."""
    sheet = load_sheet()
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    roomy = Limits(advice_seconds=60.0)  # on a busy machine
    settings = Settings(tier="limits", search_seconds=0.0, limits=roomy)

    def graded(source, function):
        examiner = open_examiner(launched, sheet, corpus, settings, choose(sheet, ["1e"]))
        submission = Submission("submission.py", f"{RIGHT}\n{source}".encode())
        return mistakes(check(examiner, submission), function)

    return graded


NUMPYS_OWN = """
def add_noise(image, sigma, rng):
    return image + sigma * np.random.randn(*image.shape)
"""
PYTHONS_OWN = """
def random_crop(image, size, rng):
    import random
    i, j = (random.randrange(side - size + 1) for side in image.shape[:2])
    return image[i : i + size, j : j + size]
"""
ALWAYS_THE_SAME = """
def random_crop(image, size, rng):
    return image[image.shape[0] - size :, :size]
"""
SEEDED = """
def random_crop(image, size, rng):
    np.random.seed(0)
    i, j = (np.random.randint(side - size + 1) for side in image.shape[:2])
    return image[i : i + size, j : j + size]
"""
ONE_OF_ITS_OWN = """
def add_noise(image, sigma, rng):
    return image + sigma * np.random.default_rng(7).standard_normal(image.shape)
"""
HALF_USED = """
def random_crop(image, size, rng):
    import random
    i, j = (random.randrange(side - size + 1) for side in image.shape[:2])
    if image.shape[1] > 4:
        j = rng.integers(image.shape[1] - size + 1)
    return image[i : i + size, j : j + size]
"""
USED_AND_CLIPPED = """
def add_noise(image, sigma, rng):
    return np.clip(image + sigma * rng.standard_normal(image.shape), 0, 1)
"""

SPAWNED_AND_MORE = """
def add_noise(image, sigma, rng):
    (child,) = rng.spawn(1)
    return image + sigma * child.standard_normal(image.shape) + np.random.rand()
"""


@pytest.mark.parametrize(
    ("source", "function"),
    [
        (NUMPYS_OWN, "add_noise"),
        (PYTHONS_OWN, "random_crop"),
        (ALWAYS_THE_SAME, "random_crop"),
        (SEEDED, "random_crop"),
        (ONE_OF_ITS_OWN, "add_noise"),
    ],
)
def test_a_generator_that_is_not_used_is_named(augmented, source, function):
    """It came back as it was sent, and the answers did not go by its state."""
    found = augmented(source, function)
    assert found
    assert all(each.startswith(UNUSED) for each in found)


def test_a_generator_that_is_used_for_some_draws_is_not_called_unused(augmented):
    """Of small images nothing is drawn from it; a call of a wider one shows that it is used."""
    found = augmented(HALF_USED, "random_crop")
    assert found[0].startswith("not every random number is drawn from `rng`")
    assert UNUSED not in str(found)


BUT_ONE = """
def random_crop(image, size, rng):
    i, j = (rng.integers(max(side - size, 1)) for side in image.shape[:2])
    return image[i : i + size, j : j + size]
"""


def test_one_position_of_one_takes_no_number_and_is_no_sign_of_another_source(launched):
    """NumPy draws nothing then; in larger images the generator is used."""
    sheet = load_sheet()
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    examiner = open_examiner(
        launched, sheet, corpus, Settings(tier="limits", hint=2), choose(sheet, ["1e"])
    )
    report = check(examiner, Submission("submission.py", f"{RIGHT}\n{BUT_ONE}".encode()))
    lost = [v for v in report.marks[0].verdicts if v.outcome is not Outcome.PASSED]
    assert {v.function for v in lost} == {"random_crop"}
    assert "drawn from" not in str([v.message for v in lost])


@pytest.mark.slow
def test_the_search_leaves_time_for_what_is_named(launched):
    """A law of chance makes very many calls, and its examples do not get smaller."""
    sheet = load_sheet()
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    settings = Settings(tier="limits", limits=Limits(advice_seconds=60.0))  # on a busy machine
    examiner = open_examiner(launched, sheet, corpus, settings, choose(sheet, ["1e"]))
    report = check(examiner, Submission("submission.py", f"{RIGHT}\n{SEEDED}".encode()))
    found = mistakes(report, "random_crop")
    assert found
    assert all(each.startswith(UNUSED) for each in found)


@pytest.mark.parametrize("source", [USED_AND_CLIPPED, SPAWNED_AND_MORE])
def test_a_generator_that_is_used_is_not_blamed(augmented, source):
    """Another mistake was made with what was drawn from it, or from one that it spawned."""
    found = augmented(source, "add_noise")
    assert found
    assert UNUSED not in str(found)
