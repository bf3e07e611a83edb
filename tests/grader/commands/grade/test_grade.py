"""What a teacher types, and what comes back: words, files and exit statuses."""

import csv
import json
import stat

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.sheets.record import freeze
from tests.grader.gradebook.classes import write
from tests.toys.copied import copied

pytestmark = pytest.mark.usefixtures("warm_module", "few_candidates")


def test_a_class_gets_its_marks_and_its_files(grader, folder, tmp_path):
    """On a corpus of its own; exit 0 though marks were lost."""
    result = grader("grade", folder)
    assert result.exit_code == 0, result.output
    assert "A private corpus was drawn for this class." in result.output
    assert "2 submissions: 2 marked; private corpus, isolation limits." in result.output
    out = tmp_path / "grades"
    found = json.loads((out / "marks.json").read_text())
    assert [(each["folder"], each["earned"]) for each in found["submissions"]] == [
        ("ada", 9),
        ("bob", 5),
    ]
    rows = list(csv.reader((out / "marks.csv").read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == ["folder", "ada", "bob"]
    assert "<html" in (out / "report.html").read_text()
    assert len(list((out / "feedback").glob("*.md"))) == 2
    assert stat.S_IMODE((out / "private" / "seed").stat().st_mode) == 0o600
    assert stat.S_IMODE((out / "gradebook.db").stat().st_mode) == 0o600


def test_a_corpus_that_the_model_fails_in_a_students_process_marks_nobody(grader, folder, tmp_path):
    """It holds where the author is; every right submission would have lost the points."""
    sheet = copied(tmp_path / "needs_more_doubling")
    model = (sheet / "model.py").read_text()
    (sheet / "model.py").write_text(
        model.replace("    return float", "    import click\n    return float")
    )
    words = ["--jobs", "1", "--isolation", "limits", "--budget", "0", "--sheet", str(sheet)]
    result = CliRunner().invoke(main, ["grade", str(folder), *words])
    assert result.exit_code == 2
    assert "do not get every point on the private corpus that was drawn: b/test_" in result.output
    assert "Nothing was graded." in result.output
    assert not list((tmp_path / "grades").glob("private/*.bin"))
    assert not (tmp_path / "grades" / "marks.csv").exists()


@pytest.mark.slow
def test_a_second_run_adds_to_the_first(grader, folder):
    """The corpus is the same, so nothing is examined again."""
    grader("grade", folder)
    write(folder, {"eve": b"x = 1\n"})
    result = grader("grade", folder)
    assert "2 of 3 need not be examined again" in result.output
    assert "private corpus was drawn" not in result.output
    assert "3 submissions: 3 marked" in result.output


def test_what_cannot_be_read_is_a_row(grader, folder, tmp_path):
    """With its reason; and the exit status is that of a class that was graded."""
    write(folder, {"eve": b"\x00\x01"})
    result = grader("grade", folder, "--public")
    assert result.exit_code == 0
    assert "3 submissions: 2 marked, 1 with a problem; public corpus" in result.output
    assert "eve has no marks: submission.py is no text: it holds null bytes." in result.output
    (eve,) = [
        each
        for each in json.loads((tmp_path / "grades" / "marks.json").read_text())["submissions"]
        if each["folder"] == "eve"
    ]
    assert "null bytes" in eve["problem"]


def test_what_python_cannot_read_is_a_problem_everywhere(grader, folder, tmp_path):
    """Zero points and nothing said would look like a student who wrote nothing."""
    write(folder, {"eve": b"try:\n    pass\nexcept A, e:\n    pass\n", "fay": b"<!doctype html>"})
    result = grader("grade", folder, "--public")
    assert "4 submissions: 2 marked, 2 with a problem" in result.output
    assert "eve has no marks: Python cannot read the file: line 3: SyntaxError" in result.output
    out = tmp_path / "grades"
    found = json.loads((out / "marks.json").read_text())["submissions"]
    told = {each["folder"]: each["problem"] for each in found}
    assert (told["ada"], told["bob"]) == ("", "")
    assert "this is Python 2: write 'except Error as e:'" in told["eve"]
    assert "this is a web page" in told["fay"]
    rows = list(csv.DictReader((out / "marks.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["earned"], row["problem"]) for row in rows[2:]] == [
        ("", told["eve"]),
        ("", told["fay"]),
    ]
    (page,) = (out / "feedback").glob("*eve*.md")
    for place in (out / "report.html", page):
        assert "this is Python 2" in place.read_text()
    assert "this is a web page" in grader("report").output
    assert "same" in grader("replay", "eve").output


def test_whom_python_could_not_read_is_told_so_in_their_language(grader, folder, tmp_path):
    """On their page and on Gradescope; what the teacher reads is English."""
    write(folder, {"eve": b"try:\n    pass\nexcept A, e:\n    pass\n"})
    grader("grade", folder, "--public", "--lang", "de")
    for page in (tmp_path / "grades" / "feedback").glob("*eve*"):
        text = page.read_text("utf-8")
        assert "Python kann die Datei nicht lesen" in text
        assert "das ist Python 2" in text
        assert "Python cannot" not in text
    grader("report", "--gradescope", tmp_path / "results", "--lang", "de")
    (found,) = (tmp_path / "results").glob("*eve*/results.json")
    assert "Python kann die Datei nicht lesen" in json.loads(found.read_text())["output"]


def test_a_roster_names_people(grader, folder, tmp_path):
    """By folder."""
    (tmp_path / "roster.csv").write_text("folder,id,name\nada,17,Ada L.\nbob,18,Bob M.\n")
    assert grader("grade", folder, "--public", "--roster", "roster.csv").exit_code == 0
    found = json.loads((tmp_path / "grades" / "marks.json").read_text())["submissions"]
    assert [(each["id"], each["name"]) for each in found] == [("17", "Ada L."), ("18", "Bob M.")]


def test_an_id_that_two_share_is_told_at_once_and_in_the_reports(grader, folder, tmp_path):
    """It belongs to no row alone; whoever opens the report later was not there."""
    (tmp_path / "roster.csv").write_text("folder,id,name\nada,17,Ada L.\nbob,17,Bob M.\n")
    result = grader("grade", folder, "--public", "--roster", "roster.csv")
    said = "the id 17 belongs to 2 entries: ada, bob"
    assert said in result.output
    assert said in (tmp_path / "grades" / "report.html").read_text()
    assert said in grader("report").output


def test_one_question_can_be_marked_alone(grader, folder, tmp_path):
    """Its results are others than those of the whole sheet, and both are kept."""
    assert grader("grade", folder, "--public", "--only", "b").exit_code == 0
    found = json.loads((tmp_path / "grades" / "marks.json").read_text())["submissions"]
    assert [[q["id"] for q in each["questions"]] for each in found] == [["b"], ["b"]]
    assert [each["earned"] for each in found] == [5, 5]
    whole = grader("grade", folder, "--public")
    assert "need not be examined" not in whole.output
    again = grader("grade", folder, "--public", "--only", "b")
    assert "2 of 2 need not be examined again" in again.output


@pytest.mark.slow
def test_a_corpus_can_be_named(grader, folder, toy, tmp_path):
    """Reports say so; the public one cannot be named beside it."""
    freeze(toy, tmp_path / "own.bin", b"own", lambda _: None, count=20)
    assert "named corpus" in grader("grade", folder, "--corpus", "own.bin").output
    result = grader("grade", folder, "--corpus", "own.bin", "--public")
    assert result.exit_code == 2
    assert "say one of them" in result.output
