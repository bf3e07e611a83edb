"""``grader report`` and ``grader rubric``: words in, files and sentences out."""

import csv
import errno
import json
import shutil

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.gradebook import open_book
from tests.grader.report.exports import DATA
from tests.grader.report.platforms.written_class import written_book

ANSWERS = {"ada.abel@uni.example": "Twice.", "grete.oneill@uni.example": "", "zoe": "2 x"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a gradebook where it is looked for."""
    (tmp_path / "grades").mkdir()
    written_book(tmp_path / "grades" / "gradebook.db", ANSWERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, list(map(str, words)))


def test_without_options_the_class_is_shown(folder):
    """From the gradebook that lies here."""
    result = run("report")

    assert result.exit_code == 0
    assert "3 submissions, 0 without marks; of 5 points: mean 5.0" in result.output


@pytest.mark.parametrize("named", ["grades", "grades/gradebook.db"])
def test_a_gradebook_is_named_by_its_file_or_its_folder(folder, named):
    """Both are what a person has at hand."""
    assert run("report", named, "--json", "-").stdout == run("report", "--json", "-").stdout


def test_everything_can_be_asked_for_at_once(folder):
    """Each in the place that was said."""
    result = run(
        *("report", "--html", "page.html", "--csv", "m.csv", "--json", "m.json"),
        *("--junit", "j.xml", "--markdown", "md", "--gradescope", "gs", "--rubric-csv", "r.csv"),
    )

    assert result.exit_code == 0, result.output
    written = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert {"page.html", "m.csv", "m.json", "j.xml", "r.csv"} < written
    assert len(list(folder.glob("md/*.md"))) == 3
    assert len(list(folder.glob("gs/*/results.json"))) == 3
    assert "Wrote m.csv." in result.output
    assert (folder / "m.csv").read_bytes().startswith(b"\xef\xbb\xbffolder,")


def test_a_folder_for_html_gets_the_feedback_pages(folder):
    """And the report links to them."""
    assert run("report", "--html", "site").exit_code == 0
    page = (folder / "site" / "report.html").read_text("utf-8")

    names = [file.name for file in folder.glob("site/feedback/*.html")]
    assert len(names) == 3
    assert all(f"feedback/{name}" in page for name in names)


def test_what_is_printed_is_nothing_but_that(folder):
    """A program reads it."""
    result = run("report", "--json", "-", "--csv", "m.csv")

    assert len(json.loads(result.stdout)["submissions"]) == 3
    assert "Wrote m.csv." in result.stderr
    printed = run("report", "--csv", "-").stdout
    assert [line["earned"] for line in csv.DictReader(printed.splitlines())] == ["5", "5", "5"]


def test_pages_of_markdown_are_one_file_or_printed_where_that_is_said(folder):
    """As in every other command that writes Markdown; so is the class report."""
    printed = run("report", "--markdown", "-").stdout
    assert run("report", "--markdown", "all.md").stdout == "Wrote all.md.\n"
    assert (folder / "all.md").read_text("utf-8") == printed
    run("report", "--markdown", "pages")
    pages = [page.read_text("utf-8") for page in folder.glob("pages/*.md")]
    assert len(pages) == 3
    assert all(page in printed for page in pages)
    assert run("report", "--html", "-").stdout.startswith("<!doctype html>")
    assert not (folder / "-").exists()


def test_a_worksheet_is_filled_in_beside_the_export(folder):
    """The export stays, and what was left alone is told."""
    shutil.copy(DATA / "moodle" / "worksheet-en.csv", "export.csv")
    before = (folder / "export.csv").read_bytes()
    result = run("report", "--moodle", "export.csv")
    graded = (folder / "export-graded.csv").read_bytes()

    assert result.exit_code == 0, result.output
    assert "Wrote export-graded.csv with 2 grades." in result.output
    assert "zoe is not in the file." in result.output
    assert (folder / "export.csv").read_bytes() == before
    assert graded.startswith(b"\xef\xbb\xbfIdentifier,")
    assert b'"Submitted for grading - ",100,100.00' in graded


def test_a_gradebook_of_canvas_is_filled_in_where_it_is_said(folder):
    """In the column that is said."""
    shutil.copy(DATA / "canvas" / "gradebook.csv", "export.csv")
    named = ("--canvas-column", "Sheet 3", "--out", "filled.csv")

    assert (
        "Wrote filled.csv with 0 grades." in run("report", "--canvas", "export.csv", *named).output
    )
    assert (folder / "filled.csv").read_bytes() == (folder / "export.csv").read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("report", "nowhere"), "nowhere does not exist"),
        (("report", "--moodle", "odd.csv"), "is no grading worksheet of Moodle"),
        (("report", "--moodle", "latin.csv"), "latin.csv is no grading worksheet of Moodle"),
        (("report", "--moodle", "odd.csv", "--out", "odd.csv"), "no grading worksheet"),
        (("report", "--canvas", "odd.csv"), "is no gradebook of Canvas"),
        (("report", "--csv", "odd.csv/m.csv"), "cannot write odd.csv/m.csv"),
        (("report", "--out", "x.csv"), "--out goes with one of --moodle and --canvas"),
        (("rubric", "import", "odd.csv"), "there is no column folder"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(folder, words, told):
    """And exit status 2."""
    (folder / "odd.csv").write_text("a,b\n1,2\n")
    (folder / "latin.csv").write_bytes("Identifier,Größe\n".encode("latin-1"))
    result = run(*words)

    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_where_there_is_no_gradebook_it_says_where_it_looked(tmp_path, monkeypatch):
    """A person may be in the wrong folder."""
    monkeypatch.chdir(tmp_path)
    result = run("report")

    assert result.exit_code == 2
    assert "there is no grades/gradebook.db and no gradebook.db here" in result.stderr


def test_an_export_is_never_written_over(folder):
    """Even where it is named as the place to write."""
    shutil.copy(DATA / "moodle" / "worksheet-en.csv", "export.csv")
    result = run("report", "--moodle", "export.csv", "--out", "export.csv")

    assert result.exit_code == 2
    assert "is the export itself" in result.stderr


def test_marks_of_a_person_go_round(folder):
    """Out as a table, filled in, back into the gradebook, and into the reports beside it."""
    assert run("report", "--rubric-csv", "answers.csv").exit_code == 0
    with (folder / "answers.csv").open(encoding="utf-8-sig", newline="") as opened:
        lines = list(csv.DictReader(opened))
    lines[0] |= {"mark": "1,5", "comment": "why?"}
    with (folder / "marked.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, lines[0], delimiter=";")
        writer.writeheader()
        writer.writerows(lines)
    (folder / "grades" / "marks.json").write_text("of the run")
    result = run("rubric", "import", "marked.csv")

    assert result.exit_code == 0, result.output
    assert "Took 1 mark for 1 student" in result.output
    with open_book(folder / "grades") as book:
        assert book.results().rows[0].rubric[0].earned == 1.5
    said = json.loads((folder / "grades" / "marks.json").read_text())["submissions"][0]
    assert said["rubric"] == [{"question": "a", "earned": 1.5, "possible": 2.0, "comment": "why?"}]
    assert said["earned"] == 5
    assert "Took no mark: all of them were known." in run("rubric", "import", "marked.csv").output
    text = (folder / "marked.csv").read_text("utf-8").replace("why?", "für x")
    (folder / "marked.csv").write_text(text, "cp1252")
    again = run("rubric", "import", "marked.csv").output
    assert "marked.csv is not UTF-8, and was read as Windows-1252" in again


def test_nothing_is_written_beside_a_gradebook_that_lies_alone(folder):
    """Reports are written again where they were, and nowhere else."""
    run("report", "--rubric-csv", "answers.csv")
    text = (folder / "answers.csv").read_text("utf-8-sig").replace(",,\n", ",1,\n", 1)
    (folder / "marked.csv").write_text(text, "utf-8")

    assert run("rubric", "import", "marked.csv").exit_code == 0
    assert not list((folder / "grades").glob("*.html"))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_what_the_system_refuses_is_a_sentence_wherever_it_happens(folder, monkeypatch, number):
    """Such as a folder that may not be entered; status 1 would say that marks were lost."""

    def refuse(*_):
        raise OSError(number, "not today", str(folder / "x.html"))

    monkeypatch.setattr("grader.report.export.marks_csv", refuse)
    result = run("report", "--csv", "-")
    assert result.exit_code == 2
    assert result.stderr == (
        f"Error: {folder / 'x.html'} cannot be read or written (not today). Check its permissions "
        f"and those of its folder.\n"
    )
