"""Environments as people have them: either a command works, or one sentence says why not."""

import itertools
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.gradebook import open_book
from tests.grader.commands.conftest import GRADE
from tests.grader.misbehaviour import right

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def check(toy, tmp_path):
    """Check a right submission in a process of its own with these variables; None unsets."""
    (tmp_path / "submission.py").write_text(right())

    def run(*before, **variables):
        merged = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
        environment = {name: value for name, value in merged.items() if value is not None}
        words = ["check", "submission.py", "--isolation", "limits", "--budget", "0"]
        return subprocess.run(
            [*before, sys.executable, "-m", "grader", *words, "--sheet", str(toy.folder)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            umask=0o077,
        )

    return run


ODD = (
    {"COLUMNS": "0", "LINES": "0", "TERM": "none", "HOME": None, "USER": None, "LOGNAME": None},
    {
        "COLUMNS": "1",
        "LINES": "1",
        "HOME": "/dev/null/nowhere",
        "XDG_CACHE_HOME": "/dev/null",
        "TMPDIR": "/dev/null",
        "PYTHONSAFEPATH": "1",
    },
    {
        "COLUMNS": "wide",
        "LINES": "-3",
        "LC_ALL": "xx_YY.nothing",
        "LANG": "C",
        "TZ": "Nowhere/At_All",
        "PYTHONWARNINGS": "error",
        "PYTHONDONTWRITEBYTECODE": "1",
    },
    {
        "COLUMNS": "9" * 30,
        "TERM": "",
        "PYTHONSTARTUP": "/dev/null/x",
        "PYTHONUNBUFFERED": "1",
        "PYTHONHASHSEED": "7",
        "PYTHONDEVMODE": "1",
    },
)
SELDOM = [pytest.param(odd, marks=pytest.mark.slow) for odd in ODD[1:]]


@pytest.mark.parametrize("variables", [ODD[0], *SELDOM], ids=str)
def test_odd_variables_change_nothing(check, variables):
    """All points, in a table that is all there, under a umask that lets nobody else read."""
    ended = check(**variables)
    assert ended.returncode == 0, ended.stderr
    assert "9 of 9 points" in ended.stdout
    assert ended.stdout.count("all right") == 2


MOUNT = """
mount -t tmpfs -o noexec tmpfs "$TMPDIR" && mount -t tmpfs -o ro tmpfs "$HOME" && exec "$@"
"""
UNSHARED = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, "sh"]


def _may_mount(tmp_path):
    """Whether file systems can be mounted here in a namespace of one's own."""
    if shutil.which("unshare") is None:
        return False
    environment = {**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    tried = subprocess.run([*UNSHARED, "true"], env=environment, capture_output=True)
    return tried.returncode == 0


def test_nothing_is_started_from_the_temporary_folder_or_kept_at_home(check, tmp_path):
    """They are mounted without the right to execute, and read-only."""
    if not _may_mount(tmp_path):
        pytest.skip("no file system may be mounted here, also not in a namespace of one's own")
    (tmp_path / "scratch").mkdir()
    (tmp_path / "home").mkdir()
    folders = {"TMPDIR": str(tmp_path / "scratch"), "HOME": str(tmp_path / "home")}
    ended = check(*UNSHARED, **folders)
    assert ended.returncode == 0, ended.stderr
    assert "9 of 9 points" in ended.stdout


def test_modules_of_another_python_are_named_as_what_they_are(check, tmp_path):
    """NumPy would say half a page, and nobody thinks of PYTHONPATH."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "numpy.py").write_text("raise ImportError('built elsewhere\\nand more')")
    path = os.pathsep.join([str(tmp_path / "other"), str(ROOT)])
    ended = check(PYTHONPATH=path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"Error: the grader cannot be imported (built elsewhere). PYTHONPATH is set, so modules in "
        f"{path} are taken before those that were installed with it. Unset PYTHONPATH and run this "
        f"again.\n"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [("click", "x = 1"), ("hypothesis", "x ="), ("json", "1/0"), ("numpy", "import nothing_here")],
)
def test_modules_that_shadow_others_are_named_whatever_they_do(check, tmp_path, name, text):
    """A file of one's own called json.py is enough."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / f"{name}.py").write_text(text)
    ended = check(PYTHONPATH=os.pathsep.join([str(tmp_path / "other"), str(ROOT)]))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "PYTHONPATH is set, so modules in" in ended.stderr
    assert "Traceback" not in ended.stderr


class _JumpingClock(datetime):
    """A clock that is set forwards by ten years, and back by twenty, between two readings."""

    YEARS = itertools.cycle([2026, 2036, 2016])

    @classmethod
    def now(cls, tz=None):
        return cls(next(cls.YEARS), 11, 29, tzinfo=tz)


@pytest.mark.slow
def test_a_clock_that_jumps_changes_no_order(workplace, warm, monkeypatch):
    """The latest run is the one with the highest number, whatever the clock said then."""
    monkeypatch.chdir(workplace)
    monkeypatch.setattr("grader.gradebook.writing.datetime", _JumpingClock)
    for number in range(1, 5):
        (workplace / "class" / f"late {number}").mkdir()
        words = [*GRADE, "--out", "jumping"]
        assert CliRunner().invoke(main, words).exit_code == 0
        with open_book(workplace / "jumping") as book:
            assert [run.number for run in book.runs()] == list(range(1, number + 1))
            assert len(book.results().rows) == 2 + number
    shown = CliRunner().invoke(main, ["diff", "--last", "--gradebook", "jumping"])
    assert (shown.exit_code, shown.output.splitlines()[-1]) == (1, "1 of 6 changed.")
    for folder in workplace.glob("class/late *"):
        folder.rmdir()


def test_no_deadline_depends_on_the_time_of_day():
    """That time is asked for to be written down: beside a run, and in a result that has a date."""
    asking = re.compile(r"\btime\.time(_ns)?\(|\.(utc)?now\(|\.today\(")
    files = [f for f in (ROOT / "grader").rglob("*.py") if asking.search(f.read_text("utf-8"))]
    assert {file.relative_to(ROOT).as_posix() for file in files} == {
        "grader/gradebook/writing.py",
        "grader/integrations/packages/github.py",
    }


@pytest.mark.parametrize("level", ["1", "2"])
def test_python_without_assertions_is_refused(check, level):
    """A sheet's properties would hold of anything; it is not the sheet that is to blame."""
    ended = check(PYTHONOPTIMIZE=level)
    assert ended.returncode == 2
    assert ended.stderr == (
        "Error: Python was told to leave out assertions and docstrings (PYTHONOPTIMIZE, or -O), "
        "with which a sheet says what is right. Unset PYTHONOPTIMIZE and run this again.\n"
    )
