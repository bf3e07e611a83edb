"""Blackboard's downloads: every attempt of everybody, each with a text of its own."""

import pytest

TEXT = """\
Name: {name} ({user})
Assignment: Sheet 3
Date Submitted: Monday, 3 June 2024 10:00:00 o'clock CEST
Current Grade: Needs Grading

Submission Field:
There is no student submission text data for this assignment.

Comments:
There are no student comments for this assignment.

Files:
\tOriginal filename: {file}
\tFilename: Sheet 3_{user}_attempt_{time}_{file}
"""


def attempt(name, user, time, content=b"x = 1\n", file="submission.py"):
    """The members of one attempt."""
    head = f"Sheet 3_{user}_attempt_{time}"
    text = TEXT.format(name=name, user=user, time=time, file=file)
    return {f"{head}_{file}": content, f"{head}.txt": text.encode()}


ADA = attempt("Ada Lovelace", "ada01", "2024-06-03-10-00-00", b"old")
ADA_AGAIN = attempt("Ada Lovelace", "ada01", "2024-06-04-09-00-00", b"new")
BEN = attempt("Ben van Dyk", "ben_van_dyk", "2024-06-03-11-00-00", b"b")


@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize("strays", [{}, {"solution.py": b"s"}, {"submission.py": b"s"}])
def test_names_ids_and_the_newest_attempt_are_read(folder, zipped, rows, kind, strays):
    """A username may hold an underscore, which the attempt's text tells from the title."""
    files = {**ADA, **ADA_AGAIN, **BEN, **strays}
    found = rows(zipped(files) if kind == "zip" else folder(files))
    assert found.people["ada01"] == ("ada01", "Ada Lovelace")
    assert found.people["ben_van_dyk"] == ("ben_van_dyk", "Ben van Dyk")
    assert found.sources["ada01"] == b"new"
    assert found["ada01"].notes == ("the newest of 2 submissions",)
    assert found["ada01"].submission.name == "submission.py"
    assert len(found.entries) == 2 + len(strays)
    assert len(found.remarks) == len(strays)


def test_without_its_text_an_attempt_is_known_by_its_username(zipped, rows):
    """Somebody deleted the texts; who has an underscore is cut there."""
    files = {name: content for name, content in {**ADA, **BEN}.items() if name.endswith(".py")}
    found = rows(zipped(files))
    assert found.people == {"ada01": ("ada01", ""), "dyk": ("dyk", "")}


def test_typed_text_alone_is_a_row_with_a_problem(zipped, rows):
    """It was handed in, and holds no file."""
    (text,) = [name for name in BEN if name.endswith(".txt")]
    found = rows(zipped({**ADA, text: BEN[text]}))
    assert found["ben_van_dyk"].problem.startswith("is text typed into Blackboard")


def test_a_text_that_lies_about_its_owner_is_not_believed(zipped, rows):
    """Its name says whose it is; a student may have written the rest."""
    head = "Sheet 3_eve_attempt_2024-06-03-10-00-00"
    found = rows(zipped({f"{head}_x.py": b"e", f"{head}.txt": b"Name: Ada Lovelace (ada01)\n"}))
    assert found.people == {"eve": ("eve", "")}
