"""A file of somebody else's stays as it is, but for the cells that are changed."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.table import decoded, read_table
from grader.errors import GraderError

cells = st.text(st.sampled_from("ab \",;\t\n\r'é"), max_size=6)
tables = st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=5)


def written(table, delimiter, end, quoting):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)
    return text.getvalue()


styles = {
    "delimiter": st.sampled_from(",;\t"),
    "end": st.sampled_from(["\n", "\r\n"]),
    "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    "mark": st.sampled_from(["", "\ufeff"]),
}


@given(table=tables, **styles)
def test_every_character_is_kept(table, delimiter, end, quoting, mark):
    """Quotes, line ends and byte order mark among them."""
    text = mark + written([["x", "y"], *table], delimiter, end, quoting)

    assert read_table(text, "f.csv").text({}) == text


@given(table=tables, **styles)
def test_values_are_those_that_python_reads(table, delimiter, end, quoting, mark):
    """Its csv module is the judge of what a cell says."""
    text = written([["x", "y"], *table], delimiter, end, quoting)
    read = read_table(mark + text, "f.csv")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    expected = [line or [""] for line in lines]  # it reads a blank line as one without cells

    assert read.delimiter == delimiter
    assert [list(read.values(line)) for line in range(len(read.cells))] == expected


@given(value=st.text(max_size=8).filter(lambda text: "\0" not in text), **styles)
def test_a_changed_cell_says_the_new_value(value, delimiter, end, quoting, mark):
    """And the cells around it are as they were written."""
    text = written([["x", "y"], ['a"b', "c"], ["d", "e"]], delimiter, end, quoting)
    changed = read_table(mark + text, "f.csv").text({(1, 1): value}).removeprefix(mark)
    again = list(csv.reader(io.StringIO(changed, newline=""), delimiter=delimiter))

    assert again == [["x", "y"], ['a"b', value], ["d", "e"]]
    head = text.partition('a""b"')[0]
    assert changed.startswith(head)


def test_a_value_that_is_the_same_is_not_written_anew():
    """Its quotes may be others than ours."""
    text = 'x,y\n"1",a"b\n'

    assert read_table(text, "f.csv").text({(1, 0): "1", (1, 1): 'a"b'}) == text


def test_a_cell_that_was_quoted_stays_quoted():
    """Some platforms quote everything."""
    assert read_table('x,y\n"1",2\n', "f.csv").text({(1, 0): "3"}) == 'x,y\n"3",2\n'


def test_a_quote_that_does_not_end_is_told_with_its_line():
    """The rest of the file would be one cell."""
    with pytest.raises(GraderError, match=r"f\.csv, line 3: a quoted cell does not end"):
        read_table('x,y\n1,2\n"3,4\n5,6\n', "f.csv")


def test_lines_that_are_too_short_are_not_read():
    """Blank ones, for example."""
    assert read_table("x,y\n\n1,2\n3\n", "f.csv").full_lines == [2]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n", "\r\n\n"])
def test_one_rule_reads_what_spreadsheets_write(encoding, delimiter, first):
    """A name may hold every other separator, and more of them than the heading has of its own."""
    text = f'{first.format(delimiter)}Full name|Grade\r\n"Zoë;;;,,,"|7\r\n'
    text = text.replace("|", delimiter)
    read, doubt = decoded(text.encode(encoding))
    table = read_table(read, "f.csv", {"Full name", "Grade"}.__contains__)
    assert [table.values(line) for line in (0, 1)] == [("Full name", "Grade"), ("Zoë;;;,,,", "7")]
    assert bool(doubt) == (encoding == "cp1252")
    assert table.text({}) == read


def test_known_headings_tell_the_separator():
    """The first line has more commas than semicolons."""
    text = "Grade, of all, in points;Identifier\n7;1\n"
    known = {"Identifier", "Grade, of all, in points"}.__contains__
    assert read_table(text, "f.csv", known).values(1) == ("7", "1")
    assert read_table(text, "f.csv").values(1) == ("7;1",)


def test_bytes_that_no_code_page_has_are_read_all_the_same():
    """And it is told that they are doubtful."""
    text, doubt = decoded(b"id,name\n1,M\x81ller\n")
    assert text == "id,name\n1,M\x81ller\n"
    assert "is not UTF-8" in doubt
