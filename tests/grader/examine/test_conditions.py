"""What decides a mark apart from the submission, and what does not."""

import dataclasses
import json
import shutil

import pytest

from grader.examine.conditions import settings_text, source_digest
from grader.examine.settings import Settings
from grader.gradebook.entries import anonymous, key_of, packed, unpacked
from grader.model import Submission
from grader.sandbox.limits import Limits
from tests.grader.gradebook.made_up import occasion


@pytest.fixture
def sheet(toy, tmp_path):
    """The toy sheet's files, where they may be changed."""
    shutil.copytree(toy.folder, tmp_path / "doubling")
    return dataclasses.replace(toy, folder=tmp_path / "doubling", model=())


def test_settings_come_back():
    """As the engine takes them."""
    settings = Settings(
        tier="sealed", limits=Limits(call_seconds=0.5), feedback="law", search_seconds=1.5
    )
    conditions = dataclasses.replace(
        occasion().conditions, settings=settings_text(settings, [], {"python": "3.11"})
    )
    assert conditions.how() == settings
    assert conditions.isolation == "sealed"
    assert conditions.environment == {"python": "3.11"}
    assert conditions.questions == ()


def test_settings_of_an_older_grader_come_back():
    """Limits and settings that there are no longer do not stop a stored mark from being remade."""
    said = json.loads(settings_text(Settings(tier="sealed"), [], {}))
    said["settings"]["limits"]["lost_seconds"] = 20.0
    said["settings"]["patience"] = 3
    conditions = dataclasses.replace(occasion().conditions, settings=json.dumps(said))
    assert conditions.how() == Settings(tier="sealed")


def test_equal_settings_are_equal_text(toy):
    """Whatever the order of what is in them, and how a number was written."""
    one = settings_text(Settings(search_seconds=2), toy.questions, {"a": "1", "b": "2"})
    other = settings_text(Settings(search_seconds=2.0), toy.questions, {"b": "2", "a": "1"})
    assert one == other
    assert one != settings_text(Settings(), toy.questions[:1], {"a": "1", "b": "2"})


@pytest.mark.parametrize("file", ["averaging.py", "model.py", "misconceptions/averaging.py"])
def test_what_a_report_can_depend_on_is_in_the_digest(sheet, file):
    """A better sentence about a mistake is other feedback."""
    before = source_digest(sheet)
    (sheet.folder / file).parent.mkdir(exist_ok=True)
    with (sheet.folder / file).open("a") as opened:
        opened.write("# changed\n")
    assert source_digest(sheet) != before


@pytest.mark.parametrize("file", ["starter.py", "wheats/a.py", "notes.txt"])
def test_what_no_report_depends_on_is_not(sheet, file):
    """Students' starting point, and solutions that the audit tries."""
    before = source_digest(sheet)
    (sheet.folder / file).parent.mkdir(exist_ok=True)
    (sheet.folder / file).write_text("# changed\n")
    assert source_digest(sheet) == before


def test_line_ends_do_not_matter(sheet):
    """A checkout on Windows is the same sheet."""
    before = source_digest(sheet)
    for file in sheet.folder.glob("*.py"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert source_digest(sheet) == before


def test_the_model_answers_elsewhere_count_too(sheet, tmp_path, monkeypatch):
    """They may lie in a package of their own, as those of sheet 3 do."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "answers.py").write_text("x = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    there = dataclasses.replace(sheet, model=("elsewhere.answers",))
    before = source_digest(there)
    (tmp_path / "elsewhere" / "answers.py").write_text("x = 2\n")
    assert source_digest(there) != before


def test_a_submission_is_stored_without_the_name_of_its_file():
    """In which platforms put the student's."""
    handed = Submission("lovelace_ada_1234.py", b"x = 1")
    assert anonymous(handed) == Submission("submission.py", b"x = 1")
    assert anonymous(Submission("Ada.ipynb", b"{}")).name == "submission.ipynb"
    assert b"ada" not in packed(anonymous(handed)).lower()
    assert unpacked(packed(anonymous(handed))) == anonymous(handed)
    assert key_of(handed) == key_of(anonymous(handed))
