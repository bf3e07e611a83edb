"""``grader start``: a file to begin with, and never in the place of another."""

import pytest


def test_start_writes_a_starter_that_earns_nothing(grader, tmp_path):
    """And says what is missing in words."""
    assert grader("start").exit_code == 0
    result = grader("check", tmp_path / "submission.py")
    assert result.exit_code == 1
    assert "0 of 9 points" in result.output
    assert result.output.count("not implemented yet") == 2
    assert "Still to write: double, average" in result.output
    assert "NotImplementedError" not in result.output


def test_start_never_overwrites(grader, file):
    """A student's work is worth more than ours."""
    path = file("# mine")
    result = grader("start")
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert path.read_text() == "# mine"


def test_start_makes_the_folder(grader, tmp_path):
    """Named on the command line."""
    assert grader("start", "week3").exit_code == 0
    assert (tmp_path / "week3" / "submission.py").is_file()


@pytest.mark.parametrize(
    ("words", "name", "beginning"),
    [
        (["sub/new.py"], "sub/new.py", '"""'),
        (["new.ipynb"], "new.ipynb", "{"),
        (["sub/new.ipynb", "--notebook"], "sub/new.ipynb", "{"),
        (["week.3"], "week.3/submission.py", '"""'),
    ],
)
def test_start_writes_the_very_file_that_is_named(grader, tmp_path, words, name, beginning):
    """Rather than a folder of that name; what ends otherwise is a folder."""
    result = grader("start", *words)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / name).read_text().startswith(beginning)
    assert f"Wrote {name}." in result.output


def test_start_into_a_folder_that_is_called_like_a_file(grader, tmp_path):
    """It is there, so it is meant."""
    (tmp_path / "odd.py").mkdir()
    assert grader("start", "odd.py").exit_code == 0
    assert (tmp_path / "odd.py" / "submission.py").is_file()


def test_start_makes_no_notebook_that_is_called_python(grader, tmp_path):
    """Nothing could open it."""
    result = grader("start", "new.py", "--notebook")
    assert result.exit_code == 2
    assert "new.py is no name for a notebook. Name it new.ipynb." in result.stderr
    assert not (tmp_path / "new.py").exists()


def test_start_never_overwrites_the_file_that_is_named(grader, file):
    """As it does not in a folder."""
    path = file("# mine", "mine.py")
    assert grader("start", "mine.py").exit_code == 2
    assert path.read_text() == "# mine"
