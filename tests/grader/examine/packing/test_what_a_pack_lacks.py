"""What a pack does not hold leaves points open, and is never taken for a mistake."""

import json

import pytest

from grader.sheets.corpus import FILE_NAME, store_corpus
from grader.sheets.record import PUBLIC_SEED, recorded
from grader.sheets.sheet import load_sheet

QUESTION = '''"""Text."""

from hypothesis import given, strategies as st

from grader.authoring import assert_real, model, points, real

ID, TITLE = "1", "There and back"


@model
def twice(x: float) -> float:
    """Two times a number."""
    return x + x


@model
def half(x: float) -> float:
    """Half of a number."""
    return x / 2


@points(1, "twice")
@given(x=st.integers(-9, 9).map(float))
def test_twice(student, x):
    """It is the sum of the number with itself."""
    assert_real(student.twice(x), twice(x))


@points(2, "half")
@given(x=st.integers(-9, 9).map(float))
def test_half_of_what_was_doubled(student, x):
    """What was doubled is halved as the model halves it."""
    doubled = real(student.twice(x))
    assert_real(student.half(doubled), half(doubled))
'''
RIGHT = "def twice(x): return 2 * x\ndef half(x): return x / 2\n"
WRONG = "def twice(x): return 2 * x + 0.125\ndef half(x): return x / 2\n"


@pytest.fixture(scope="session")
def leading(tmp_path_factory):
    """A sheet with a law that asks the model about a student's answer."""
    folder = tmp_path_factory.mktemp("leading") / "there_and_back"
    folder.mkdir()
    (folder / "__init__.py").write_text('TITLE = "A"\nQUESTIONS = ("one",)\n')
    (folder / "one.py").write_text(QUESTION)
    sheet = load_sheet(str(folder))
    content = recorded(sheet, PUBLIC_SEED, lambda _: None, count=10)
    store_corpus(folder / FILE_NAME, content)
    return sheet


def verdicts(report):
    return [
        (v["property"], v["outcome"], v["message"])
        for mark in json.loads(report)["questions"]
        for v in mark["verdicts"]
    ]


def test_a_call_that_is_not_in_the_record_leaves_the_points_open(leading, packed, told):
    """With a sentence; a law that asks nothing new is decided."""
    pack = load_sheet(str(packed(leading)))
    (_, first, _), (_, second, said) = verdicts(told(pack, WRONG))
    assert (first, second) == ("wrong", "undecided")
    assert said.startswith("the pack does not hold what half should give in a call")
    assert "It is not your mistake; the points stay open" in said
    assert json.loads(told(leading, WRONG))["earned"] == 2


def test_right_answers_lead_to_no_new_call(leading, packed, told):
    """What was asked of the model was recorded."""
    pack = load_sheet(str(packed(leading)))
    assert json.loads(told(pack, RIGHT))["earned"] == 3
    assert told(pack, RIGHT) == told(leading, RIGHT)
