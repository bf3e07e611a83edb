"""Rosters: whose folder it is, who handed in nothing, and whatever spreadsheets do to a CSV."""

import pytest

from grader.collect import Limits, collect
from grader.errors import GraderError

PLAIN = "folder,id,name\nada,1,Ada Lovelace\nbob,2,Bob van Dyk\n"


@pytest.fixture
def submissions(folder):
    """Two students' files."""
    return folder({"ada.py": b"a", "bob/submission.py": b"b"})


def test_folders_become_people(submissions, roster, rows):
    """By the names of their folders, or of files without their endings."""
    found = rows(submissions, roster=roster(PLAIN))
    assert found.people == {"ada": ("1", "Ada Lovelace"), "bob": ("2", "Bob van Dyk")}
    assert found.remarks == ()


@pytest.mark.parametrize("name", ["ada", "ada.py", "ADA", " ada "])
def test_a_folder_is_known_by_the_ways_to_write_it(submissions, roster, rows, name):
    """With the ending, in capitals, with blanks around."""
    found = rows(submissions, roster=roster(f"folder,id,name\n{name},1,Ada\nbob,2,Bob\n"))
    assert found.people["ada"] == ("1", "Ada")


@pytest.mark.parametrize("name", ["Lovelace, Ada", "Ada Lovelace", "ADA  LOVELACE"])
def test_a_name_may_begin_with_either_part(folder, roster, rows, name):
    """Platforms differ in it."""
    found = rows(
        folder({"Ada Lovelace/x.py": b"", "x.py": b""}), roster=roster(f'id,name\n7,"{name}"')
    )
    assert found["Ada Lovelace"].id == "7"


def test_letters_that_unicode_writes_in_two_ways_are_the_same(folder, roster, rows):
    """File systems decompose them, spreadsheets do not."""
    found = rows(
        folder({"Zoe\u0308.py": b"", "x.py": b""}), roster=roster("folder,id\nZo\u00eb,1\n")
    )
    assert found.people["Zo\u00eb"] == ("1", "")


@pytest.mark.parametrize(
    "line", ["20-111,Ada,ada@example.org", "7,Ada,20-111@example.org", "7,20-111,", "7,Ada,20-111"]
)
def test_a_folder_may_be_called_by_id_login_or_name(folder, roster, rows, line):
    """Whatever the students were told to call it."""
    top = folder({"20-111.py": b"", "bob.py": b""})
    found = rows(top, roster=roster(f"id,name,email\n{line}\n"))
    assert found["20-111"].id == line.partition(",")[0]


def test_whoever_handed_nothing_in_is_a_row(submissions, roster, rows):
    """Zero points are not the same as no row."""
    found = rows(submissions, roster=roster(PLAIN + "carol,3,Carol\n,4,Dave\n,,Eve\n"))
    assert found.people["carol"] == ("3", "Carol")
    assert found["carol"].problem == found["4"].problem == "handed nothing in"
    assert found.people["4"] == ("4", "Dave")
    assert found.people["Eve"] == ("", "Eve")


def test_who_is_not_in_the_roster_is_remarked(submissions, roster, rows):
    """And graded all the same."""
    found = rows(submissions, roster=roster("folder,id,name\nada,1,Ada\n"))
    assert found["bob"].submission
    assert found.remarks == ("bob is not in the roster",)


def test_an_id_that_belongs_to_two_people_is_told_by_name(submissions, roster, rows):
    """Their marks would be written into one line of the platform."""
    found = rows(submissions, roster=roster("folder,id,name\nada,7,Ada\nbob,7,Bob\n"))
    assert found.remarks == (
        "the roster gives the id 7 to Ada and Bob",
        "the id 7 belongs to 2 entries: ada, bob",
    )


def test_a_folder_that_belongs_to_two_people_belongs_to_nobody(submissions, roster, rows):
    """Nobody guesses."""
    found = rows(submissions, roster=roster("folder,id,name\nada,1,Ada\nada,2,Eve\nbob,3,Bob\n"))
    assert found.people["ada"] == ("", "")
    assert found.remarks == (
        "ada is not in the roster",
        "the roster gives the folder ada to Ada and Eve",
    )
    assert len(found.entries) == 4


def test_two_folders_of_one_person_are_told(folder, roster, rows):
    """Neither is preferred: which is newer is not known."""
    top = folder({"ada.py": b"1", "7.py": b"2"})
    found = rows(top, roster=roster("folder,id,name\nada,7,Ada\n"))
    assert found.people == {"7": ("7", "Ada"), "ada": ("7", "Ada")}
    assert found.remarks == ("the id 7 belongs to 2 entries: 7, ada",)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_spreadsheets_csv_is_read(submissions, roster, rows, separator, encoding, newline):
    """Encoding, separator and line ends are whatever it wrote."""
    lines = [
        ["folder", "id", "name"],
        ["ada", "1", '"Zo\u00eb, ""Z""; | \u00fc"'],
        ["bob", "2", "B"],
    ]
    text = newline.join(separator.join(line) for line in lines)
    found = rows(submissions, roster=roster(text.encode(encoding)))
    assert found.people["ada"] == ("1", 'Zo\u00eb, "Z"; | \u00fc')


def test_excels_line_about_the_separator_is_skipped(submissions, roster, rows):
    """It is no header."""
    assert rows(submissions, roster=roster("sep=;\n" + PLAIN.replace(",", ";"))).people["ada"][0]


def test_other_columns_short_rows_and_blank_lines_do_no_harm(submissions, roster, rows):
    """People keep all kinds of things in such files."""
    text = "\n\nGroup,Folder , ID,NAME\n\n3,ada,1,Ada  Lovelace\n,bob\n,,,\n4,carol,3,Carol,x,y,z\n"
    found = rows(submissions, roster=roster(text))
    assert found.people["ada"] == ("1", "Ada Lovelace")
    assert found.people["bob"] == ("", "")
    assert found.people["carol"] == ("3", "Carol")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"colour,shape\nred,round\n", "has no column that says who is who, but: colour, shape"),
        (b"ada\nbob\n", "has no column that says who is who, but: ada"),
        (b"folder,id\n" + b'"' + b"x" * 200_000, "is no CSV"),
        (b"\x00\x01\x02\x03", "has no column"),
    ],
)
def test_a_roster_that_cannot_be_used_stops_everything(submissions, roster, content, told):
    """Before anything is read; with what to do."""
    with pytest.raises(GraderError, match=f"the roster .*roster.csv {told}") as stopped:
        collect([submissions], roster(content))
    assert str(stopped.value).endswith(".")


def test_a_roster_that_cannot_be_read_stops_everything(submissions, roster, tmp_path):
    """Not there, no file, or enormous."""
    with pytest.raises(GraderError, match="does not exist"):
        collect([submissions], tmp_path / "none.csv")
    with pytest.raises(GraderError, match="the roster .*class"):
        collect([submissions], submissions)
    with pytest.raises(GraderError, match="has 0.0 MB"):
        collect([submissions], roster(PLAIN), Limits(roster_bytes=len(PLAIN) - 1))


def test_what_a_roster_says_is_cleaned(submissions, roster, rows):
    """A name may be a formula, or hold what repaints a terminal."""
    found = rows(submissions, roster=roster("folder,id,name\nada,=1+1,\x1b[31mAda\u202e\n"))
    assert found.people["ada"] == ("'=1+1", "\\x1b[31mAda\\u202e")


def test_what_is_doubtful_about_a_roster_is_told(submissions, roster, rows):
    """Nothing of it is an error, and all of it costs somebody a name."""
    text = "folder,id,name,email\nada,1,M\x9fller,\nbob,2,Bob,\n"
    found = rows(submissions, roster=roster(text.encode("latin-1")))
    assert [remark.partition("roster.csv ")[2] for remark in found.remarks] == [
        "is not UTF-8, and was read as Windows-1252: look at the names",
        "has nothing in its column email",
    ]
    found = rows(submissions, roster=roster(text))
    assert [remark.partition("roster.csv ")[2] for remark in found.remarks] == [
        "has nothing in its column email",
        "holds control characters where names are: M\\x9fller. Was it saved as UTF-8?",
    ]
