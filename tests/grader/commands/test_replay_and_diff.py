"""A mark made again, and two runs compared."""

import contextlib
import hashlib
import json
import shutil
import sqlite3
import zlib

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


@pytest.fixture
def forged(place, tmp_path):
    """A gradebook in which somebody changed what is stored of a result."""

    def changed(number, old, new):
        shutil.copytree(place / "grades", tmp_path / "forged")
        file = tmp_path / "forged" / "gradebook.db"
        with contextlib.closing(sqlite3.connect(file)) as connection, connection as book:
            of_it = "WHERE number = ?"
            (text,) = book.execute(f"SELECT report FROM results {of_it}", (number,)).fetchone()
            report = zlib.decompress(text).replace(old, new)
            assert report != zlib.decompress(text)
            book.execute("DROP TRIGGER results_UPDATE")
            values = zlib.compress(report), hashlib.sha256(report).hexdigest(), number
            book.execute(f"UPDATE results SET report = ?, digest = ? {of_it}", values)
        return tmp_path / "forged"

    return changed


def test_a_mark_that_is_not_the_same_is_told(grader, forged):
    """Where somebody changed what is stored, say."""
    result = grader("replay", "1", "--gradebook", forged(1, b'"earned": 9', b'"earned": 99'))
    assert result.exit_code == 1
    assert "earned: 99 → 9" in result.output
    assert "not the same. What the mark rests on differs:" in result.output


def test_a_mark_whose_explanation_differs_is_the_same(grader, forged):
    """How many calls, or which example, were looked at within a time is no mark."""
    result = grader("replay", "2", "--gradebook", forged(2, b'"calls": ', b'"calls": 7'))
    assert result.exit_code == 0, result.output
    assert "the marks are the same" in result.output
    _, said, listed = result.output.partition("was looked for anew, and differs:\n")
    assert said
    assert listed.startswith("  questions[a].verdicts[test_doubles].calls: 7")
    assert "byte for byte" not in result.output
    assert "not the same" not in result.output


def test_a_mark_made_with_other_versions_is_the_same(grader, forged):
    """They are named, below a sentence of their own."""
    book = forged(1, b'"numpy": "', b'"numpy": "0.')
    result = grader("replay", "1", "--gradebook", book)
    assert result.exit_code == 0, result.output
    assert "the marks are the same" in result.output
    assert "Other versions are installed than when it was made:\n  environment.numpy: '0." in (
        result.output
    )


def test_a_mark_that_is_only_written_otherwise_is_the_same(grader, forged):
    """Nothing is listed, and nobody is told that something differs."""
    result = grader("replay", "1", "--gradebook", forged(1, b'"format": 1', b'"format":  1'))
    assert result.exit_code == 0, result.output
    assert "it is written otherwise" in result.output


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
    """Receipt, verdict and differences, each kind by itself."""
    said = json.loads(grader("replay", "ada", "--json", "-").output)
    assert (said["same"], said["byte_for_byte"]) == (True, True)
    assert said["differences"] == said["explanations"] == said["versions"] == []
    assert said["receipt"]["isolation"] == "limits"


def test_what_explains_it_is_written_apart_for_programs(grader, forged):
    """The marks are the same, though not every byte is."""
    book = forged(2, b'"calls": ', b'"calls": 7')
    said = json.loads(grader("replay", "2", "--gradebook", book, "--json", "-").output)
    assert (said["same"], said["byte_for_byte"]) == (True, False)
    assert said["differences"] == []
    assert said["explanations"]


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
