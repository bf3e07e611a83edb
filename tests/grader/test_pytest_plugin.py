"""A sheet's properties as an ordinary pytest run."""

import subprocess
import sys

import pytest

from tests.grader.misbehaviour import right, submission


@pytest.fixture
def live(toy, tmp_path):
    """Run pytest on the toy sheet with a submission; its exit status and output."""

    def run(source, *words):
        file = tmp_path / "submission.py"
        file.write_text(source)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(toy.folder)]
        return subprocess.run(
            [*command, *(words or [f"--submission={file}"])],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"PATH": "", "PYTHONPATH": str(toy.folder.parent)},
        )

    return run


@pytest.mark.slow
def test_a_right_submission_passes(live, tmp_path):
    """All five properties, and no .hypothesis folder is left."""
    result = live(right())
    assert "5 passed" in result.stdout, result.stdout + result.stderr
    assert not list(tmp_path.glob(".hypothesis"))


@pytest.mark.slow
def test_a_mistake_is_shrunk_and_explained(live):
    """By Hypothesis, with the sentence of the assertion."""
    result = live(submission("return 3 * x"))
    assert result.returncode == 1
    assert "should be" in result.stdout
    assert "2 passed" in result.stdout


def test_without_a_submission_nothing_is_collected(live):
    """A sheet is no test suite of its own."""
    assert "no tests ran" in live(right(), "-k", "doubles").stdout


def test_a_submission_that_is_not_there_is_told(live):
    """In one sentence."""
    result = live(right(), "--submission=nowhere.py")
    assert "does not exist" in result.stdout + result.stderr


@pytest.mark.slow
def test_a_submission_imports_what_its_sheet_lists(live, toy_with):
    """As where it is marked: SymPy where the list has it."""
    source = "import sympy\n" + submission("sympy; return 2 * x")
    assert "name 'sympy' is not defined" in live(source).stdout
    toy_with('PACKAGES = ("numpy", "sympy")')
    assert "name 'sympy' is not defined" not in live(source).stdout
