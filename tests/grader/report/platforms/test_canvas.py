"""Canvas's gradebook, out and back."""

import csv
import io
from dataclasses import replace

import pytest

from grader.errors import GraderError
from grader.report.platforms.canvas import filled_gradebook
from tests.grader.report.exports import class_of, export

PEOPLE = {
    "abelada_366516_1_sheet3": {"id": "366516", "name": "abelada"},
    "b": {"id": "bc1002"},
    "d": {"id": "366518", "name": "Li Huang"},
    "e": {"name": "Olga Ivanova"},
    "f": {"id": "99", "name": "Nobody Known"},
}
SHEET = 6


def table(text, delimiter=","):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))


@pytest.fixture
def people():
    return class_of(**PEOPLE)


def test_the_column_of_the_sheet_is_filled_in_and_nothing_else(people):
    """Which is found by its name; 100 points are 50 there."""
    before = table(export("canvas/gradebook.csv"))
    filled = filled_gradebook(export("canvas/gradebook.csv"), people)
    after = table(filled.text)
    half = [f"{row.earned / 2:g}" for row in people.rows]

    assert filled.filled == 2
    assert [line[SHEET] for line in after[3:]] == [half[0], half[1], "EX", "N/A", "", "", ""]
    for old, new in zip(before, after, strict=True):
        assert old[:SHEET] + old[SHEET + 1 :] == new[:SHEET] + new[SHEET + 1 :]


def test_lines_that_are_not_filled_in_keep_every_character(people):
    """And an empty class gives the file back."""
    text = export("canvas/gradebook.csv")
    filled = filled_gradebook(text, people).text

    assert filled.split("\n")[:3] == text.split("\n")[:3]
    assert filled.split("\n")[5:] == text.split("\n")[5:]
    assert filled_gradebook(text, class_of()).text == text


def test_a_gradebook_of_another_country_stays_one(people):
    """Semicolons, decimal commas, a byte order mark, words in Swedish."""
    text = export("canvas/gradebook-sv.csv")
    results = replace(people, rows=people.rows[:1])
    filled = filled_gradebook(text, results).text

    assert filled == text.replace("COMP 7;;0,0", f"COMP 7;{people.rows[0].earned};0,0", 1)


def test_half_points_have_the_comma_of_the_file(people):
    """Canvas would take 10.5 for 105 there."""
    text = export("canvas/gradebook-sv.csv").replace("100,0", "25,0")
    results = replace(people, rows=people.rows[:1])

    assert people.rows[0].earned == 42
    assert table(filled_gradebook(text, results).text, ";")[2][4] == "10,5"


def test_what_was_left_alone_is_listed(people):
    """Strangers, the absent, who is excused or not assigned."""
    remarks = filled_gradebook(export("canvas/gradebook.csv"), people).remarks

    assert "100 points of the sheet are 50 in Canvas: grades were scaled by 50/100." in remarks
    assert "f (Nobody Known) is not in the file." in remarks
    assert "Li Huang stays EX in Canvas." in remarks
    assert "Olga Ivanova stays N/A in Canvas." in remarks
    assert not any("Points Possible" in remark for remark in remarks)


@pytest.mark.parametrize("column", ["Quiz: softmax (210269)", "Quiz: softmax", "210269"])
def test_another_assignment_may_be_named(people, column):
    """By its heading, its title or its number."""
    filled = filled_gradebook(export("canvas/gradebook.csv"), people, column=column)

    assert table(filled.text)[3][7] == f"{people.rows[0].earned / 10:g}"


@pytest.mark.parametrize(
    ("change", "column", "told"),
    [
        (("Sheet 3 (", "Lab (final) ("), None, r"^0 assignments .* called like 'sheet3'"),
        (("Homework 1 (", "Sheet 3: convolution ("), None, r"^2 assignments .*like 'sheet3'"),
        (("", ""), "Sheet 4", r"'Sheet 4'. Say which.*'Homework 1 \(208548\)', 'Sheet 3 "),
        (("Student,", "Learner,"), None, r"f\.csv is no gradebook of Canvas"),
        (("50.0", "(read only)"), None, r"'Sheet 3 \(210268\)' is computed by Canvas"),
    ],
)
def test_in_doubt_which_column_is_meant_nothing_is_filled_in(people, change, column, told):
    """And what there is to choose from is told."""
    text = export("canvas/gradebook.csv").replace(*change, 1)
    with pytest.raises(GraderError, match=told):
        filled_gradebook(text, people, "f.csv", column)


def test_sheet_3_is_not_sheet_30(people):
    """A title has to be called like the sheet, not to contain it."""
    text = export("canvas/gradebook.csv").replace("Homework 1 (", "Sheet 30 (")

    assert filled_gradebook(text, people).filled == 2


def test_who_could_not_be_graded_keeps_what_stood_there(people):
    """0 would be a mark."""
    broken = replace(people.rows[1], marks=(), lost=(), problem="two files in it", result=0)
    filled = filled_gradebook(export("canvas/gradebook.csv"), replace(people, rows=(broken,)))

    assert filled.text == export("canvas/gradebook.csv")
    assert "b has no grade: two files in it" in filled.remarks


def gradebook(best, *old):
    """A gradebook of Canvas with these points possible and old grades."""
    lines = ["Student,ID,SIS Login ID,Sheet 3 (11)", f'Points Possible,,,"{best}"']
    lines += [f'"Person, {n}",{n},p{n},"{grade}"' for n, grade in enumerate(old, 1)]
    return "\n".join(lines) + "\n"


def grades_of(filled):
    return [line[3] for line in csv.reader(filled.text.splitlines())][2:]


@pytest.mark.parametrize("best", ["1,000.00", "1 000", "1'000", "1.000,00", "1000"])
def test_points_possible_are_read_as_they_are_written(best):
    """A thousand points in five countries; earned of 20."""
    people = class_of(a={"id": "1"})
    filled = filled_gradebook(gradebook(best, ""), people)
    assert grades_of(filled) == [str(people.rows[0].earned * 1000 // people.possible)]


@pytest.mark.parametrize("best", ["100%", "100 pts", "1e2", "1,000"])
def test_points_possible_that_cannot_be_read_are_refused(best):
    """With the cell named."""
    with pytest.raises(GraderError, match=r"line 2, column 'Sheet 3 \(11\)': '") as refused:
        filled_gradebook(gradebook(best, ""), class_of(a={"id": "1"}))
    assert repr(best) in str(refused.value)


def test_old_grades_that_are_no_numbers_are_counted_and_can_be_kept():
    """Somebody wrote them on purpose."""
    old = ["complete", "B+", "85%", "1,234.5", ""]
    people = class_of(**{f"p{n}": {"id": str(n)} for n in range(1, 6)})
    filled = filled_gradebook(gradebook("20", *old), people)
    assert filled.filled == 5
    (said,) = [each for each in filled.remarks if "replaced" in each]
    assert said.startswith("4 grades were there that differed")
    assert "among them 1,234.5, 85%, B+, complete: --keep-words keeps such" in said
    kept = filled_gradebook(gradebook("20", *old), people, keep_words=True)
    assert grades_of(kept)[:4] == old[:4]
    assert kept.filled == 1
    assert "4 grades that are no plain numbers stay in Canvas." in kept.remarks


def test_an_assignment_that_counts_nothing_gets_the_sheets_points():
    """There is nothing to scale them to, and it is said."""
    people = class_of(a={"id": "1"})
    filled = filled_gradebook(gradebook("0.0", ""), people)
    assert grades_of(filled) == [str(people.rows[0].earned)]
    assert "Canvas counts nothing for it: the sheet's own points are filled in." in filled.remarks


def test_semicolons_alone_do_not_tell_a_thousand_from_one(people):
    """Whoever likes them may write decimals with a point."""
    text = "Student;ID;Section;Sheet 3 (1)\n    Points Possible;;;1,000\nAda;366516;x;\n"
    with pytest.raises(GraderError, match="'1,000' is no number that can be read with certainty"):
        filled_gradebook(text, people)
