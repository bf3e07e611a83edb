"""Moodle's grading worksheet, out and back."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given

from grader.errors import GraderError
from grader.language import Message
from grader.report.platforms.moodle import filled_worksheet
from tests.grader.report.exports import class_of, export
from tests.grader.report.hostile import classes

PEOPLE = {
    "a": {"id": "512301", "name": "Ada Abel"},
    "b": {"id": "4711002", "name": "Benedikt Çelik"},
    "c": {"id": "grete.oneill@uni.example"},
    "d": {"id": "512305", "name": "Li Huang"},
    "e": {"name": "Ivanova, Olga"},
    "f": {"id": "99", "name": "Nobody Known"},
}


def table(text):
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first else ","
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    return list(lines)


@pytest.fixture
def people():
    return class_of(**PEOPLE)


def test_grades_and_feedback_are_filled_in_and_nothing_else(people):
    """By participant number, ID number, address and name."""
    before = table(export("moodle/worksheet-en.csv"))
    filled = filled_worksheet(export("moodle/worksheet-en.csv"), people)
    after = table(filled.text)
    earned = {row.folder: str(row.earned) for row in people.rows}

    assert filled.filled == 4
    assert [line[5] for line in after[1:]] == [
        earned["a"],
        earned["b"],
        earned["c"],
        "",
        "",
        earned["e"],
    ]
    for old, new in zip(before, after, strict=True):
        assert old[:5] + old[6:10] == new[:5] + new[6:10]


def test_lines_that_are_not_filled_in_keep_every_character(people):
    """Byte order mark, quotes and line ends; the rest of a filled line, too."""
    text = export("moodle/worksheet-en.csv")
    filled = filled_worksheet(text, people).text
    headings, absent, locked = (text.split("\n")[n] for n in (0, 5, 6))

    assert filled.startswith(headings + "\n")
    assert absent + "\n" in filled
    assert locked + "\n" in filled
    assert '\n"Participant 512301","Ada Abel",4711001,ada.abel@uni.example,"Submitted' in filled
    assert "\r" not in filled


def test_an_empty_class_gives_the_file_back():
    """Byte for byte."""
    for name in ("moodle/worksheet-en.csv", "moodle/worksheet-de.csv"):
        assert filled_worksheet(export(name), class_of()).text == export(name)


def test_filling_in_a_second_time_changes_nothing(people):
    """A regrade starts from the worksheet of the last time."""
    once = filled_worksheet(export("moodle/worksheet-en.csv"), people).text

    assert filled_worksheet(once, people).text == once


def test_what_a_person_wrote_stays_and_what_we_wrote_is_replaced(people):
    """Both stand in the same cell."""
    after = table(filled_worksheet(export("moodle/worksheet-en.csv"), people).text)
    praised, regraded = after[2][10], after[3][10]

    assert praised.startswith('Your plot is\n"very" nice, well done.\n<p><strong>Automatic')
    assert regraded.startswith("<p><strong>Automatic feedback</strong>: ")
    assert "of last week" not in regraded


def test_points_are_scaled_to_the_maximum_grade_and_it_is_said(people):
    """In German, with commas, for the teacher and for the student."""
    filled = filled_worksheet(export("moodle/worksheet-de.csv"), people)
    after = table(filled.text)
    ada = people.rows[0]

    assert ada.earned == 42
    assert after[1][4] == "8,4"
    assert "42 of 100 points, which is 8,4 here" in after[1][9]
    assert "100 points of the sheet are 20 in Moodle: grades were scaled by 20/100." in (
        filled.remarks
    )


def test_what_was_left_alone_is_listed(people):
    """Strangers, the absent, locked grades, grades that were replaced."""
    remarks = filled_worksheet(export("moodle/worksheet-en.csv"), people).remarks

    assert "f (Nobody Known) is not in the file." in remarks
    assert any('Hiro, the "Great" Kaya: left as it was' in remark for remark in remarks)
    assert "The grade of Li Huang is locked in Moodle." in remarks
    assert "1 grade was there that differed, and was replaced." in remarks


def test_who_could_not_be_graded_gets_feedback_and_no_grade(people):
    """0 would be a mark."""
    broken = replace(people.rows[0], marks=(), lost=(), problem="two files in it", result=0)
    results = replace(people, rows=(broken,))
    line = table(filled_worksheet(export("moodle/worksheet-en.csv"), results).text)[1]

    assert line[5] == ""
    assert "no marks: two files in it" in line[10]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n", r"no column Identifier or Grade"),
        ("", r"no column Identifier or Grade"),
        (export("moodle/worksheet-scale.csv"), r"graded on a scale of words"),
        (export("canvas/gradebook.csv"), r"f\.csv is no grading worksheet of Moodle"),
    ],
)
def test_another_file_is_refused_with_what_to_do(people, text, told):
    """Before anything is written."""
    with pytest.raises(GraderError, match=told):
        filled_worksheet(text, people, "f.csv")


def test_a_worksheet_without_feedback_gets_grades(people):
    """And that is said."""
    text = export("moodle/worksheet-en.csv").replace('"Feedback comments"', "Remarks")
    filled = filled_worksheet(text, people)

    assert filled.filled == 4
    assert "no column for feedback comments" in filled.remarks[-1]


def test_a_further_column_called_id_is_not_the_identifier(people):
    """Some sites export fields of their own; in a German worksheet it is."""
    text = export("moodle/worksheet-en.csv").replace('"ID number"', "ID")

    assert table(filled_worksheet(text, people).text)[1][5] == str(people.rows[0].earned)


def test_feedback_fits_into_a_cell(people):
    """Excel cuts what is longer, in the middle of a tag."""
    report = people.report(people.rows[0].result)
    long = tuple(Message(f"{'x' * 290}{number}") for number in range(200))
    results = replace(
        people,
        rows=people.rows[:1],
        report=lambda _: replace(report, remarks=tuple(map(str, long)), remark_parts=long),
    )
    cell = table(filled_worksheet(export("moodle/worksheet-en.csv"), results).text)[1][10]

    assert 29_000 < len(cell) < 32_000
    assert cell.endswith("Ask for your feedback page.</p>")


@given(results=classes())
def test_feedback_is_html_that_shows_what_a_student_wrote(results):
    """Moodle takes it for HTML; the only markup in it is ours."""
    known = [
        replace(row, id=f"Participant 51230{number}", name="")
        for number, row in enumerate(results.rows, start=1)
    ]
    text = filled_worksheet(
        export("moodle/worksheet-en.csv"), replace(results, rows=tuple(known))
    ).text
    lines = table(text)
    ours = "".join(line[10].partition("<p>")[2] for line in lines)
    for tag in ("p", "strong", "h5", "code", "br"):
        ours = ours.replace(f"<{tag}>", "").replace(f"</{tag}>", "")

    assert len(lines) == 7
    assert {len(line) for line in lines} == {11}
    assert "<" not in ours
    assert ">" not in ours
    assert max(len(line[10]) for line in lines) < 32_000


def worksheet(best, *old):
    """A worksheet with this maximum grade and old grades."""
    lines = ["Identifier,Full name,Grade,Maximum grade,Feedback comments"]
    lines += [f'Participant {n},P{n},"{grade}","{best}",' for n, grade in enumerate(old, 1)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("best", ["100%", "100 pts", "1e2", "1,000"])
def test_a_maximum_that_cannot_be_read_is_refused_with_its_cell(best):
    """And is not called a scale of words, which it is not."""
    with pytest.raises(GraderError, match="line 2, column 'Maximum grade'") as refused:
        filled_worksheet(worksheet(best, ""), class_of(a={"id": "1"}))
    assert "scale" not in str(refused.value)


@pytest.mark.parametrize("best", ["1,000.00", "1 000", "1'000", "1.000,00", "1000"])
def test_a_maximum_is_read_as_it_is_written(best):
    """A thousand points in five countries; earned of 20."""
    people = class_of(a={"id": "1"})
    filled = filled_worksheet(worksheet(best, ""), people)
    earned = people.rows[0].earned * 1000 // people.possible
    assert table(filled.text)[1][2] == str(earned)


def test_old_grades_that_are_no_plain_numbers_are_counted_and_can_be_kept():
    """Somebody wrote them on purpose."""
    old = ["complete", "B+", "85%", "1,234.5", "absent"]
    people = class_of(**{f"p{n}": {"id": str(n)} for n in range(1, 6)})
    (said,) = [
        each
        for each in filled_worksheet(worksheet("20.00", *old), people).remarks
        if "replaced" in each
    ]
    assert said.startswith("5 grades were there that differed")
    assert "among them 1,234.5, 85%, B+, absent, complete" in said
    kept = filled_worksheet(worksheet("20.00", *old), people, keep_words=True)
    assert [row[2] for row in table(kept.text)[1:]] == old


def test_a_scale_of_words_is_called_one():
    """Moodle writes the words where the maximum would be."""
    with pytest.raises(GraderError, match="a scale of words"):
        filled_worksheet(worksheet("Good", ""), class_of(a={"id": "1"}))


def test_old_words_can_be_kept_with_the_feedback_beside_them():
    """The grade is somebody's decision; the feedback is ours."""
    people = class_of(a={"id": "1"}, b={"id": "2"})
    kept = filled_worksheet(worksheet("20.00", "absent", "7.00"), people, keep_words=True)
    rows = table(kept.text)
    assert rows[1][2] == "absent"
    assert rows[1][4].startswith("<p><strong>Automatic feedback")
    assert kept.filled == 1
    assert "1 grade that is no plain number stays in Moodle." in kept.remarks
