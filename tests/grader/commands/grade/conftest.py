"""A class of two, and commands that are run where it is."""

import pytest
from click.testing import CliRunner

from grader.cli import main
from tests.grader.gradebook.classes import write
from tests.grader.misbehaviour import right, submission

SOURCES = {"ada": right().encode(), "bob": submission("return 3 * x").encode()}


@pytest.fixture
def folder(tmp_path):
    """A class of two."""
    write(tmp_path / "class", SOURCES)
    return tmp_path / "class"


@pytest.fixture
def grader(toy, tmp_path, monkeypatch):
    """Run a command where the class is, on the toy sheet and quickly."""
    monkeypatch.chdir(tmp_path)

    def run(command, *words):
        quick = ["--jobs", "1", "--isolation", "limits", "--budget", "0"]
        said = [*words, *(quick if command == "grade" else [])]
        sheet = ["--sheet", str(toy.folder)] if command in ("grade", "replay") else []
        return CliRunner().invoke(main, [command, *map(str, said), *sheet])

    return run
