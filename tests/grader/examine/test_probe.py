"""What counts as found: a submission's own fault, again in a second process, on what is right."""

import numpy as np
import pytest

from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.examine.probe.search import Errand, probe
from grader.examine.settings import Settings
from grader.model import Submission
from grader.sandbox.wire.codec import decode, encode
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet
from tests.grader.conftest import QUICK
from tests.grader.misbehaviour import right, submission
from tests.toys.copied import copied
from tests.toys.written import write_examples

DOUBLES = "a/test_doubles"
EVEN, ODD = (encode({"x": np.array(numbers)}) for numbers in ([2.0, 4.0], [2.0, 5.0]))
# Wrong for an odd last number.
SLIPS = "if not x.size: raise ValueError\nreturn 2 * x + (x[-1] % 2 == 1)"


@pytest.fixture(scope="module")
def examiner(launched, tmp_path_factory):
    """One on a copy of the toy sheet, with little time for a call."""
    sheet = load_sheet(str(copied(tmp_path_factory.mktemp("probe") / "sought_doubling")))
    write_examples(sheet)
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    settings = Settings(search_seconds=0.0, limits=QUICK)
    return Examiner(sheet, sheet.questions, corpus, KnownAnswers(), launched, settings)


def found(examiner, source, *guides, seconds=0.0, key=DOUBLES):
    """What a probe finds about one law."""
    errand = Errand((key,), seconds, {key: list(guides)} if guides else {})
    return probe(examiner, Submission("submission.py", source.encode()), errand)


def test_what_others_fail_on_is_asked_first(examiner):
    """With no time of its own, nothing else is."""
    (one,) = found(examiner, submission(SLIPS), EVEN, ODD)
    assert (one.key, one.packed) == (DOUBLES, ODD)
    assert one.call == "double(np.array([2.0, 5.0]))"
    assert "should be" in one.message
    assert found(examiner, submission(SLIPS)) == []


def test_a_search_finds_a_small_input_by_itself(examiner):
    """And none where the submission is right."""
    (one,) = found(examiner, submission(SLIPS), seconds=1.5)
    values = decode(*one.packed, ours=True)["x"]
    assert values.size == 1
    assert values[-1] % 2 == 1
    assert found(examiner, right(), seconds=0.5) == []


@pytest.mark.parametrize(
    "body",
    [
        "while x[-1] % 2 == 1: pass\nreturn 2 * x",
        "import os\nif x[-1] % 2 == 1: os._exit(0)\nreturn 2 * x",
    ],
    ids=["is late", "ends its process"],
)
def test_what_only_a_clock_or_a_lost_process_tells_is_no_finding(examiner, body):
    """It could be the machine's."""
    assert found(examiner, submission(body), ODD) == []


def test_what_fails_in_one_process_and_not_in_the_next_is_no_finding(examiner):
    """It was the third call there; marks are made of calls that are judged on their own."""
    third = "COUNTS.append(x)\nreturn 2 * x + (len(COUNTS) == 3)"
    other = encode({"x": np.array([8.0])})
    assert found(examiner, submission(third, "COUNTS = []"), EVEN, other, ODD) == []
    always = submission("return 2 * x + (x.size == 2)")
    assert [each.packed for each in found(examiner, always, EVEN, other, ODD)] == [EVEN, ODD]


def test_a_law_that_fails_of_a_right_solution_is_held_against_nobody(examiner):
    """Or of the model answers: then it asks for more than the sheet says."""
    file = examiner.sheet.folder / "wheats" / "same.py"
    file.parent.mkdir()
    file.write_text("def double(x):\n    return 2 * x + (x[-1] % 2 == 1)\n")
    assert found(examiner, submission(SLIPS), ODD) == []
    file.unlink()
    file.parent.rmdir()


def test_a_property_that_was_not_asked_for_is_left_alone(examiner):
    """Its points may be lost already."""
    assert found(examiner, submission(SLIPS), ODD, key="b/test_averages") == []
