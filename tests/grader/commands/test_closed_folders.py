"""A file in a folder that may not be entered is not said to be missing: nobody looked."""

import os

import pytest
from click.testing import CliRunner

from grader.cli import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


@pytest.fixture
def closed(own_folder):
    """A file in a closed folder."""
    file = own_folder / "closed" / "file.csv"
    file.parent.mkdir()
    file.touch()
    file.parent.chmod(0)
    yield file
    file.parent.chmod(0o700)


@pytest.mark.parametrize(
    "words",
    [
        ("grade", "class", "--roster"),
        ("grade", "class", "--corpus"),
        ("freeze", "--seed-file"),
        ("report", "--canvas"),
        ("rubric", "import"),
        ("audit", "--corpus"),
    ],
    ids=" ".join,
)
def test_a_file_that_nobody_may_look_for_is_not_called_missing(closed, words):
    """Only what it is, and what to do."""
    result = CliRunner().invoke(main, [*words, str(closed)])
    assert result.exit_code == 2
    assert "does not exist" not in result.output
    assert f"{closed} cannot be read or written (Permission denied). Check" in result.output


def test_a_file_that_is_not_there_is_called_so(tmp_path):
    """As ever."""
    result = CliRunner().invoke(main, ["rubric", "import", str(tmp_path / "none.csv")])
    assert result.exit_code == 2
    assert "does not exist" in result.output
