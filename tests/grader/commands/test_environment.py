"""Environments as people have them: either a command works, or one sentence says why not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.grader.misbehaviour import right

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def check(toy, tmp_path):
    """Check a right submission in a process of its own with these variables; None unsets."""
    (tmp_path / "submission.py").write_text(right())

    def run(**variables):
        merged = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
        environment = {name: value for name, value in merged.items() if value is not None}
        words = ["check", "submission.py", "--isolation", "limits", "--budget", "0"]
        return subprocess.run(
            [sys.executable, "-m", "grader", *words, "--sheet", str(toy.folder)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            umask=0o077,
        )

    return run


@pytest.mark.parametrize(
    "variables",
    [
        {"COLUMNS": "0", "LINES": "0"},
        {"COLUMNS": "1", "LINES": "1"},
        {"COLUMNS": "wide", "LINES": "-3"},
        {"COLUMNS": "9" * 30, "TERM": ""},
        {"TERM": "no-such-terminal", "HOME": None, "USER": None, "LOGNAME": None},
        {"HOME": "/dev/null/nowhere", "XDG_CACHE_HOME": "/dev/null", "TMPDIR": "/dev/null"},
        {"LC_ALL": "xx_YY.nothing", "LANG": "C", "TZ": "Nowhere/At_All"},
        {"PYTHONWARNINGS": "error", "PYTHONDONTWRITEBYTECODE": "1"},
        {"PYTHONSTARTUP": "/dev/null/x", "PYTHONUNBUFFERED": "1", "PYTHONHASHSEED": "7"},
    ],
    ids=str,
)
def test_odd_variables_change_nothing(check, variables):
    """All points, in a table that is all there, under a umask that lets nobody else read."""
    ended = check(**variables)
    assert ended.returncode == 0, ended.stderr
    assert "9 of 9 points" in ended.stdout
    assert ended.stdout.count("all right") == 2


@pytest.mark.parametrize("level", ["1", "2"])
def test_python_without_assertions_is_refused(check, level):
    """A sheet's properties would hold of anything; it is not the sheet that is to blame."""
    ended = check(PYTHONOPTIMIZE=level)
    assert ended.returncode == 2
    assert ended.stderr == (
        "Error: Python was told to leave out assertions and docstrings (PYTHONOPTIMIZE, or -O), "
        "with which a sheet says what is right. Unset PYTHONOPTIMIZE and run this again.\n"
    )
