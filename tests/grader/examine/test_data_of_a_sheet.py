"""A sheet's data, and files that a property passes, in a submission's working directory."""

import os
from pathlib import Path

import pytest

from grader.authoring import csv_file, text_file
from grader.errors import BadSheet
from grader.examine.student.faults import StudentFault
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.objects.expected import Expected
from grader.examine.student.proxy import Student
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import launcher
from grader.sandbox.processes.working_folder import Materials, WorkingFolder
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import _encoder, decode, encode
from grader.sandbox.wire.further.files import TextFile
from grader.sandbox.wire.tags import Tag
from grader.sheets.corpus import sheet_digest
from grader.sheets.derived.beside import run_in, working_in
from grader.sheets.settings import settings_of
from grader.sheets.sheet import load_sheet

TIERS = [
    "sealed",
    *(pytest.param(t, marks=pytest.mark.slow) for t in ("limits", "walled", "owned")),
]
SOURCE = r"""
import os
import numpy as np


def first_line(path="data/points.csv"):
    with open(path) as file:
        return file.readline()


def table(path):
    return np.loadtxt(path, delimiter=",", skiprows=1)


def there():
    return sorted(os.listdir(".")), sorted(os.listdir("data"))


def writes():
    with open("data/points.csv", "w") as file:
        file.write("x,y\n0,0\n")


def makes():
    open("data/new.csv", "w").close()


def removes():
    os.remove("data/points.csv")


def path_of(path):
    return path


def above():
    return sorted(os.listdir(".."))
"""


@pytest.fixture(scope="module")
def materials(tmp_path_factory):
    """Data of a sheet, and that it passes files."""
    folder = tmp_path_factory.mktemp("sheet") / "data"
    (folder / "deeper").mkdir(parents=True)
    (folder / "points.csv").write_text("x,y\n1,2\n3,4\n")
    (folder / "deeper" / "more.txt").write_text("more\n")
    return Materials(folder, files=True)


@pytest.fixture(scope="module", params=TIERS)
def student(request, materials):
    """A submission that reads data, in each tier that there is."""
    limits = Limits(call_seconds=30, question_seconds=200, submission_seconds=200)
    with launcher(("numpy",), materials) as launched:
        if not works(launched, request.param):
            pytest.skip(f"this machine does not offer {request.param!r}; see 'grader doctor'")
        submission = Submission("submission.py", SOURCE.encode())
        session = Session(submission, launched, request.param, limits)
        session.begin_question()
        found = Student(session.ask, Expected(dict))
        found.__dict__["session"], found.__dict__["tier"] = session, request.param
        yield found
        session.end()


def test_a_submission_finds_the_data_where_it_works(student):
    """By their relative path, all of them, and nothing of the sheet beside them."""
    assert student.first_line() == "x,y\n"
    here, data = student.there()
    assert "data" in here
    assert data == ["deeper", "points.csv"]
    assert student.first_line("data/deeper/more.txt") == "more\n"
    with pytest.raises(StudentFault):
        student.first_line("data/other.csv")


def test_a_file_that_is_passed_is_a_path_to_its_content(student):
    """Each by its own name, also after the process was lost."""
    rows = csv_file([[1.5, 2], [0.1 + 0.2, 4]], header=("a", "b"))
    assert student.table(rows).tolist() == [[1.5, 2.0], [0.30000000000000004, 4.0]]
    one, other = text_file("one\n", "a.txt"), text_file("other\n", "a.txt")
    assert [student.first_line(each) for each in (one, other, one)] == ["one\n", "other\n", "one\n"]
    assert student.path_of(one).endswith("/a.txt")
    student.session.end()
    assert student.first_line(one) == "one\n"


def test_what_one_submission_does_to_the_data_is_no_matter_to_the_next(student, materials):
    """It is refused, or where only limits hold put right; the sheet's own file stays as it is."""
    for harm in (student.writes, student.makes, student.removes):
        refused = True
        try:
            harm()
            refused = False
        except StudentFault:
            pass
        assert refused or student.tier == "limits"
    student.session.end()
    assert student.first_line() == "x,y\n"
    assert student.there()[1] == ["deeper", "points.csv"]
    assert (materials.data / "points.csv").read_text() == "x,y\n1,2\n3,4\n"


def test_what_lies_above_is_not_shown(student):
    """In the tiers against malice."""
    if student.tier in ("sealed", "walled"):
        with pytest.raises(StudentFault, match="PermissionError"):
            student.above()


def test_a_working_folder_is_removed_when_it_is_closed(materials):
    """With files and folders that nobody may write to."""
    folder = WorkingFolder(materials)
    folder.provide(text_file("a"))
    assert folder.path.is_dir()
    folder.close()
    assert not folder.path.exists()


def test_a_change_that_hides_itself_is_put_right(tmp_path):
    """The same size, rights and times as before, as a submission under 'limits' may leave it."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "points.csv").write_text("1,2\n")
    folder = WorkingFolder(Materials(data))
    changed = folder.path / "data" / "points.csv"
    before = changed.stat()
    changed.chmod(0o600)
    changed.write_text("3,4\n")
    changed.chmod(before.st_mode)
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    folder.restore()
    assert changed.read_text() == "1,2\n"
    folder.close()


def test_our_side_works_in_the_folder_of_the_sheet_and_comes_back(tmp_path):
    """However it ends, and one within the other."""
    before = Path.cwd()
    assert run_in(tmp_path, Path.cwd)() == tmp_path
    with working_in(tmp_path), working_in(tmp_path):
        assert Path.cwd() == tmp_path
    with pytest.raises(ZeroDivisionError):
        run_in(tmp_path, lambda: 1 / 0)()
    with working_in(None):
        assert Path.cwd() == before
    assert Path.cwd() == before


def test_a_file_is_a_value_like_any_other():
    """Recorded, compared, shown, and open to the model, too."""
    file = csv_file([[1, "a,b"]], header=["n", "text"])
    assert file.content == b'n,text\n1,"a,b"\n'
    again = decode(*encode({"table": file}), ours=True)["table"]
    assert again == file
    assert repr(again) == repr(file) == """text_file('n,text\\n1,"a,b"\\n', 'table.csv')"""
    assert Path(file).read_bytes() == file.content
    ours = InProcessStudent({"f": lambda path: Path(path).read_text()}).student
    assert ours.f(file) == file.content.decode()
    with pytest.raises(ValueError, match="is no name for a file"):
        text_file("", "../a")
    with pytest.raises(ValueError, match="more than 500000 bytes"):
        text_file("a" * 500_001)
    with pytest.raises(ValueError, match="takes text, no bytes"):
        text_file(b"a")


@pytest.mark.parametrize("data", [b"", b"a text file\0../a\0x", b"a text file\0a", b"other"])
def test_bytes_that_only_pretend_to_be_a_file_are_refused(data):
    """A name is checked wherever it comes from."""
    from msgspec.msgpack import Ext

    with pytest.raises(Malformed):
        decode(_encoder.encode([Tag.TEXT_FILE, Ext(8, data)]), b"")
    assert isinstance(decode(*encode(text_file("a"))), TextFile)


def sheet_with(folder, *lines):
    """The package of a sheet with these lines."""
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").write_text("\n".join(['TITLE = "T"', "QUESTIONS = ()", *lines, ""]))
    return str(folder)


def test_the_folder_is_named_found_and_bounded(tmp_path):
    """It is ``data`` where nothing else is said, and there need be none."""
    folder = tmp_path / "sheet_of_data"
    name = sheet_with(folder)
    assert not settings_of(name).materials
    (folder / "data").mkdir()
    assert settings_of(name).materials.data == (folder / "data").resolve()
    assert not settings_of(sheet_with(folder, 'DATA = ""')).materials
    (folder / "first.py").write_text("from grader.authoring import csv_file\n")
    assert settings_of(name).materials == Materials(None, files=True)
    with pytest.raises(BadSheet, match="DATA names 'measured', and there is no such folder"):
        settings_of(sheet_with(folder, 'DATA = "measured"'))
    with pytest.raises(BadSheet, match=r"DATA is '\.\./data'\. Name a folder beside this file"):
        settings_of(sheet_with(folder, 'DATA = "../data"'))
    sheet_with(folder)
    (folder / "data" / "link").symlink_to("/etc/hostname")
    with pytest.raises(BadSheet, match=r"link is no plain file\. Copy it into the folder\."):
        settings_of(name)


def test_a_corpus_depends_on_the_data(toy):
    """Who changes a file has to freeze again."""
    before = sheet_digest(load_sheet(str(toy.folder)))
    (toy.folder / "data").mkdir()
    (toy.folder / "data" / "a.txt").write_text("1\n")
    first = sheet_digest(load_sheet(str(toy.folder)))
    (toy.folder / "data" / "a.txt").write_text("2\n")
    second = sheet_digest(load_sheet(str(toy.folder)))
    (toy.folder / "data" / "a.txt").unlink()
    (toy.folder / "data").rmdir()
    assert len({before, first, second}) == 3
    assert sheet_digest(load_sheet(str(toy.folder))) == before
