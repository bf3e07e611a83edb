"""Moodle's downloads, with and without folders, and its grading worksheet as the roster."""

import pytest

PYTHON = b"x = 1\n"
WORKSHEET = (
    "\ufeffIdentifier,Full name,ID number,Email address,Status,Grade,Maximum grade,"
    "Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments\r\n"
    'Participant 1234567,Ada Lovelace,20-111-222,ada@example.org,"Submitted for grading - ",,'
    '100.00,Yes,"Monday, 3 June 2024, 10:00 AM",-,\r\n'
    "Participant 1234568,Bob van Dyk,,bob@example.org,Submitted for grading - ,,100.00,Yes,-,-,\r\n"
    "Participant 1234569,Carol O'Hara,20-111-224,carol@example.org,No submission,,100.00,Yes,-,-,"
)


@pytest.mark.parametrize(
    "pattern",
    [
        "{}_assignsubmission_file_/submission.py",
        "{}_assignsubmission_file/submission.py",
        "{}_assignsubmission_file_submission.py",
        "Sheet 3-42/{}_assignsubmission_file/submission.py",
        "Sheet 3-42/{}_assignsubmission_file_submission.py",
    ],
    ids=["Moodle 3", "Moodle 4", "without folders", "unpacked by hand", "both"],
)
@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_names_and_numbers_are_those_that_moodle_wrote(folder, zipped, rows, pattern, kind):
    """The name may hold anything but an underscore."""
    files = {
        pattern.format("Ada Lovelace_1234567"): b"a",
        pattern.format("Bob van Dyk_1234568"): b"b",
        pattern.format("Zo\u00e9 \u5f20-O'Hara_9"): b"c",
    }
    found = rows(zipped(files) if kind == "zip" else folder(files))
    assert found.sources == {
        "Ada Lovelace_1234567": b"a",
        "Bob van Dyk_1234568": b"b",
        "Zo\u00e9 \u5f20-O'Hara_9": b"c",
    }
    assert found.people["Ada Lovelace_1234567"] == ("1234567", "Ada Lovelace")
    assert found["Ada Lovelace_1234567"].submission.name == "submission.py"


def test_a_folder_that_was_unpacked_twice_is_one_participants(folder, rows):
    """File managers number the second one; which counts is for a person to say."""
    found = rows(
        folder(
            {
                "Ada_1_assignsubmission_file_/x.py": b"a",
                "Ada_1_assignsubmission_file_ (1)/x.py": b"a",
                "Bob_2_assignsubmission_file_ (1)/x.py": b"b",
            }
        )
    )
    assert found.sources == {"Ada_1": None, "Bob_2": b"b"}
    assert "holds 2 files that may count" in found["Ada_1"].problem


def test_one_participant_alone_is_found(zipped, rows):
    """A download of one selected submission."""
    found = rows(zipped({"Ada Lovelace_1234567_assignsubmission_file_/work.py": b"a"}))
    assert found.people == {"Ada Lovelace_1234567": ("1234567", "Ada Lovelace")}


def test_several_files_of_one_participant_belong_together(zipped, rows):
    """Without folders, too; and folders within are kept by Moodle."""
    found = rows(
        zipped(
            {
                "Ada_1_assignsubmission_file_submission.py": b"a",
                "Ada_1_assignsubmission_file_plots.py": b"",
                "Bob_2_assignsubmission_file/src/submission.py": b"b",
                "Bob_2_assignsubmission_file/report.pdf": b"",
            }
        )
    )
    assert found.sources == {"Ada_1": b"a", "Bob_2": b"b"}
    assert found["Ada_1"].notes == ("also there, and not looked at: plots.py",)


@pytest.mark.parametrize("end", ["/onlinetext.html", "_onlinetext.html"])
def test_typed_text_is_ignored_with_a_remark(zipped, rows, end):
    """Beside a file it changes nothing; alone it is a row that says so."""
    found = rows(
        zipped(
            {
                "Ada_1_assignsubmission_file_/submission.py": b"a",
                f"Ada_1_assignsubmission_onlinetext{end}": b"<p>see the file</p>",
                f"Bob_2_assignsubmission_onlinetext{end}": b"<p>def f(): ...</p>",
            }
        )
    )
    assert found.sources == {"Ada_1": b"a", "Bob_2": None}
    assert found["Bob_2"].problem == "is text typed into Moodle, not a file. Ask for the file."
    assert found.remarks == ("Ada_1: text typed into Moodle was ignored; the file counts",)


def test_groups_are_rows(zipped, rows):
    """Moodle writes the group's name and number; whoever is in none, without a number."""
    found = rows(
        zipped(
            {
                "Group A_12_assignsubmission_file/x.py": b"a",
                "Default group_assignsubmission_file/x.py": b"b",
            }
        )
    )
    assert found.people == {"Default group": ("", "Default group"), "Group A_12": ("12", "Group A")}


def test_the_worksheet_is_a_roster(zipped, roster, rows):
    """By the number that Moodle gave, whatever the name looks like in the download."""
    path = zipped(
        {
            "Ada L_1234567_assignsubmission_file_/submission.py": b"a",
            "Participant_1234568_assignsubmission_file_/submission.py": b"b",
        }
    )
    found = rows(path, roster=roster(WORKSHEET))
    assert found.people == {
        "Ada L_1234567": ("20-111-222", "Ada Lovelace"),
        "Participant_1234568": ("1234568", "Bob van Dyk"),
        "Carol O'Hara_1234569": ("20-111-224", "Carol O'Hara"),
    }
    assert found["Carol O'Hara_1234569"].problem == "handed nothing in"
    assert found.remarks == ()


def test_the_worksheet_in_german_is_a_roster(zipped, roster, rows):
    """Headings and identifiers are in the teacher's language."""
    found = rows(
        zipped({"Ada L_7_assignsubmission_file_/x.py": b"a"}),
        roster=roster(
            "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung\n"
            "Teilnehmer/in7;Ada Lovelace;ada@example.org;;\n"
        ),
    )
    assert found.people == {"Ada L_7": ("7", "Ada Lovelace")}
