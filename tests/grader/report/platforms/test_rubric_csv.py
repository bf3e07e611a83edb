"""Written answers go out as a table, and marks come back in."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.class_results import RubricMark
from grader.gradebook import open_book
from grader.report.platforms.rubric_csv import rubric_csv
from grader.report.platforms.rubric_import import BadRubricMarks, read_marks, read_table_text
from grader.report.platforms.spreadsheet import cell
from tests.grader.report.hostile import FORMULA_STARTS, classes
from tests.grader.report.platforms.written_class import hand_in, written_book

ANSWERS = {"ada": "Twice, because\nx + x.", "ben": "", "çelik": "=SUM(A1)"}


@pytest.fixture
def book(tmp_path):
    with open_book(written_book(tmp_path / "gradebook.db", ANSWERS)) as opened:
        yield opened


def lines_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def filled_in(results, **columns):
    """The table with these columns filled in, a value for each line."""
    lines = lines_of(rubric_csv(results))
    for column, values in columns.items():
        for line, value in zip(lines, values, strict=True):
            line[column] = value
    return written(lines)


def written(lines, delimiter=","):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, lines[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def test_there_is_a_line_for_each_student_and_question_with_a_rubric(book):
    """With what to look for, and room for the mark."""
    lines = lines_of(rubric_csv(book.results()))

    assert [(line["folder"], line["question"]) for line in lines] == [
        ("ada", "a"),
        ("ben", "a"),
        ("çelik", "a"),
    ]
    assert {line["points"] for line in lines} == {"2"}
    assert {line["rubric"] for line in lines} == {"1 point: Says twice.\n1 point: Says why."}
    assert [line["answer"] for line in lines] == ["Twice, because\nx + x.", "", "'=SUM(A1)"]
    assert {line["mark"] + line["comment"] for line in lines} == {""}


def test_a_long_answer_is_complete(tmp_path):
    """A person cannot mark what is not shown."""
    answer = "because " * 1_200
    with open_book(written_book(tmp_path / "g.db", {"ada": answer})) as book:
        assert lines_of(rubric_csv(book.results()))[0]["answer"] == answer


def test_who_could_not_be_graded_has_no_line(book):
    """There is nothing to read."""
    results = book.results()
    rows = (replace(results.rows[0], problem="unreadable", result=0), *results.rows[1:])

    lines = lines_of(rubric_csv(replace(results, rows=rows)))
    assert [line["folder"] for line in lines] == ["ben", "çelik"]


def test_marks_that_are_filled_in_come_back(book):
    """And are in the results, apart from the automatic ones."""
    before = book.results()
    text = filled_in(before, mark=["1.5", "0", ""], comment=["- why, then?", "", ""])
    marks = read_marks(text, before, "f.csv")
    book.add_rubric(marks)
    after = book.results()

    assert marks == {
        "ada": [RubricMark("a", 1.5, 2.0, "- why, then?")],
        "ben": [RubricMark("a", 0.0, 2.0, "")],
    }
    assert [row.rubric for row in after.rows] == [tuple(marks["ada"]), tuple(marks["ben"]), ()]
    assert [row.earned for row in after.rows] == [row.earned for row in before.rows]


def test_marks_that_are_known_go_out_and_are_not_taken_twice(book):
    """So the table may be written again when ten more have joined."""
    text = filled_in(book.results(), mark=["1.5", "", ""], comment=["- why?", "", ""])
    book.add_rubric(read_marks(text, book.results(), "f.csv"))
    again = rubric_csv(book.results())
    line = lines_of(again)[0]

    assert (line["mark"], line["comment"]) == ("1.5", "'- why?")
    assert read_marks(again, book.results(), "f.csv") == {}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_comes_back_as_a_spreadsheet_saved_it(book, tmp_path, delimiter, encoding):
    """With the delimiter, the decimal comma and the encoding of its country."""
    lines = lines_of(filled_in(book.results(), mark=["0,5", "", "2"], comment=["für x", "", ""]))
    file = tmp_path / "marks.csv"
    file.write_bytes(written(lines, delimiter).encode(encoding))
    text, doubt = read_table_text(file)
    marks = read_marks(text, book.results(), "f.csv")

    assert ("Windows-1252" in doubt) == (encoding == "cp1252")
    assert marks["ada"] == [RubricMark("a", 0.5, 2.0, "für x")]
    assert marks["çelik"] == [RubricMark("a", 2.0, 2.0, "")]


def test_columns_may_be_moved_and_taken_away(book):
    """Only those that say whose mark it is are needed."""
    lines = [
        {name: line[name] for name in ("mark", "question", "comment", "folder")}
        for line in lines_of(filled_in(book.results(), mark=["1", "", ""]))
    ]

    assert read_marks(written(lines), book.results(), "f.csv") == {
        "ada": [RubricMark("a", 1.0, 2.0, "")]
    }


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("mark", "2.5", r"row 2: the mark 2.5 is more than the 2 that a is worth"),
        ("mark", "-1", r"row 2: the mark .*-1.* is no number"),
        ("mark", "one", r"row 2: the mark 'one' is no number such as 1.5 or 1,5"),
        ("mark", "nan", r"row 2: the mark 'nan' is no number"),
        ("mark", "1e1", r"row 2: the mark '1e1' is no number"),
        ("mark", "١", r"row 2: the mark '١' is no number"),
        ("mark", "", r"row 2: a comment on a, and no mark"),
        ("folder", "zoe", r"row 2: nobody with marks is called 'zoe'"),
        ("folder", "", r"row 2: nobody with marks is called ''"),
        ("question", "b", r"row 2: no rubric for question 'b'; there are: a"),
        ("version", "v0", r"row 2: the answer to a is not the one that was marked"),
    ],
)
def test_a_slip_is_told_with_its_row(book, column, value, told):
    """As the spreadsheet numbers it."""
    lines = lines_of(filled_in(book.results(), mark=["1", "", ""], comment=["x", "", ""]))
    lines[0][column] = value

    with pytest.raises(BadRubricMarks, match=told):
        read_marks(written(lines), book.results(), "f.csv")


def test_all_slips_are_told_and_no_mark_is_taken(book):
    """Mending them one by one would take an afternoon."""
    text = filled_in(book.results(), mark=["1", "3", "x"])

    with pytest.raises(BadRubricMarks) as caught:
        book.add_rubric(read_marks(text, book.results(), "f.csv"))
    assert (
        str(caught.value).splitlines()[0] == "f.csv: 2 things are not right, so no mark was taken."
    )
    assert "row 3: " in str(caught.value)
    assert "row 4: " in str(caught.value)
    assert [row.rubric for row in book.results().rows] == [(), (), ()]


def test_names_that_a_table_cannot_tell_apart_are_nobodys(book):
    """A mark for one of them might be meant for the other."""
    results = book.results()
    twins = [replace(results.rows[0], folder=folder) for folder in ("=x", "'=x")]
    results = replace(results, rows=tuple(twins))

    with pytest.raises(BadRubricMarks, match="nobody with marks is called"):
        read_marks(filled_in(results, mark=["1", ""]), results, "f.csv")


def test_one_answer_is_not_marked_twice(book):
    """A line that was copied; which one counts is not for us to say."""
    lines = lines_of(filled_in(book.results(), mark=["1", "", "1"]))
    text = written([*lines, {**lines[0], "mark": "2"}])

    with pytest.raises(BadRubricMarks, match="row 5: a of ada is marked in row 2 already"):
        read_marks(text, book.results(), "f.csv")


def test_a_mark_is_not_taken_for_an_answer_that_came_later(book):
    """The student handed in another text while the table was with the marker."""
    text = filled_in(book.results(), mark=["1", "", ""])
    hand_in(book, {**ANSWERS, "ada": "Thrice."})

    with pytest.raises(BadRubricMarks, match="write the table afresh"):
        read_marks(text, book.results(), "f.csv")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column folder or question or mark or comment"),
        ("folder,question,comment\n", "no column mark"),
        ("\x89PNG\r\n\x1a\n", "no column folder or question or mark or comment"),
    ],
)
def test_another_file_is_refused(book, text, told):
    """With how to get the right one."""
    with pytest.raises(BadRubricMarks, match=f"{told}: write the table with 'grader report"):
        read_marks(text, book.results(), "f.csv")


def test_longer_cells_are_read_here_and_nowhere_else(book):
    """The csv module has one bound for the whole process; a roster keeps the usual one."""
    usual = csv.field_size_limit()
    text = filled_in(book.results(), mark=["1", "", ""], answer=["x" * 200_000, "", ""])

    assert read_marks(text, book.results(), "f.csv")["ada"][0].earned == 1.0
    assert csv.field_size_limit() == usual


@given(text=st.text(max_size=200), data=st.data())
def test_any_text_is_read_or_refused_in_a_sentence(text, data):
    """Never with a traceback."""
    results = data.draw(classes())
    head = data.draw(st.sampled_from(["", "folder,question,mark,comment\n"]))
    try:
        assert read_marks(head + text, results, "f.csv") is not None
    except BadRubricMarks as refused:
        assert "Mend the table" in str(refused)


@given(results=classes())
def test_whatever_a_student_writes_the_table_goes_out_and_comes_back(results):
    """
    No cell is a formula, the number of lines is right, and each line is known again.

    Two folders that a table writes alike are told apart by nobody: those lines are refused.
    """
    asked = [question for question in results.questions if question.rubric]
    worth = tuple(replace(question, rubric_points=2.0) for question in asked)
    results = replace(results, questions=worth)
    table = list(csv.reader(io.StringIO(rubric_csv(results), newline="")))
    graded = [row for row in results.rows if not row.problem]
    assume(len({cell(row.folder).strip() for row in graded}) == len(graded))

    assert len(table) == 1 + len(worth) * len(graded)
    assert not [c for line in table for c in line if c.startswith(FORMULA_STARTS)]
    marks = read_marks(filled_in(results, mark=["1"] * (len(table) - 1)), results, "f.csv")
    assert {folder: len(given) for folder, given in marks.items()} == {
        row.folder: len(worth) for row in graded
    }
