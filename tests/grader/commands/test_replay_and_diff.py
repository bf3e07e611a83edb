"""A mark made again, and two runs compared."""

import json
import shutil

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.examine.workers.open import opened_executor
from tests.grader.gradebook.classes import write
from tests.grader.misbehaviour import right, submission


@pytest.fixture(scope="module")
def place(toy, tmp_path_factory, warm_module):
    """A class of two, graded twice: in between, one of them handed in something better."""
    place = tmp_path_factory.mktemp("place")
    write(place / "class", {"ada": right().encode(), "bob": submission("return 3 * x").encode()})
    quick = ["--public", "--jobs", "1", "--isolation", "limits", "--budget", "0"]
    words = ["grade", place / "class", "--out", place / "grades", *quick, "--sheet", toy.folder]
    assert CliRunner().invoke(main, [*map(str, words)]).exit_code == 0
    (place / "class" / "bob" / "submission.py").write_text(right() + "# mended\n")
    shutil.copytree(place / "grades", place / "before")
    assert CliRunner().invoke(main, [*map(str, words)]).exit_code == 0
    return place


@pytest.fixture
def grader(place, monkeypatch):
    """Run a command beside the class."""
    monkeypatch.chdir(place)
    return lambda *words: CliRunner().invoke(main, [*map(str, words)])


def test_a_mark_made_again_is_the_same(grader):
    """By folder or by number, with its receipt."""
    for which in ("ada", "1", "#1"):
        result = grader("replay", which)
        assert result.exit_code == 0, result.output
        assert "the same, byte for byte" in result.output
    for word in ("submission.py, sha256", "corpus     public", "isolation  limits", "numpy"):
        assert word in result.output


def test_a_mark_that_is_not_the_same_is_told(grader, place, monkeypatch):
    """Where somebody changed what is stored, say."""
    import contextlib
    import hashlib
    import sqlite3
    import zlib

    shutil.copytree(place / "grades", place / "forged")
    forged = place / "forged" / "gradebook.db"
    with contextlib.closing(sqlite3.connect(forged)) as connection, connection as book:
        (text,) = book.execute("SELECT report FROM results WHERE number = 1").fetchone()
        report = zlib.decompress(text).replace(b'"earned": 9', b'"earned": 99')
        book.execute("DROP TRIGGER results_UPDATE")
        book.execute(
            "UPDATE results SET report = ?, digest = ? WHERE number = 1",
            (zlib.compress(report), hashlib.sha256(report).hexdigest()),
        )
    result = grader("replay", "1", "--gradebook", "forged")
    assert result.exit_code == 1
    assert "earned: 99 → 9" in result.output
    assert "not the same" in result.output


def test_a_changed_sheet_cannot_replay(grader, place, toy, monkeypatch):
    """The mark was made with another one; a process of its own has not loaded that before."""
    monkeypatch.setattr("grader.gradebook.remake.opened_executor", opened_executor)
    folder = place / "doubling"
    shutil.copytree(toy.folder, folder)
    (folder / "averaging.py").write_text((folder / "averaging.py").read_text() + "\n# changed\n")
    result = grader("replay", "ada", "--sheet", folder)
    assert result.exit_code == 2
    assert "another sheet" in result.output


@pytest.mark.parametrize("which", ["mallory", "99", "#"])
def test_what_is_not_there_cannot_be_replayed(grader, which):
    """By its name."""
    result = grader("replay", which)
    assert result.exit_code == 2
    assert which.strip("#") in result.output


def test_two_runs_are_compared(grader):
    """Whose marks changed, and by which property."""
    result = grader("diff", "1", "2")
    assert result.exit_code == 1
    assert "bob: 5 of 9 → 9 of 9 (handed in anew)" in result.output
    assert "  a test_doubles: wrong → passed" in result.output
    assert "    Every number is doubled." in result.output
    assert "ada" not in result.output
    assert "1 of 2 changed" in result.output


def test_the_last_two_runs_are_compared_without_their_numbers(grader):
    """They are what one wants to compare after grading again."""
    assert grader("diff", "--last").output == grader("diff", "1", "2").output
    for words in ([], ["1"], ["1", "2", "--last"]):
        assert grader("diff", *words).exit_code == 2


def test_the_changes_are_written_for_programs(grader):
    """With the law of each property."""
    (change,) = json.loads(grader("diff", "--last", "--json", "-").output)
    assert (change["folder"], change["resubmitted"]) == ("bob", True)
    assert change["turns"][0] == {
        "question": "a",
        "property": "test_doubles",
        "before": "wrong",
        "after": "passed",
        "law": "Every number is doubled.",
    }


def test_a_replay_is_written_for_programs(grader):
    """Receipt, verdict and differences."""
    said = json.loads(grader("replay", "ada", "--json", "-").output)
    assert (said["same"], said["differences"]) == (True, [])
    assert said["receipt"]["isolation"] == "limits"


def test_a_name_that_is_nearly_right_is_met_with_the_nearest(grader):
    """And with nobody's where none is near."""
    assert "Did you mean 'ada'?" in grader("replay", "adaa").output
    assert "Did you mean" not in grader("replay", "mallory").output
    assert "Did you mean 'ada'?" in grader("replay", "DA").output


def test_a_run_does_not_differ_from_itself(grader):
    """Nor one gradebook from itself; the exit status says so."""
    for words in (["2", "2"], ["grades", "grades/gradebook.db"]):
        result = grader("diff", *words)
        assert (result.exit_code, result.output) == (0, "0 of 2 changed.\n")


def test_two_gradebooks_are_compared(grader):
    """By their latest runs."""
    result = grader("diff", "before", "grades")
    assert result.exit_code == 1
    assert "bob: 5 of 9 → 9 of 9" in result.output


def test_what_cannot_be_compared_is_said(grader):
    """A run that is not there, and a gradebook that is not."""
    assert "has no run 7" in grader("diff", "1", "7").output
    assert "does not exist" in grader("diff", "1", "elsewhere.db").output
