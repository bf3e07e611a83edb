"""Questions are chosen by ids and functions, however these are written."""

import pytest

from grader.errors import NoSuchQuestion
from grader.sheets.sheet import choose, load_sheet
from tests.grader.sheets.two_questions import QUESTION

pytestmark = pytest.mark.usefixtures("_imports_as_before")


def test_questions_are_chosen_in_the_sheets_order(write):
    """However they were asked for; all of them where none was."""
    sheet = load_sheet(str(write()))
    assert choose(sheet, []) == sheet.questions
    assert choose(sheet, ["2", "1", "2"]) == sheet.questions
    assert choose(sheet, iter(["2"])) == sheet.questions[1:]
    with pytest.raises(NoSuchQuestion, match="no question '9'. Choose from: 1, 2"):
        choose(sheet, ["1", "9"])


@pytest.mark.parametrize(
    ("only", "ids"),
    [
        (["2B"], ["2b"]),
        (["2b, 1A"], ["1a", "2b"]),
        (["1a", "2b,1a"], ["1a", "2b"]),
        (["double"], ["1a", "2b"]),
        (["Double"], ["1a", "2b"]),
        (["1a,double"], ["1a", "2b"]),
    ],
)
def test_questions_are_chosen_by_whatever_names_them(write, only, ids):
    """Ids in capitals, with commas between them, and functions."""
    first, second = QUESTION.format(id="1a"), QUESTION.format(id="2b")
    sheet = load_sheet(str(write(first=first, second=second)))
    assert [question.id for question in choose(sheet, only)] == ids


def test_an_id_comes_before_another_in_capitals_and_before_a_function(write):
    """Nobody is kept from naming one question."""
    sheet = load_sheet(
        str(write(first=QUESTION.format(id="halve"), second=QUESTION.format(id="Halve")))
    )
    assert [question.id for question in choose(sheet, ["Halve"])] == ["Halve"]
    assert [question.id for question in choose(sheet, ["halve"])] == ["halve"]


def test_an_id_may_hold_a_comma(write):
    """Then it is that question."""
    sheet = load_sheet(str(write(second=QUESTION.format(id="2,3"))))
    assert choose(sheet, ["2,3"]) == sheet.questions[1:]


@pytest.mark.parametrize("asked", ["duoble", "2,duoble", "DUOBLE"])
def test_a_misspelt_question_is_met_with_what_was_meant(write, asked):
    """And with all there are."""
    sheet = load_sheet(str(write()))
    with pytest.raises(NoSuchQuestion, match="Did you mean double. Choose from: 1, 2"):
        choose(sheet, [asked])


@pytest.mark.parametrize("asked", ["", "1,", ",", "x" * 5000])
def test_what_names_no_question_is_told(write, asked):
    """Rather than taken for all of them."""
    with pytest.raises(NoSuchQuestion, match="no question '"):
        choose(load_sheet(str(write())), [asked])
