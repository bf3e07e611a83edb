"""Canvas's downloads: everything is in the names of the files."""

import pytest

PYTHON = b"x = 1\n"
GRADEBOOK = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Sheet 3 (4314282),Final Score\n"
    "    Points Possible,,,,,12.0,(read only)\n"
    '"Lovelace, Ada",12345,S-1,ada,Lecture,,\n'
    '"van Dyk, Bob",12346,S-2,bob@example.org,Lecture,,\n'
    '"O\'Hara, Carol",12347,S-3,carol,Lecture,,\n'
    '"Student, Test",99999,,0123456789abcdef,Lecture,,\n'
)


def test_names_numbers_and_lateness_are_those_that_canvas_wrote(zipped, rows):
    """The name may itself hold an underscore; the file's, too."""
    found = rows(
        zipped(
            {
                "lovelaceada_12345_678910_submission.py": b"a",
                "vandykbob_LATE_12346_678911_my_1_work.py": b"b",
                "de_la_cruzeve_12347_678912_submission-2.py": b"c",
            }
        )
    )
    assert found.sources == {
        "de_la_cruzeve_12347": b"c",
        "lovelaceada_12345": b"a",
        "vandykbob_12346": b"b",
    }
    assert found.people["de_la_cruzeve_12347"] == ("12347", "de_la_cruzeve")
    assert found["vandykbob_12346"].notes == ("late",)
    assert found["lovelaceada_12345"].notes == ()


@pytest.mark.parametrize("uploads", [(1, 2, 3), (7, 7, 7)], ids=["by upload", "by suffix alone"])
def test_the_newest_of_several_counts(zipped, rows, uploads):
    """Canvas numbers what is handed in again; the older ones are named."""
    old, middle, new = uploads
    found = rows(
        zipped(
            {
                f"lovelaceada_LATE_12345_{new}_submission-10.py": b"new",
                f"lovelaceada_12345_{old}_submission.py": b"old",
                f"lovelaceada_12345_{middle}_submission-9.py": b"middle",
                "vandykbob_12346_99_submission.py": b"b",
            }
        )
    )
    assert found.sources == {"lovelaceada_12345": b"new", "vandykbob_12346": b"b"}
    late, note = found["lovelaceada_12345"].notes
    assert late == "late"
    assert note.startswith("the newest of 3; not counted: lovelaceada_12345_")
    assert note.endswith("_submission-9.py")


def test_the_newest_counts_across_downloads(zipped, rows):
    """The first was taken at the deadline, the second a week later."""
    first = zipped({"lovelaceada_12345_10_submission.py": b"old", "b_2_11_x.py": b"b"}, "june.zip")
    second = zipped({"lovelaceada_12345_20_submission-1.py": b"new"}, "july.zip")
    found = rows(second, first)
    assert found.sources == {"b_2": b"b", "lovelaceada_12345": b"new"}
    (note,) = found["lovelaceada_12345"].notes
    assert note == "the newest of 2 submissions"


def test_several_files_of_one_person_belong_together(zipped, rows):
    """The one called submission counts."""
    found = rows(
        zipped(
            {
                "lovelaceada_1_10_plots-1.py": b"",
                "lovelaceada_1_11_submission-1.py": b"a",
                "lovelaceada_1_12_report.pdf": b"",
                "vandykbob_2_13_x.py": b"",
                "vandykbob_2_14_y.py": b"",
            }
        )
    )
    assert found.sources == {"lovelaceada_1": b"a", "vandykbob_2": None}
    assert "holds 2 files that may count" in found["vandykbob_2"].problem


def test_one_person_alone_is_found(zipped, rows):
    """Whatever else was handed in beside the one submission."""
    found = rows(
        zipped({"lovelaceada_1_10_submission.py": b"a", "lovelaceada_1_11_report.pdf": b""})
    )
    assert found.people == {"lovelaceada_1": ("1", "lovelaceada")}


def test_anonymous_submissions_are_told_apart(zipped, rows):
    """Canvas writes five letters instead of name and number."""
    found = rows(zipped({"anon_AbC12_5_x.py": b"a", "LATE_anon_xyZ99_6_x.py": b"b"}))
    assert found.sources == {"anon_AbC12": b"a", "anon_xyZ99": b"b"}
    assert found["anon_xyZ99"].notes == ("late",)


def test_typed_text_and_links_are_rows(zipped, rows):
    """They were handed in, and hold no file."""
    found = rows(
        zipped(
            {
                "lovelaceada_1_10_x.py": b"a",
                "vandykbob_2_text.html": b"<p>def f(): ...</p>",
                "eve_LATE_3_link.html": b"",
            }
        )
    )
    assert found.sources == {"eve_3": None, "lovelaceada_1": b"a", "vandykbob_2": None}
    assert "typed into Canvas, not a file" in found["eve_3"].problem


@pytest.mark.parametrize(
    "files",
    [
        ["hw3_2024_11_ada.py", "hw3_2024_11_bob.py"],
        ["ada_2024_11_hw3.py", "bob_2024_11_hw3.py"],
        ["ada_2024_06_hw3.py", "bob_2024_06_hw3.py"],
        ["ada_1_2_hw.py", "bob.py"],
    ],
    ids=["dates", "dates behind names", "months with a zero", "one of two"],
)
@pytest.mark.parametrize("one_by_one", [False, True])
def test_names_that_only_look_like_canvas_are_everybodys_own(folder, rows, files, one_by_one):
    """Taken for one person's, all but the newest would be lost."""
    top = folder(dict.fromkeys(files, PYTHON))
    found = rows(*sorted(top.iterdir())) if one_by_one else rows(top)
    assert list(found.entries) == [file.removesuffix(".py") for file in files]


def test_the_gradebook_is_a_roster(zipped, roster, rows):
    """By Canvas's number; nobody is made of its other rows."""
    path = zipped({"lovelaceada_12345_1_x.py": b"a", "vandykbob_LATE_12346_2_x.py": b"b"})
    found = rows(path, roster=roster(GRADEBOOK))
    assert found.people == {
        "O'Hara, Carol_12347": ("12347", "O'Hara, Carol"),
        "lovelaceada_12345": ("12345", "Lovelace, Ada"),
        "vandykbob_12346": ("12346", "van Dyk, Bob"),
    }
    assert found["O'Hara, Carol_12347"].problem == "handed nothing in"
    assert found.remarks == ()


def test_a_name_is_known_however_canvas_wrote_it(zipped, roster, rows):
    """A roster that knows no numbers of Canvas."""
    path = zipped({"oharacarol_1_1_x.py": b"a", "vandykbob_2_2_x.py": b"b"})
    found = rows(path, roster=roster('id,name\n7,"O\'Hara, Carol"\n8,Bob van Dyk\n'))
    assert found.people["oharacarol_1"] == ("7", "O'Hara, Carol")


STRAYS = ["solution.py", "read me.txt", "Sheet 3 (1).py", "tests/run.py", "submission.py"]


@pytest.mark.parametrize("stray", STRAYS)
@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_one_stray_file_costs_nobody_anything(folder, zipped, rows, stray, kind):
    """Ids, names, lateness and which one is the newest stay as they are without it."""
    files = {
        "altada_501_9001_submission.py": b"old",
        "altada_501_9003_submission-1.py": b"new",
        "bauben_LATE_502_9002_submission.py": b"b",
        "anon_x7Kq2_9004_submission.py": b"c",
    }
    files[stray] = b"stray"
    found = rows(zipped(files) if kind == "zip" else folder(files))
    assert found.people["altada_501"] == ("501", "altada")
    assert found.people["anon_x7Kq2"] == ("anon_x7Kq2", "")
    assert found.sources["altada_501"] == b"new"
    assert found["bauben_502"].notes == ("late",)
    strays = [source for source in found.sources.values() if source == b"stray"]
    assert len(strays) == (not stray.endswith(".txt"))
    assert [remark for remark in found.remarks if stray[:4] in remark]


def test_what_looks_like_canvas_in_a_download_of_canvas_is_everybodys_own(zipped, rows):
    """One number of two names is none of Canvas."""
    found = rows(
        zipped(
            {
                "altada_501_9001_x.py": b"a",
                "bauben_502_9002_x.py": b"b",
                "curtcarl_503_9003_x.py": b"c",
                "eve_2024_11_hw3.py": b"e",
                "fay_2024_11_hw3.py": b"f",
            }
        )
    )
    assert found.people == {
        "altada_501": ("501", "altada"),
        "bauben_502": ("502", "bauben"),
        "curtcarl_503": ("503", "curtcarl"),
        "eve_2024_11_hw3": ("", ""),
        "fay_2024_11_hw3": ("", ""),
    }
    assert found.remarks == (
        "not named by Canvas, and a row each without an id: eve_2024_11_hw3, fay_2024_11_hw3",
    )


@pytest.mark.parametrize("page", ["link.html", "text.html"])
def test_a_page_that_was_attached_is_a_file(zipped, rows, page):
    """It has a number of an upload; what was typed in has none."""
    found = rows(
        zipped(
            {
                "altada_501_9001_submission.py": b"a",
                f"altada_501_9002_{page}": b"<p>my notes</p>",
                f"bauben_502_9003_{page}": b"<p>my notes</p>",
            }
        )
    )
    assert found.sources == {"altada_501": b"a", "bauben_502": None}
    assert "holds no Python file and no notebook, but" in found["bauben_502"].problem


def test_a_class_that_typed_everything_in_is_told_so(zipped, rows):
    """Nobody handed in a file."""
    found = rows(zipped({"altada_501_text.html": b"", "bauben_LATE_502_link.html": b""}))
    assert list(found.entries) == ["altada_501", "bauben_502"]
    assert "typed into Canvas" in found["bauben_502"].problem


@pytest.mark.parametrize(
    "others",
    [
        ["curtcarl_503_link.html", "dd_504_text.html"],
        ["curtcarl_503_9003_report.pdf", "dd_504_9004_report.pdf"],
        ["curtcarl_503_9003_work.zip", "dd_504_9004_work.zip"],
    ],
    ids=["typed", "of another kind", "packed"],
)
def test_one_stray_file_costs_nobody_anything_where_few_handed_in_python(zipped, rows, others):
    """Whoever handed in something else is a person all the same."""
    files = dict.fromkeys(["altada_501_9001_submission.py", "solution.py", *others], b"x")
    found = rows(zipped(files))
    assert found.people["altada_501"] == ("501", "altada")
    assert found.people["curtcarl_503"] == ("503", "curtcarl")
    assert found.people["dd_504"] == ("504", "dd")
    assert found.people["solution"] == ("", "")


def test_pictures_beside_a_students_file_are_no_download(zipped, rows):
    """Although Canvas might have called them so."""
    pictures = [f"run_{number}_10_loss.png" for number in range(1, 5)]
    found = rows(zipped({f"ada/{name}": b"x" for name in ["submission.py", *pictures]}))
    assert set(found.people) == {"ada"}
