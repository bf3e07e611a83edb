"""Who handed in the same work is remarked, with names and nothing more."""

import pytest

from grader.collect.entries import Entry
from grader.collect.same_work import same_work
from grader.model import Cell, Submission

CODE = "".join(f"def f{n}(x):\n    return x + {n}\n" for n in range(12))


def entry(folder, source, cells=()):
    return Entry(folder, submission=Submission("submission.py", source.encode(), cells))


def test_the_same_bytes_are_the_same_file():
    """Both are named, in the order of the alphabet; who has other work is not."""
    found = same_work([entry("bob", CODE), entry("ada", CODE), entry("eve", CODE * 2)])
    assert list(found) == ["ada, bob handed in the same file"]


@pytest.mark.parametrize(
    "other", ["# mine\n" + CODE, CODE.replace("    ", "  "), CODE.replace("\n", "  # f\n\n")]
)
def test_comments_and_spacing_do_not_make_it_other_work(other):
    """Nor does a notebook of the same code."""
    said = ["ada, bob handed in the same but for comments and spacing"]
    assert list(same_work([entry("ada", CODE), entry("bob", other)])) == said
    notebook = entry("bob", "{}", cells=(Cell(1, CODE[:100]), Cell(2, CODE[100:])))
    assert list(same_work([entry("ada", CODE), notebook])) == said


def test_what_is_short_is_alike_by_chance():
    """It says nothing about anybody."""
    assert list(same_work([entry("ada", "x = 1"), entry("bob", "x = 1")])) == []


def test_a_class_is_remarked_on(folder, rows):
    """When it is collected."""
    top = folder({"ada.py": CODE.encode(), "bob.py": CODE.encode()})
    assert rows(top).remarks == ("ada, bob handed in the same file",)


def test_an_id_within_a_plain_file_name_is_found(folder, roster, rows):
    """Of several names only what is one file's own; a year is everybody's."""
    top = folder({"sheet_2026_4711_ada.py": b"1", "sheet_2026_4712_bob.py": b"2"})
    found = rows(top, roster=roster("id,name\n4711,Ada\n4712,Bob\n2026,Eve\n"))
    assert found.people["sheet_2026_4711_ada"] == ("4711", "Ada")
    assert found.people["sheet_2026_4712_bob"] == ("4712", "Bob")
    assert [row.problem for row in found.entries.values() if row.name == "Eve"] == [
        "handed nothing in"
    ]
