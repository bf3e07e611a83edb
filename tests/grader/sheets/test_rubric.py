"""A sheet's rubric is read, or its author is told what is wrong with it."""

import shutil
from dataclasses import replace

import pytest

from grader.errors import BadSheet
from grader.sheets.corpus import sheet_digest
from grader.sheets.rubric import FILE_NAME, read_rubric
from grader.sheets.sheet import load_sheet

GOOD = """
[[b]]
points = 1
text = "Says what a mean is."
[[b]]
points = 0.5
text = \"\"\"
Says why it
follows a shift.\"\"\"

[[a]]
points = 2
text = "Doubles."
"""


@pytest.fixture
def read(toy, tmp_path):
    """Read a rubric from a text, for the toy sheet."""
    folder = tmp_path / "doubling"

    def read_text(text):
        folder.mkdir()
        if text is not None:
            (folder / FILE_NAME).write_text(text, "utf-8")
        return read_rubric(_elsewhere(toy, folder))

    return read_text


def _elsewhere(sheet, folder):
    """The same sheet, lying in another folder."""
    return replace(sheet, folder=folder)


def test_a_rubric_is_read_in_the_order_of_the_sheet(read):
    """Whatever the order of the file; points add up, a text is on one line."""
    rubric = read(GOOD)

    assert list(rubric) == ["a", "b"]
    assert rubric["b"].points == 1.5
    assert rubric["b"].text == (
        "1 point: Says what a mean is.\n0.5 points: Says why it follows a shift."
    )


def test_a_sheet_without_a_rubric_asks_for_nothing(read):
    """Most sheets have none."""
    assert read(None) == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[[a]]", "[[c]]", r"'c', which is no question of the sheet. Choose from: a, b"),
        ("points = 2", "points = 0", r"criterion 1 of a: 'points' are 0"),
        ("points = 0.5", "points = true", r"criterion 2 of b: 'points' are True"),
        ("points = 0.5", "points = nan", r"criterion 2 of b: 'points' are nan"),
        ("points = 0.5", "points = inf", r"criterion 2 of b: 'points' are inf"),
        ('text = "Doubles."', "", r"criterion 1 of a: 'text' is missing"),
        ("points = 2", 'points = 2\nhint = "x"', r"criterion 1 of a: 'hint' is no key"),
        ("[[a]]", "[a]", r"a is no list. Begin a criterion with \[\[a\]\]"),
        ("points = 2", "points = ", r"is not TOML: .*line 12"),
    ],
)
def test_what_is_wrong_with_a_rubric_is_told(read, old, new, told):
    """By the question and the criterion, or by the line."""
    with pytest.raises(BadSheet, match=told):
        read(GOOD.replace(old, new))


def test_the_third_sheet_has_a_rubric_for_each_written_answer():
    """The contract with students names the questions."""
    rubric = read_rubric(load_sheet("exercises.sheet3"))

    assert list(rubric) == ["1a", "1b", "1d", "1e", "2a", "2c", "3a", "3b", "3c", "3e"]
    assert {each.points for each in rubric.values()} == {2.0}


def test_a_rubric_does_not_change_what_submissions_are_marked_on(toy, tmp_path):
    """Otherwise writing one would make the corpus a thing of another sheet."""
    folder = tmp_path / "doubling"
    shutil.copytree(toy.folder, folder)
    (folder / FILE_NAME).write_text(GOOD, "utf-8")

    assert sheet_digest(_elsewhere(toy, folder)) == sheet_digest(toy)
