"""Gradescope's export: folders by number, and a file that says whose they are."""

import time

import pytest

from grader.collect import Limits
from grader.collect.platforms.gradescope import Submitter, submitters

METADATA = """\
---
submission_409194023:
  :submitters:
  - :name: Ada Lovelace
    :sid: '20111222'
    :email: ada@example.org
  :created_at: 2026-04-26 17:34:00.861687000 Z
  :score: 2.0
  :status: processed
  :results:
    score: 2.0
    submitters:
    - :name: Mallory
      :sid: '666'
    output: |-
      submission_1:
        :submitters:
        - :name: Mallory
          :sid: '666'
    tests:
    - name: test_softmax
      output: 'It''s wrong, said the

        autograder

'
  :history: []
submission_500000001:
  :submitters:
  - :name: "Zo\\xE9 \\"Z\\" O'Hara\\u0021"
    :sid: 333
    :email:
  - :name: 'Bob ''B'' van Dyk'
    :sid:
    :email: bob@example.org
  :score: 10.0
...
submission_600000002:
  :submitters: []
"""
ROSTER = """\
First Name,Last Name,SID,Email,Role
Ada,Lovelace,20111222,ada@example.org,Student
Bob,van Dyk,20111223,bob@example.org,Student
Carol,O'Hara,20111224,carol@example.org,Student
Prof,Essor,1,prof@example.org,Instructor
"""


@pytest.fixture
def export(zipped):
    """An export that holds files given by their names."""

    def write(files, metadata=METADATA):
        top = "assignment_123_export/"
        known = {f"{top}submission_metadata.yml": metadata.encode()} if metadata else {}
        return zipped({**known, **{top + name: content for name, content in files.items()}})

    return write


def test_the_metadata_say_whose_each_folder_is():
    """As Ruby writes them: quotes of both kinds, numbers, several documents."""
    assert submitters(METADATA.encode()) == {
        "submission_409194023": (Submitter("Ada Lovelace", "20111222", "ada@example.org"),),
        "submission_500000001": (
            Submitter('Zoé "Z" O\'Hara!', "333"),
            Submitter("Bob 'B' van Dyk", "", "bob@example.org"),
        ),
    }


def test_what_a_student_prints_is_nobodys_name():
    """It is indented deeper, or comes after the submitters."""
    known = submitters(METADATA.encode())
    assert "submission_1" not in known
    assert all("Mallory" not in person.name for group in known.values() for person in group)


def test_keys_without_rubys_colons_are_known_too():
    """As YAML of other origin."""
    text = "submission_1:\r\n  submitters:\r\n    - sid: '555'\r\n      name: Plain Key\r\n"
    assert submitters(text.encode()) == {"submission_1": (Submitter("Plain Key", "555"),)}


def test_metadata_without_an_end_are_read_in_a_moment():
    """One pass, whatever is in it."""
    begun = time.process_time()
    submitters(METADATA.encode() + b" " * 5_000_000 + b"\n  - " * 500_000 + b":name:" * 500_000)
    assert time.process_time() - begun < 5


def test_folders_are_rows_with_their_peoples_names(export, rows):
    """A group's submission is a row for each of its members."""
    found = rows(
        export(
            {
                "submission_409194023/submission.py": b"a",
                "submission_500000001/submission.py": b"b",
                "submission_600000002/x.py": b"c",
            }
        )
    )
    assert found.sources == {
        "submission_409194023": b"a",
        "submission_500000001": b"b",
        "submission_500000001 (2)": b"b",
        "submission_600000002": b"c",
    }
    assert found.people["submission_409194023"] == ("20111222", "Ada Lovelace")
    assert sorted(found.people.values())[1:] == [
        ("20111222", "Ada Lovelace"),
        ("333", 'Zo\u00e9 "Z" O\'Hara!'),
        ("bob@example.org", "Bob 'B' van Dyk"),
    ]
    notes = {found[f"submission_500000001{end}"].notes for end in ("", " (2)")}
    assert notes == {("handed in with Bob 'B' van Dyk",), ('handed in with Zoé "Z" O\'Hara!',)}
    assert found.remarks == (
        "submission_600000002: submission_metadata.yml does not say whose it is",
    )


def test_the_newest_of_one_persons_submissions_counts(export, rows):
    """Their numbers grow with time."""
    metadata = "".join(
        f"submission_{number}:\n  :submitters:\n  - :name: Ada\n    :sid: '7'\n"
        for number in (9, 10)
    )
    found = rows(export({"submission_9/x.py": b"old", "submission_10/x.py": b"new"}, metadata))
    assert found.sources == {"submission_10": b"new"}
    assert found["submission_10"].notes == (
        "the newest of 2 submissions; not counted: submission_9",
    )


def test_an_export_without_metadata_is_read_all_the_same(export, rows):
    """Somebody unpacked it and lost the file."""
    found = rows(export({"submission_1/x.py": b"a", "submission_2/x.py": b"b"}, metadata=""))
    assert found.people == {"submission_1": ("", ""), "submission_2": ("", "")}
    assert found.remarks == ("there is no submission_metadata.yml, so nobody's name is known",)


def test_metadata_of_a_folder_that_is_not_there_are_told(export, rows):
    """It would be a gap."""
    found = rows(export({"submission_409194023/x.py": b"a", "submission_500000001/x.py": b"b"}))
    assert len(found.entries) == 3
    missing = "submission_9:\n  :submitters:\n  - :name: Ada\n    :sid: '7'\n"
    found = rows(export({"submission_1/x.py": b"a"}, missing))
    assert found["submission_9"].problem == "submission_metadata.yml names it, but it is not there"
    assert found.people["submission_9"] == ("7", "Ada")


def test_metadata_too_large_are_told(export, rows):
    """The submissions are graded without names."""
    found = rows(export({"submission_1/x.py": b"a"}), limits=Limits(notebook_bytes=100))
    assert found["submission_1"].submission
    assert "submission_metadata.yml has 0.0 MB" in found.remarks[0]


def test_the_roster_of_gradescope_is_known(export, roster, rows):
    """By SID or by email; staff hand in nothing."""
    path = export({"submission_409194023/x.py": b"a", "submission_500000001/x.py": b"b"})
    found = rows(path, roster=roster(ROSTER))
    assert set(found.people.values()) == {
        ("20111222", "Ada Lovelace"),
        ("20111223", "Bob van Dyk"),
        ("20111224", "Carol O'Hara"),
        ("333", 'Zo\u00e9 "Z" O\'Hara!'),
    }
    assert found["20111224"].problem == "handed nothing in"
    (remark,) = found.remarks
    assert remark.endswith("is not in the roster")
