"""What is handed out: complete files, for those who are in the class."""

import csv
import json
import os
import re
from dataclasses import replace

import pytest
from hypothesis import given

from grader.errors import GraderError
from grader.files import write_file
from grader.report import feedback_pages
from grader.report.export import write_all
from grader.report.feedback_pages import page_link, page_name, write_feedback
from grader.report.student.markdown import feedback_markdown
from tests.grader.report.hostile import texts
from tests.grader.report.sample_class import sample_class


def stamps(folder):
    return {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}


def test_a_folder_holds_everything(tmp_path):
    """Marks twice, the class report, and two pages for each student."""
    results = sample_class(9)
    write_all(results, tmp_path)
    pages = {file.name for file in (tmp_path / "feedback").iterdir()} - {".made-of.json"}

    assert {file.name for file in tmp_path.iterdir()} == {
        "marks.csv",
        "marks.json",
        "report.html",
        "feedback",
    }
    assert pages == {f"{page_name(row.folder)}.{k}" for row in results.rows for k in ("html", "md")}
    assert len(json.loads((tmp_path / "marks.json").read_text())["submissions"]) == 9


def test_the_table_is_one_that_excel_reads(tmp_path):
    """Without the byte order mark it would show other letters for those with accents."""
    write_all(sample_class(3), tmp_path)
    content = (tmp_path / "marks.csv").read_bytes()

    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [line["folder"] for line in lines] == [row.folder for row in sample_class(3).rows]


def test_the_report_links_to_each_page(tmp_path):
    """And each of the links leads somewhere."""
    results = sample_class(9)
    write_all(results, tmp_path)
    text = (tmp_path / "report.html").read_text("utf-8")

    for row in results.rows:
        assert page_link(row) in text
        assert (tmp_path / page_link(row)).is_file()


def test_the_same_class_gives_the_same_bytes(tmp_path):
    """Whatever was there before."""
    write_all(sample_class(5), tmp_path / "a")
    write_all(sample_class(7, seed=4), tmp_path / "b")
    write_all(sample_class(5), tmp_path / "b")
    one, other = (
        {f.relative_to(tmp_path / x): f.read_bytes() for f in (tmp_path / x).rglob("*.*")}
        for x in "ab"
    )

    assert one == other


def test_a_page_that_says_the_same_is_left_alone(tmp_path):
    """Only the page of who has something new is touched."""
    results = sample_class(5)
    write_feedback(results, tmp_path, ["md", "html"])
    before = stamps(tmp_path)
    changed = replace(results.rows[2], name="Another Name")
    rows = (*results.rows[:2], changed, *results.rows[3:])
    write_feedback(replace(results, rows=rows), tmp_path, ["md", "html"])
    touched = {name for name, stamp in stamps(tmp_path).items() if before[name] != stamp}

    assert touched == {
        ".made-of.json",
        f"{page_name(changed.folder)}.md",
        f"{page_name(changed.folder)}.html",
    }
    assert "Another Name" in (tmp_path / f"{page_name(changed.folder)}.md").read_text()


def test_a_page_with_another_report_is_made_anew(tmp_path):
    """A gradebook that was begun afresh may give an old number to a new result."""
    results = sample_class(2)
    write_feedback(results, tmp_path, ["md"])
    other = replace(results.report(1), remarks=("something else",))
    write_feedback(replace(results, report=lambda _: other), tmp_path, ["md"])

    page = tmp_path / f"{page_name(results.rows[0].folder)}.md"
    assert "Something else" in page.read_text()


def test_a_page_that_is_gone_is_made_anew(tmp_path):
    """Though nothing in it is new."""
    results = sample_class(2)
    write_feedback(results, tmp_path, ["md"])
    page = tmp_path / f"{page_name(results.rows[0].folder)}.md"
    page.unlink()
    write_feedback(results, tmp_path, ["md"])

    assert page.is_file()


@pytest.mark.parametrize("left", ["", "{", "[]", '{"x": 1}'])
def test_when_it_is_not_known_what_pages_were_made_of_all_are_made(tmp_path, left):
    """After a run was killed in the middle of it, for one."""
    results = sample_class(3)
    write_feedback(results, tmp_path, ["md"])
    page = tmp_path / f"{page_name(results.rows[0].folder)}.md"
    page.write_text("half of an older")
    (tmp_path / ".made-of.json").write_text(left)
    write_feedback(results, tmp_path, ["md"])

    assert page.read_text().startswith("# Sheet 3")


def test_a_run_that_is_killed_leaves_no_page_that_passes_for_another(tmp_path, monkeypatch):
    """Some pages are of the new marks then, and what is known of them is of the old."""
    old = sample_class(3)
    new = replace(old, rows=tuple(replace(row, name=f"New {row.folder}") for row in old.rows))
    write_feedback(old, tmp_path, ["md"])
    made = []

    def dies(row, results, report, words):
        made.append(row)
        if len(made) == 2:
            raise KeyboardInterrupt
        return feedback_markdown(row, results, report, words)

    with monkeypatch.context() as patched:
        patched.setitem(feedback_pages.PAGES, "md", dies)
        with pytest.raises(KeyboardInterrupt):
            write_feedback(new, tmp_path, ["md"])
    write_feedback(old, tmp_path, ["md"])

    assert not [page for page in tmp_path.glob("*.md") if "New" in page.read_text()]


def test_who_is_gone_from_the_class_has_no_page_any_more(tmp_path):
    """Files of other people's making stay, and pages of another kind."""
    results = sample_class(3)
    write_feedback(results, tmp_path, ["md", "html"])
    (tmp_path / "notes.md").write_text("mine")
    (tmp_path / "logo.html").write_text("mine")
    gone = page_name(results.rows[0].folder)
    write_feedback(replace(results, rows=results.rows[1:]), tmp_path, ["md"])

    assert not (tmp_path / f"{gone}.md").exists()
    assert (tmp_path / f"{gone}.html").exists()
    assert (tmp_path / "notes.md").exists()
    assert (tmp_path / "logo.html").exists()


@given(one=texts, other=texts)
def test_a_page_has_a_name_that_is_safe_and_nobody_elses(one, other):
    """On every system, whatever the folder is called, capitals or not."""
    names = page_name(one), page_name(other)

    assert all(re.fullmatch(r"[a-z0-9-]{0,60}\.[0-9a-f]{12}", name) for name in names)
    assert (names[0] == names[1]) == (one == other)


def test_a_reader_never_sees_half_a_file(tmp_path, monkeypatch):
    """Where writing fails the old file is there, and nothing beside it."""
    file = tmp_path / "marks.json"
    write_file(file, ["old"])

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(GraderError, match=r"cannot write .*marks\.json \(No space left"):
        write_file(file, ["new"])
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"marks.json": "old"}


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    """Such as /dev/stdout."""
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("")
    link.symlink_to(target)
    write_file(link, ["text"])

    assert link.is_symlink()
    assert target.read_text() == "text"


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    """In a sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(GraderError, match=r"cannot write .*Name another place"):
        write_file(tmp_path / "file" / "marks.csv", ["x"])


@pytest.mark.skipif(os.name != "posix", reason="permissions are of POSIX here")
def test_files_have_the_permissions_that_the_person_asked_for(tmp_path):
    """The mask of the process decides who may read marks."""
    before = os.umask(0o077)
    try:
        write_file(tmp_path / "marks.csv", ["x"])
    finally:
        os.umask(before)

    assert (tmp_path / "marks.csv").stat().st_mode & 0o777 == 0o600
