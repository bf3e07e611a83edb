"""Of two examples that differ in one argument alone, one tells what forgets that argument."""

import pytest

from grader.sandbox.wire.codec import decode, encode
from grader.sheets.choosing.budget import SMALL_SHEET, budget
from grader.sheets.choosing.crossed import crossed
from grader.sheets.model_answers import model_student
from grader.sheets.record import record
from tests.grader.sheets.frozen_sheet import frozen_sheet

QUESTION = '''
"""Write ``area(height, width, colour)``."""

from hypothesis import assume, given
from hypothesis import strategies as st

from grader.authoring import assert_integer, points
from {name} import model

ID = "1"
TITLE = "Area"
SIDES = st.integers(1, 1000)


@points(1, "area")
@given(height=SIDES, width=SIDES, colour=st.sampled_from(["red", "green"]))
def test_it_is_height_times_width(student, height, width, colour):
    """Whatever the colour."""
    {assumption}
    assert_integer(student.area(height, width, colour), model.area(height, width, colour))
'''
MODEL = '''"""The model."""

__all__ = ["area"]


def area(height, width, colour):
    """What an area is."""
    return height * width
'''


DRAWN = [
    encode({"height": height, "width": width, "colour": colour})
    for height, width, colour in [(2, 4, "red"), (5, 7, "green"), (604, 6, "red"), (9, 803, "red")]
]


def made_of(folder, assumption="pass", wheat=""):
    """Two examples of a sheet, what is made beside them, and what is made beside all of these."""
    question = QUESTION.format(name=folder.name, assumption=assumption)
    with frozen_sheet(folder, question, MODEL) as sheet:
        (prop,) = sheet.properties
        if wheat:
            (folder / "wheats").mkdir()
            (folder / "wheats" / "own.py").write_text(
                f"def area(height, width, colour):\n    {wheat}\n"
            )
        found = crossed(sheet, prop, vars(model_student(sheet)), DRAWN[:2], DRAWN)
        kept = crossed(sheet, prop, vars(model_student(sheet)), [*DRAWN[:2], *found], DRAWN)
        examples = [[decode(*each) for each in some] for some in (DRAWN[:2], found)]
    return *examples, kept


def differing(one, other):
    """The arguments in which two examples differ."""
    return [name for name in one if one[name] != other[name]]


def test_each_argument_that_matters_differs_alone_from_a_chosen_example(tmp_path):
    """The colour is answered alike, and tells nothing."""
    chosen, found, _ = made_of(tmp_path / "areas")
    assert len(found) == 2
    alone = {
        names[0] for each in found for one in chosen if len(names := differing(one, each)) == 1
    }
    assert alone == {"height", "width"}


def test_where_two_examples_differ_in_one_argument_none_is_added(tmp_path):
    """What was made is enough."""
    *_, kept = made_of(tmp_path / "enough")
    assert kept == []


def test_what_the_property_does_not_speak_of_is_not_made(tmp_path):
    """Sides that do not fit together are no example."""
    _, found, _ = made_of(tmp_path / "odd", "assume(height % 2 == width % 2)")
    assert found
    assert all(each["height"] % 2 == each["width"] % 2 for each in found)


def test_what_a_right_solution_of_the_sheet_does_not_hold_is_not_made(tmp_path):
    """It may be none that a student can be judged by."""
    _, found, _ = made_of(tmp_path / "held", wheat="return height * width if height > 500 else 0")
    assert [each["height"] for each in found] == [604]
    _, found, _ = made_of(tmp_path / "unheld", wheat="return 0")
    assert found == []


@pytest.mark.parametrize(("properties", "crosses"), [(1, True), (SMALL_SHEET + 1, False)])
def test_a_corpus_has_what_is_made_unless_the_sheet_is_large(
    tmp_path, monkeypatch, properties, crosses
):
    """Then the first property of each function has it."""
    folder = tmp_path / "recorded"
    with frozen_sheet(folder, QUESTION.format(name=folder.name, assumption="pass"), MODEL) as sheet:
        later = budget(properties, later=True)
        monkeypatch.setattr("grader.sheets.record.budget", lambda *_, **__: later)
        (prop,) = sheet.properties
        packed = record(sheet, sheet.questions[0], b"seed", 12)[prop.key]
    assert later.crosses is crosses
    examples = [decode(*each) for each in packed]
    pairs = [differing(one, other) for one in examples for other in examples]
    assert (["height"] in pairs and ["width"] in pairs) is crosses


def test_arguments_that_share_what_is_drawn_are_left_together(tmp_path):
    """One alone may not fit the other."""
    shared = "SIDES = st.shared(st.integers(1, 9))"
    question = QUESTION.replace("SIDES = st.integers(1, 1000)", shared)
    folder = tmp_path / "shared"
    with frozen_sheet(folder, question.format(name=folder.name, assumption="pass"), MODEL) as sheet:
        (prop,) = sheet.properties
        assert crossed(sheet, prop, vars(model_student(sheet)), DRAWN[:2], DRAWN) == []
